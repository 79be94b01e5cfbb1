import Foundation
import Testing
import TrendsReports
import TrendsStore
import TrendsTestSupport

@testable import TrendsViews

@Suite("The report as a page")
struct PageTests {
  @Test(
    "A page is well-formed and can be read by everyone, whatever the report",
    arguments: [
      (1, 0), (2, 0), (4, 0), (4, 1), (4, 2), (4, 3), (4, 4), (4, 14), (4, 60), (200, 14),
    ])
  func structure(topicCount: Int, periodCount: Int) throws {
    let content = Samples.content(topicCount: topicCount, periodCount: periodCount)
    let page = try XMLTree.read(page: try reportPage(content))
    #expect(page["lang"] == "en")
    #expect(page.all("main").count == 1 && page.all("nav").count == 1)
    let ids = page.all.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count, "every id once")
    for element in page.all {
      for attribute in ["aria-labelledby", "aria-describedby", "for"] {
        for id in (element[attribute] ?? "").split(separator: " ") {
          #expect(ids.contains(String(id)), "\(attribute) of \(element.name) names \(id)")
        }
      }
      if let target = element["href"], target.hasPrefix("#") {
        #expect(ids.contains(String(target.dropFirst())), "a link leads to \(target)")
      }
    }
    let levels = page.all.compactMap { element in
      element.name.count == 2 && element.name.first == "h" ? Int(element.name.dropFirst()) : nil
    }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    for table in page.all("table") {
      #expect(table.all("caption").first?.text.isEmpty == false)
      #expect(table.all("th").allSatisfy { ["col", "row"].contains($0["scope"]) })
    }
    for input in page.all("input") {
      #expect(page.all("label").contains { $0["for"] == input["id"] && !$0.text.isEmpty })
    }
    #expect(page.all("button").allSatisfy { !$0.text.isEmpty && $0["type"] == "button" })
    for region in page.all where region["tabindex"] == "0" {
      #expect(region["aria-label"]?.isEmpty == false && region["role"] == "region")
    }
    #expect(page.all("th").allSatisfy { !$0.text.isEmpty })
    // What needs the script is hidden without it, and nothing else is: no table, no chart.
    let hidden = page.all.filter { $0.attributes.keys.contains("hidden") }
    #expect(hidden.map { $0["class"] } == ["controls", "search"])
  }

  @Test("Every picture has a title and a description, or stands beside its figures")
  func picturesAreLabelled() throws {
    let page = try XMLTree.read(page: try reportPage(Samples.content(periodCount: 14)))
    let pictures = page.all("svg")
    // A card, the map, the stack, the bursts, four topics; four sparklines.
    #expect(pictures.count { $0["role"] == "img" } == 8)
    #expect(pictures.count { $0["aria-hidden"] == "true" } == 4)
    for picture in pictures where picture["role"] == "img" {
      #expect(picture.children.first?.name == "title")
      #expect(picture.children[1].name == "desc")
      #expect(picture.children.prefix(2).allSatisfy { !$0.text.isEmpty })
    }
  }

  @Test("The policy lets in this style sheet and this script alone, and the page loads nothing")
  func policy() throws {
    let page = try reportPage(Samples.content(periodCount: 14))
    let tree = try XMLTree.read(page: page)
    let policy = try #require(
      tree.all("meta").first { $0["http-equiv"] == "Content-Security-Policy" }?["content"])
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe"))
    for name in ["style", "script"] {
      let start = try #require(page.range(of: "<\(name)>"))
      let end = try #require(page.range(of: "</\(name)>"))
      let digest = ContentDigest(of: Array(page[start.upperBound..<end.lowerBound].utf8))
      let bytes = Data(
        stride(from: 0, to: 64, by: 2).compactMap { place in
          UInt8(digest.description.dropFirst(place).prefix(2), radix: 16)
        })
      #expect(policy.contains("\(name)-src 'sha256-\(bytes.base64EncodedString())'"))
      #expect(page.components(separatedBy: "<\(name)").count == 2, "one \(name)")
    }
    #expect(tree.all.allSatisfy { $0["style"] == nil && $0["src"] == nil })
    #expect(tree.all.allSatisfy { !$0.attributes.keys.contains { $0.hasPrefix("on") } })
    #expect(!tree.all.contains { ["link", "img", "iframe", "use", "image"].contains($0.name) })
    for part in [PageParts.style, PageParts.script] {
      #expect(!part.contains("http") && !part.contains("url(") && !part.contains("@import"))
    }
  }

  @Test(
    "Texts of listings stay texts",
    arguments: [
      "<script>alert(1)</script>", "</style><b>", "=HYPERLINK(\"http://x\")", "\"'><img src=x>",
      "{{title}} {{{script}}}", "&amp; &lt;", "]]> <!-- -->", "javascript:alert(1)",
    ])
  func hostileTexts(_ text: String) throws {
    let page = try XMLTree.read(
      page: try reportPage(Samples.content(periodCount: 14, hostile: text)))
    #expect(page.all("script").count == 1 && page.all("style").count == 1)
    #expect(page.all("b").isEmpty && page.all("img").isEmpty)
    let papers = page.all("ul").filter { $0.hasClass("papers") }
    #expect(papers.count == 4)
    for paper in papers {
      #expect(paper.text.hasPrefix("\n" + text) || paper.text.hasPrefix(text))
      #expect(paper.all("a").isEmpty, "no link but to http")
    }
    #expect(page.all("h3").contains { $0.text == "T0001 \(text)" })
  }

  @Test(
    "What cannot be shown is left out, written out or cut",
    arguments: [
      ("a\u{0}b\u{1B}c", "abc"), ("x\u{202E}y", "x<U+202E>y"), ("\u{FFFE}\u{FFFF}z", "z"),
      ("👩‍👩‍👧 中文", "👩‍👩‍👧 中文"),
      (String(repeating: "x", count: 10_000), String(repeating: "x", count: 239) + "…"),
    ])
  func cleaned(text: String, shown: String) throws {
    let page = try XMLTree.read(
      page: try reportPage(Samples.content(periodCount: 14, hostile: text)))
    #expect(page.all("h3").contains { $0.text == "T0001 \(shown)" })
    #expect(page.all("svg").first?.all("title").first?.text.isEmpty == false)
  }

  @Test("The page's figures are those of the tables, rounded once")
  func figures() throws {
    let content = Samples.content(periodCount: 14)
    let page = try XMLTree.read(page: try reportPage(content))
    let rows = try #require(page.all("table").first { $0["id"] == "topic-table" }).all("tr")
      .filter { $0["data-topic"] != nil }
    #expect(rows.count == content.topics.count)
    for (row, topic) in zip(rows, content.topics) {
      let share = try #require(topic.share)
      let (low, high) = (try #require(topic.shareLow), try #require(topic.shareHigh))
      #expect(row["data-topic"] == topic.topicID)
      let cells = row.all("td").map(\.text)
      #expect(cells[2] == NumberText.percent(share))
      #expect(
        cells[3]
          == "[\(NumberText.percentFigure(low)), \(NumberText.percentFigure(high))]")
      #expect(cells[4] == NumberText.grouped(try #require(topic.documents), decimals: 1))
    }
    for topic in content.topics {
      let article = try #require(page.all("article").first { $0["id"] == topic.topicID })
      let series = try #require(article.all("table").first { $0.hasClass("series") })
      let shown = series.all("tr").dropFirst().map { row in
        [row.all("th")[0].text] + row.all("td").map(\.text)
      }
      let expected = content.trends.filter { $0.topicID == topic.topicID }.map { row in
        [
          row.period + (row.isComplete ? "" : " *"),
          row.share.map { NumberText.percent($0) } ?? "–",
          row.share == nil
            ? "(too few papers)"
            : "[\(NumberText.percentFigure(row.shareLow ?? 0)), "
              + "\(NumberText.percentFigure(row.shareHigh ?? 0))]",
          row.documents.map { NumberText.grouped($0, decimals: 1) } ?? "–",
          String(row.periodDocuments),
        ]
      }
      #expect(shown == expected)
    }
  }

  @Test("Phrases are counted in a row a period")
  func phrases() throws {
    let page = try XMLTree.read(page: try reportPage(Samples.content(periodCount: 3)))
    let article = try #require(page.all("article").first { $0["id"] == "T0001" })
    let table = try #require(article.all("table").first { !$0.hasClass("series") })
    #expect(
      table.all("tr").map { $0.children.map(\.text) } == [
        ["month", "tool calling"], ["2020-M01", "5 of 50"], ["2020-M02", "5 of 50"],
        ["2020-M03", "5 of 50"],
      ])
  }

  @Test("A topic on which chains disagree is marked and on no card")
  func unstable() throws {
    let page = try XMLTree.read(page: try reportPage(Samples.content(periodCount: 14)))
    let cards = page.all("article").filter { $0.hasClass("card") }
    #expect(cards.map { $0.all("h3")[0].text } == ["T0001 label 0, other"])
    let article = try #require(page.all("article").first { $0["id"] == "T0002" })
    #expect(article.text.contains("T0002 label 1, other *"))
    #expect(article.text.contains("Its terms differ between chains"))
  }

  @Test("Two periods are compared, fewer say that nothing can be said", arguments: [0, 1, 2])
  func fewPeriods(count: Int) throws {
    let page = try XMLTree.read(page: try reportPage(Samples.content(periodCount: count)))
    let said = try #require(page.all("section").first { $0["id"] == "said" })
    let sentences = [
      "The papers carry no dates", "cannot show a difference or a trend", "cannot show a trend",
    ]
    #expect(said.text.contains(sentences[count]))
    #expect(said.all("table").count == (count == 2 ? 1 : 0))
    #expect(said.all("article").isEmpty)
    #expect(!said.text.contains("rising"))
  }
}
