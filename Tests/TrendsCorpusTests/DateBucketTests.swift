import Testing

@testable import TrendsCorpus

@Suite("DateBucket")
struct DateBucketTests {
  @Test(
    "A day falls into one bucket of every unit",
    arguments: [
      ("2025-03-12", BucketUnit.date, "2025-03-12", "2025-03-12", "2025-03-12"),
      ("2025-03-12", .week, "2025-W11", "2025-03-10", "2025-03-16"),
      ("2025-03-12", .month, "2025-M03", "2025-03-01", "2025-03-31"),
      ("2025-03-12", .quarter, "2025-Q1", "2025-01-01", "2025-03-31"),
      ("2025-03-12", .year, "2025", "2025-01-01", "2025-12-31"),
      ("2024-12-30", .week, "2025-W01", "2024-12-30", "2025-01-05"),
      ("2021-01-03", .week, "2020-W53", "2020-12-28", "2021-01-03"),
      ("1969-12-31", .week, "1970-W01", "1969-12-29", "1970-01-04"),
      ("2024-02-29", .month, "2024-M02", "2024-02-01", "2024-02-29"),
      ("2024-12-31", .quarter, "2024-Q4", "2024-10-01", "2024-12-31"),
    ])
  func bucket(_ day: String, _ unit: BucketUnit, _ label: String, _ first: String, _ last: String)
    throws
  {
    let date = try #require(ListingDate(iso: day))
    let bucket = try #require(DateBucket.containing(date, unit: unit))
    #expect(bucket.label == label)
    #expect(bucket.startDate == first)
    #expect(bucket.lastDate == last)
    #expect((bucket.startDay..<bucket.endDay).contains(date.firstDay))
  }

  @Test(
    "A coarse date fits only units that are no finer",
    arguments: [
      ("2025", [BucketUnit.year]), ("2025-03", [.month, .quarter, .year]),
      ("2025-03-12", BucketUnit.allCases),
    ])
  func precision(_ text: String, _ units: [BucketUnit]) throws {
    let date = try #require(ListingDate(iso: text))
    #expect(BucketUnit.allCases.filter { DateBucket.containing(date, unit: $0) != nil } == units)
  }

  @Test(
    "A range lists empty buckets too, in order and without holes", arguments: BucketUnit.allCases)
  func range(_ unit: BucketUnit) throws {
    let first = CalendarDay.number(year: 2023, month: 11, day: 20)
    let last = CalendarDay.number(year: 2025, month: 2, day: 3)
    let buckets = DateBucket.range(from: first, to: last, unit: unit)
    let expected: [BucketUnit: Int] = [.date: 442, .week: 64, .month: 16, .quarter: 6, .year: 3]
    #expect(buckets.count == expected[unit])
    for (bucket, following) in zip(buckets, buckets.dropFirst()) {
      #expect(bucket.endDay == following.startDay)
      #expect(bucket.next == following)
      #expect(bucket < following)
    }
    #expect(buckets.first?.startDay ?? .max <= first)
    #expect(buckets.last?.endDay ?? .min > last)
    #expect(DateBucket.range(from: last, to: first, unit: unit) == [])
  }

  @Test("The name of a period reads back, in either case", arguments: BucketUnit.allCases)
  func labels(_ unit: BucketUnit) {
    let first = CalendarDay.number(year: 2023, month: 12, day: 20)
    let last = CalendarDay.number(year: 2027, month: 2, day: 3)
    for bucket in DateBucket.range(from: first, to: last, unit: unit) {
      #expect(DateBucket(label: bucket.label) == bucket)
      #expect(DateBucket(label: bucket.label.lowercased()) == bucket)
    }
  }

  @Test("A month may be typed as dates have it")
  func typedMonth() {
    #expect(DateBucket(label: "2025-03") == DateBucket(label: "2025-M03"))
    #expect(DateBucket(label: "2025-03")?.unit == .month)
  }

  @Test(
    "Other texts name no period",
    arguments: [
      "", "2025-W53", "2025-W00", "2025-W1", "2025-M13", "2025-M3", "2025-Q5", "2025-Q0", "2025-Q",
      "2025-X1", "0000", "2025-02-29", "2025-M+3", "25-M03", "2025-M03-1",
      "2025-W99999999999999999",
      "２０２５",
    ])
  func noLabels(_ text: String) {
    #expect(DateBucket(label: text) == nil)
  }
}
