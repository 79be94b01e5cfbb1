import Testing

@Suite("What is said over time")
struct SignalsTests {
  @Test("Two periods: every topic is compared once, nothing is called a trend")
  func twoPeriods() throws {
    let folder = try WorkingFolder.withFit()
    try TrendsProgram.succeed("report", "--by", "year", in: folder)
    let calls = try ResultTable(try folder.text("reports/calls.csv"))
    let words = Set(try calls.column("call"))
    #expect(words.isSubset(of: ["differs", "uncertain"]))
    #expect(try calls.column("slope_pp_per_30_days").allSatisfy(\.isEmpty))
    let topics = try ResultTable(try folder.text("reports/topics.csv"))
    #expect(calls.rows.count == topics.rows.count)
  }

  @Test("Every call that says nothing has its reason, every other one none")
  func reasons() throws {
    let folder = try WorkingFolder.withFit()
    for unit in ["date", "month", "quarter"] {
      try TrendsProgram.succeed("report", "--by", unit, "--out", unit, in: folder)
      let calls = try ResultTable(try folder.text("\(unit)/calls.csv"))
      for (call, reason) in zip(try calls.column("call"), try calls.column("reason")) {
        #expect((call == "uncertain") == !reason.isEmpty, "\(unit): \(call) \(reason)")
      }
    }
  }

  @Test("An interval of the listing alone says so, and how to make it again")
  func population() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.succeed(
      "report", "--population", "listing", "--stdout", in: folder)
    #expect(output.stdout.contains("share in these listings"))
    #expect(output.stdout.contains("--population listing"))
    let refused = try TrendsProgram.run(["report", "--population", "all"], in: folder)
    #expect(refused.status == 64)
  }

  @Test("calibrate says how often shuffled dates give a call")
  func calibrate() throws {
    let folder = try WorkingFolder.withFit()
    let output = try TrendsProgram.succeed(
      "calibrate", "--by", "date", "--shuffles", "20", "--power", "1", "--quiet", in: folder)
    #expect(output.stdout.contains("dates shuffled 20 times"))
    #expect(output.stderr == "")
    for line in output.stdout.split(separator: "\n") { #expect(line.count <= 80) }
    let json = try TrendsProgram.succeed(
      "calibrate", "--shuffles", "5", "--power", "0", "--json", "-q", in: folder)
    #expect(json.stdout.contains("\"shuffles\": 5"))
    let few = try TrendsProgram.succeed(
      "calibrate", "--by", "year", "--shuffles", "5", "--power", "0", "--quiet", in: folder)
    #expect(few.stdout.contains("insufficient_dates"))
    let refused = try TrendsProgram.run(["calibrate", "--shuffles", "-1"], in: folder)
    #expect(refused.status == 64)
  }
}
