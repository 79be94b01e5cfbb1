import Foundation
import Testing

@testable import TrendsReports

@Suite struct NumberTextTests {
  @Test(
    "Fixed decimals round the shortest decimal, halves away from zero",
    arguments: [
      (0.05, 1, "0.1"), (0.15, 1, "0.2"), (0.25, 1, "0.3"), (0.35, 1, "0.4"), (0.45, 1, "0.5"),
      (0.049, 1, "0.0"), (0.0499999, 1, "0.0"), (1.005, 2, "1.01"), (2.675, 2, "2.68"),
      (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.4999, 0, "0"), (9.95, 1, "10.0"),
      (99.95, 1, "100.0"), (999.999, 2, "1000.00"), (0.999, 2, "1.00"), (0.0999, 3, "0.100"),
      (0, 0, "0"), (0, 2, "0.00"), (-0.0, 1, "0.0"), (-0.04, 1, "0.0"), (-0.05, 1, "-0.1"),
      (-1.25, 1, "-1.3"), (12, 3, "12.000"), (1e-5, 3, "0.000"), (5e-4, 3, "0.001"),
      (1e21, 1, "1000000000000000000000.0"), (1.5e16, 0, "15000000000000000"),
      (123_456.789, 2, "123456.79"), (0.1 + 0.2, 1, "0.3"),
      (Double.leastNonzeroMagnitude, 2, "0.00"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test(
    "A stability below a limit of two decimals is seen to be",
    arguments: [
      (0.4999, "0.49"), (0.5, "0.50"), (0.29, "0.29"), (0.999, "0.99"), (1, "1.00"), (0, "0.00"),
    ]
      as [(Double, String)])
  func stability(value: Double, expected: String) {
    #expect(NumberText.stability(value) == expected)
  }

  @Test("The largest double has all its 309 digits")
  func huge() {
    let text = NumberText.fixed(.greatestFiniteMagnitude, decimals: 1)
    #expect(text.count == 311)
    #expect(text.hasPrefix("17976931348623157000"))
    #expect(text.hasSuffix("000.0"))
  }

  @Test(
    "Plain numbers read back and have no exponent",
    arguments: [
      (1e-5, "0.00001"), (0.1, "0.1"), (12, "12.0"), (100, "100.0"), (-0.0, "0.0"),
      (1e16, "10000000000000000.0"),
      (1.5e-7, "0.00000015"), (-2.5e20, "-250000000000000000000.0"),
      (1.0 / 3, "0.3333333333333333"),
      (0.30000000000000004, "0.30000000000000004"), (1024, "1024.0"), (-7.25, "-7.25"),
    ] as [(Double, String)])
  func plain(value: Double, expected: String) {
    #expect(NumberText.plain(value) == expected)
    #expect(Double(NumberText.plain(value)) == value)
  }

  @Test("Plain numbers read back for doubles of every size", arguments: [1, 2, 3] as [UInt64])
  func plainRoundTrip(seed: UInt64) {
    var bits = seed
    for _ in 0..<2000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits ^ (bits >> 29))
      guard value.isFinite else { continue }
      let text = NumberText.plain(value)
      #expect(Double(text) == value)
      #expect(!text.contains { $0 == "e" || $0 == "E" })
    }
  }

  @Test("Fixed decimals are the nearest there are", arguments: 0...4)
  func fixedIsNearest(decimals: Int) throws {
    for step in 0..<1000 {
      let value = Double(step) * 0.137 - 50
      let found = try #require(Double(NumberText.fixed(value, decimals: decimals)))
      let half = 0.5 / pow(10, Double(decimals))
      #expect(abs(found - value) <= half * (1 + 1e-9))
    }
  }

  @Test(
    "Percentages move the point and do not multiply",
    arguments: [
      (0.081, "8.1 %"), (0.0815, "8.2 %"), (0, "0.0 %"), (1, "100.0 %"), (0.9996, "100.0 %"),
      (0.00049, "0.0 %"), (0.0005, "0.1 %"), (0.146, "14.6 %"), (0.285, "28.5 %"),
      (0.0035, "0.4 %"),
    ] as [(Double, String)])
  func percent(share: Double, expected: String) {
    #expect(NumberText.percent(share) == expected)
  }

  @Test(
    "Differences carry their sign unless they round to zero",
    arguments: [
      (0.065, "+6.5"), (-0.065, "-6.5"), (0.0, "0.0"), (-0.0, "0.0"), (0.0004, "0.0"),
      (-0.0004, "0.0"), (-0.0005, "-0.1"), (1, "+100.0"),
    ] as [(Double, String)])
  func points(difference: Double, expected: String) {
    #expect(NumberText.points(difference) == expected)
  }

  @Test(
    "p-values have three decimals and never say zero",
    arguments: [
      (0.001, "0.001"), (0.00099, "<0.001"), (0, "<0.001"), (1e-300, "<0.001"), (0.0205, "0.021"),
      (0.5, "0.500"), (1, "1.000"), (0.0015, "0.002"),
    ] as [(Double, String)])
  func probability(p: Double, expected: String) {
    #expect(NumberText.probability(p) == expected)
  }

  @Test(
    "Commas stand between thousands",
    arguments: [
      (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (4013, "4,013"), (-4013, "-4,013"),
      (-999, "-999"), (1_048_576, "1,048,576"), (Int.min, "-9,223,372,036,854,775,808"),
    ] as [(Int, String)])
  func grouped(value: Int, expected: String) {
    #expect(NumberText.grouped(value) == expected)
  }

  @Test("Commas stand left of the point alone")
  func groupedDecimals() {
    #expect(NumberText.grouped(1234.5678, decimals: 4) == "1,234.5678")
    #expect(NumberText.grouped(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.grouped(999.96, decimals: 1) == "1,000.0")
  }

  @Test(
    "Small numbers are words",
    arguments: [(0, "no"), (2, "two"), (12, "twelve"), (13, "13"), (-1, "-1")] as [(Int, String)])
  func words(value: Int, expected: String) {
    #expect(NumberText.inWords(value) == expected)
  }

  @Test("What is not a number cannot be printed")
  func notFinite() async {
    await #expect(processExitsWith: .failure) { _ = NumberText.fixed(.nan, decimals: 1) }
    await #expect(processExitsWith: .failure) { _ = NumberText.plain(.infinity) }
    await #expect(processExitsWith: .failure) { _ = NumberText.probability(1.5) }
  }
}
