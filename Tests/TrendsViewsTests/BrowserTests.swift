import Testing
import TrendsTestSupport

@testable import TrendsViews

@Suite("The page in Chromium")
struct BrowserTests {
  @Test(
    "The page opens from a file without a complaint, and its script runs", .needsBrowser,
    arguments: [0, 2, 14])
  func opens(periodCount: Int) throws {
    let page = try reportPage(Samples.content(periodCount: periodCount, hostile: "</b>\"'&<i>"))
    let visit = try Browser.open(page)
    #expect(visit.complaints.isEmpty)
    // The script gives headers their buttons and shows search and colours.
    #expect(visit.document.contains("<th scope=\"col\"><button type=\"button\">topic</button>"))
    #expect(!visit.document.contains("<p class=\"search\" hidden"))
  }

  @Test("A page that was tampered with is refused by its policy", .needsBrowser)
  func tampered() throws {
    let page = try reportPage(Samples.content(periodCount: 14))
    let visit = try Browser.open(page.replacing("\"use strict\";", with: "\"use  strict\";"))
    #expect(visit.complaints.contains { $0.contains("Content Security Policy") })
    #expect(visit.document.contains("<p class=\"search\" hidden"))
  }
}
