import Testing
import TrendsTestSupport

@Suite("The two seed listings", .needsRealData)
struct RealListingsCommandTests {
  @Test("hold 183 documents with 193 appearances, and two dates make no trend")
  func seedListings() throws {
    let listings = try #require(realData).appendingPathComponent("seed-listings").path
    let folder = try WorkingFolder()
    let fit = try TrendsProgram.succeed(
      "fit", "--year", "2025", "--topics", "8", "--sweeps", "60", listings, in: folder)
    #expect(fit.stderr.contains("read 193 papers on 2 listings from 2 files"))
    #expect(fit.stderr.contains("183 documents with 193 appearances (10 on more than one date)"))
    try TrendsProgram.succeed("report", "--since", "2025-03-12", in: folder)
    let summary = try folder.text("reports/summary.txt")
    #expect(summary.hasPrefix("trends report: 183 papers on 2 listing dates, 2025-03-12 to"))
    expectNoTrend(summary)
  }
}
