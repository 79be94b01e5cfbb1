import Testing
import TrendsReports
import TrendsTestSupport

@testable import TrendsViews

@Suite("Charts as files")
struct ChartFileTests {
  @Test("Every chart is a file of its own: whole, labelled, with its source")
  func files() throws {
    let files = chartFiles(Samples.content(periodCount: 14))
    #expect(
      files.map(\.name) == [
        "map.svg", "shares.svg", "bursts.svg", "T0001.svg", "T0002.svg", "T0003.svg", "T0004.svg",
      ])
    for file in files {
      let svg = try XMLTree.read(file.text)
      #expect(svg.name == "svg" && svg["width"] != nil && svg["height"] != nil)
      #expect(svg.all("title").count >= 1 && svg.all("desc").count == 1)
      let texts = svg.all("text").map(\.text)
      #expect(texts.contains("600 papers on 14 listing dates, 2020-01-01 to 2021-02-28"))
      #expect(texts.contains { $0.contains("seed 1") })
      #expect(texts.contains("Made by: trends report --by month"))
      #expect(svg.all("a").isEmpty)
      #expect(!file.text.contains("var("))
      #expect(file.text.components(separatedBy: "http").count == 2, "its name space and no other")
    }
    let topic = try #require(files.first { $0.name == "T0001.svg" })
    #expect(topic.text.contains("Share of papers (%) by month with 95 % intervals"))
  }

  @Test("Undated papers have a map and empty charts, two topics not even that", arguments: [2, 4])
  func undated(topicCount: Int) throws {
    let files = chartFiles(Samples.content(topicCount: topicCount, periodCount: 0))
    #expect(files.count == topicCount + (topicCount > 2 ? 1 : 0))
    for file in files { _ = try XMLTree.read(file.text) }
  }

  @Test("Texts of listings stay texts", arguments: ["</text><script>", "\"&'", "a\u{0}b\u{202E}"])
  func hostile(text: String) throws {
    for file in chartFiles(Samples.content(periodCount: 14, hostile: text)) {
      let svg = try XMLTree.read(file.text)
      #expect(svg.all("script").isEmpty)
    }
  }
}
