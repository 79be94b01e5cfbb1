import TrendsCorpus
public import TrendsReports

/// Every chart of a report as an SVG file of its own, with title, what the axes are, and where the
/// figures come from.
///
/// - Returns: `map.svg`, `shares.svg` and `bursts.svg` where there is something to draw, and
///   `T0001.svg` for each topic.
public func chartFiles(_ content: PageContent) -> [ReportTables.File] {
  let summary = content.summary
  let unit = summary.unit.rawValue
  let source = [
    sentence(summary.papersText), sentence(summary.fitText),
    "Made by: " + summary.command.map(PlainText.clean).joined(separator: " "),
  ]
  func file(_ name: String, _ title: String, _ axes: String, _ chart: Markup) -> ReportTables.File {
    ReportTables.File(
      name: name + ".svg",
      text: ChartSheet(title: title, axes: axes, source: source, chart: chart).text)
  }
  let series = content.series
  var files: [ReportTables.File] = []
  if var chart = content.mapChart(id: "chart"), let map = content.map {
    chart.isLinked = false
    files.append(
      file(
        "map", "Map of \(content.topics.count) topics by the words that they use",
        "Near: the same words (Hellinger distance of terms; the plane shows "
          + "\(NumberText.percent(map.shown, decimals: 0)) of it). Area: share of papers. Dashed: "
          + "chains disagree.", chart.svg))
  }
  if let chart = content.stackedChart(series, id: "chart") {
    files.append(
      file(
        "shares", "The largest topics over time",
        "Share of papers (%), stacked, by \(unit); complete \(summary.unit.noun(2)) only"
          + (chart.runs.count > 1 ? "; a gap: no papers, or not complete" : ""),
        chart.svg))
  }
  if let chart = content.burstChart(id: "chart") {
    files.append(
      file(
        "bursts", "Bursts",
        "A bar: about twice the usual share. Solid: heavier than shuffled papers make them; dashed: "
          + "not shown to be",
        chart.svg))
  }
  for (topic, series) in zip(content.topics, series) {
    let unstable = content.isUnstable(topic) ? "; \(reasonWords(topic.status))" : ""
    files.append(
      file(
        topic.topicID, PlainText.cut("\(topic.topicID) \(topic.label)", to: 80),
        "Share of papers (%) by \(unit) with 95 % intervals; hollow: not complete\(unstable)",
        content.seriesChart(series, id: "chart", size: .full).svg))
  }
  return files
}

/// A chart on a sheet of its own, in the light colours of the page.
struct ChartSheet {
  let title: String
  /// What the axes are, with their units.
  let axes: String
  /// Which papers, which fit, which command; a line each.
  let source: [String]
  let chart: Markup

  private static let margin = 16.0
  private static let lineHeight = 16.0

  var text: String {
    let box = (chart["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
    let (width, height) = box.count == 4 ? (box[2], box[3]) : (720, 230)
    let sheet = (
      width: width + 2 * Self.margin,
      height: height + 70 + Self.lineHeight * Double(source.count)
    )
    var svg = Markup(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": Coordinate.text(sheet.width),
        "height": Coordinate.text(sheet.height),
        "viewBox": "0 0 \(Coordinate.text(sheet.width)) \(Coordinate.text(sheet.height))",
        "font-family": "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif",
      ],
      [
        Markup("style", text: Self.style),
        Markup("rect", ["class": "sheet", "width": "100%", "height": "100%"]),
      ])
    func add(_ text: String, _ name: String, y: Double) {
      svg.append(
        Markup(
          "text", ["class": name, "x": Coordinate.text(Self.margin), "y": Coordinate.text(y)],
          text: text))
    }
    add(title, "heading", y: 28)
    add(axes, "note", y: 48)
    svg.append(
      chart.adding([
        "x": Coordinate.text(Self.margin), "y": "56", "width": Coordinate.text(width),
        "height": Coordinate.text(height),
      ]))
    for (line, text) in source.enumerated() {
      add(text, "note", y: 56 + height + 8 + Self.lineHeight * Double(line))
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.xml + "\n"
  }

  /// The charts' rules of the page's style sheet with the light colours in place of their names,
  /// which few programs but browsers know.
  static let style: String = {
    var colours: [(name: String, value: String)] = []
    var rules: [String] = []
    for line in PageParts.style.split(separator: "\n") {
      if line.hasPrefix(".chart"), !line.contains(":focus") { rules.append(String(line)) }
      // The first theme is the light one; it ends before the first rule of another.
      guard rules.isEmpty, line.hasPrefix("  --") else { continue }
      for declaration in line.split(separator: ";") {
        let parts = declaration.split(separator: ":").map { $0.drop { $0 == " " } }
        if parts.count == 2, !colours.contains(where: { $0.name == parts[0] }) {
          colours.append((String(parts[0]), String(parts[1])))
        }
      }
    }
    let text =
      rules.joined(separator: " ")
      + " .sheet { fill: var(--paper); } .heading { fill: var(--ink); font-size: 17px; "
      + "font-weight: 600; } .note { fill: var(--faint); font-size: 12px; }"
    return colours.reduce(text) { $0.replacing("var(\($1.name))", with: $1.value) }
  }()
}
