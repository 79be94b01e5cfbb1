import Mustache
import TrendsReports
import TrendsStore

/// The report as one HTML page that needs no other file and no network.
///
/// Charts are drawn from the same rows as the tables, and figures are rounded like those of the text
/// report. Everything can be read without the script, which sorts, searches and switches colours; it
/// has no data of its own. The content security policy allows this style sheet and this script, by
/// their digests, and nothing else.
///
/// - Throws: ``ViewsError/badTemplate(name:reason:)``, which a test rules out.
public func reportPage(_ content: PageContent) throws -> String {
  let template: MustacheTemplate
  do {
    template = try MustacheTemplate(string: text(of: PackageResources.page_mustache))
  } catch {
    throw ViewsError.badTemplate(name: "page.mustache", reason: "\(error)")
  }
  return template.render(PageModel(content))
}

/// The page's style sheet and script, and the policy that lets them in.
enum PageParts {
  static let style = text(of: PackageResources.page_css)
  static let script = text(of: PackageResources.page_js)

  static let policy =
    "default-src 'none'; style-src 'sha256-\(base64(ContentDigest(of: Array(style.utf8))))'; "
    + "script-src 'sha256-\(base64(ContentDigest(of: Array(script.utf8))))'; "
    + "base-uri 'none'; form-action 'none'"

  /// A digest as policies write it.
  private static func base64(_ digest: ContentDigest) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bits = digest.description.utf8.flatMap { digit -> [UInt8] in
      let value = digit < UInt8(ascii: "a") ? digit - 48 : digit - 87
      return [value >> 3 & 1, value >> 2 & 1, value >> 1 & 1, value & 1]
    }
    let sextets = stride(from: 0, to: bits.count, by: 6).map { start in
      digits[Int((0..<6).reduce(0) { $0 << 1 | (bits.count > start + $1 ? bits[start + $1] : 0) })]
    }
    return String(decoding: sextets, as: UTF8.self)
      + String(repeating: "=", count: (4 - sextets.count % 4) % 4)
  }
}

private func text(of resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }

/// What the template of the page shows, by the names that it uses.
struct PageModel {
  struct Link {
    let target: String
    let text: String
  }

  /// A chart with a sentence on how to read it.
  struct Figure {
    let note: String
    let chart: String
  }

  let policy = PageParts.policy
  let style = PageParts.style
  let script = PageParts.script
  let title: String
  let papersText: String
  let fitText: String
  let topicCount: Int
  let paperCount: String
  let unit: String
  let units: String
  let links: [Link]
  let said: Said
  /// nil where no topic has shares to draw.
  let sparklineHeading: String?
  let sparklineNote: String
  let topics: [PageTopic]
  let mapSection: Figure?
  let stackSection: Figure?
  let burstSection: Figure?
  let sure: [String]
  let leftOut: [String]
  let command: String

  init(_ content: PageContent) {
    let summary = content.summary
    title = "What moves in \(NumberText.grouped(summary.paperCount)) papers"
    papersText = sentence(summary.papersText)
    fitText = sentence(summary.fitText)
    topicCount = content.topics.count
    paperCount = NumberText.grouped(summary.paperCount)
    unit = summary.unit.rawValue
    units = summary.unit.noun(2)
    let series = content.series
    said = Said(content, series: series)
    let complete = summary.periods.count { $0.isComplete }
    sparklineHeading = complete > 1 ? "by \(unit)" : nil
    sparklineNote =
      complete > 1
      ? "Lines are shares of the complete \(units), each from 0 to its own largest." : ""
    topics = PageTopic.all(content, series: series)
    mapSection = Self.map(content)
    stackSection = Self.stack(content, series: series)
    burstSection = Self.bursts(content)
    sure =
      summary.agreementSentences + [summary.shareSentence]
      + (summary.signals?.falseAlarmSentence.map { ["False alarms: \($0)."] } ?? [])
      + summary.warnings.map { "Warning: " + PlainText.clean($0) }
    leftOut = summary.leftOutLines.isEmpty ? ["nothing"] : summary.leftOutLines
    command = summary.command.map(PlainText.clean).joined(separator: " ")
    let sections: [(String, String, Bool)] = [
      ("said", said.heading, true), ("topics", "All topics", true),
      ("map", "Map", mapSection != nil), ("stack", "Shares over time", stackSection != nil),
      ("bursts", "Bursts", burstSection != nil), ("each", "Each topic", true),
      ("sure", "How sure this is", true),
    ]
    links = sections.filter(\.2).map { Link(target: $0.0, text: $0.1) }
  }

  private static func map(_ content: PageContent) -> Figure? {
    guard let chart = content.mapChart(id: "map-chart"), let map = content.map else { return nil }
    return Figure(
      note: "Topics near each other use the same words (Hellinger distance, classical scaling); "
        + "the area of a circle is the topic's share. Two directions show "
        + "\(NumberText.percent(map.shown, decimals: 0)) of all squared distance, so near on the "
        + "map need not be near in truth. Dashed: chains disagree on the topic, or it is "
        + "junk.",
      chart: chart.svg.xml)
  }

  private static func stack(_ content: PageContent, series: [ChartSeries]) -> Figure? {
    guard let chart = content.stackedChart(series, id: "stack-chart") else { return nil }
    let unit = content.summary.unit
    let means =
      chart.periodsPerCorner > 1
      ? " Each corner is the mean of \(NumberText.inWords(chart.periodsPerCorner)) adjacent "
        + "\(unit.noun(2))." : ""
    let hole =
      chart.runs.count > 1
      ? " A gap: \(unit.noun(2)) without papers, or not complete." : ""
    return Figure(
      note: "The \(NumberText.inWords(chart.series.count)) largest topics on which chains agree, "
        + "from the bottom; complete \(unit.noun(2)) only. Intervals are in each "
        + "topic's own chart.\(means)\(hole)",
      chart: chart.svg.xml)
  }

  private static func bursts(_ content: PageContent) -> Figure? {
    guard let chart = content.burstChart(id: "burst-chart") else { return nil }
    return Figure(
      note: "Runs of \(content.summary.unit.noun(2)) in which a topic had about twice its share. "
        + "Solid bars are heavier than shuffled papers make them; dashed ones are not, or were "
        + "not a topic's heaviest, and show nothing by themselves.",
      chart: chart.svg.xml)
  }
}
