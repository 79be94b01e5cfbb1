import Testing
import TrendsReports
import TrendsTestSupport

@testable import TrendsViews

@Suite("Charts")
struct ChartTests {
  @Test(
    "The end of the share axis is the next round share",
    arguments: [
      (0, 0.01), (0.0004, 0.001), (0.05, 0.05), (0.051, 0.1), (0.33, 0.4), (0.9, 1), (1, 1),
    ])
  func tops(largest: Double, top: Double) {
    #expect(Scale.roundTop(largest) == top)
  }

  @Test(
    "Shares on an axis have as many decimals as they need",
    arguments: [
      (0.0, "0 %"), (0.05, "5 %"), (0.025, "2.5 %"), (0.0005, "0.05 %"), (1, "100 %"),
    ])
  func shareLabels(share: Double, text: String) {
    #expect(Scale.shareLabel(share) == text)
  }

  @Test("A scale takes its ends to its ends, and a point to the middle")
  func scale() {
    let scale = Scale(0...4, from: 100, to: 20)
    #expect(scale[0] == 100 && scale[4] == 20 && scale[1] == 80)
    #expect(Scale(3...3, from: 0, to: 10)[3] == 5)
  }

  @Test("Paths are steps between places rounded to tenths, so that rounding never adds up")
  func path() {
    let points = (0..<40).map { (x: Double($0) * 0.34, y: 5.06 - Double($0) * 0.02) }
    let path = Coordinate.path(points)
    #expect(path.hasPrefix("M0,5.1l.3-.1l.4,0l.3,0l.4,0l.3,0l.3-.1"))
    let steps = path.dropFirst().split(separator: "l").map { step in
      Double(step.split { $0 == "," || $0 == "-" }[0]) ?? .nan
    }
    #expect(abs(steps.reduce(0, +) - 13.3) < 1e-9)
    #expect(Coordinate.path([(x: 1, y: 2), (x: 1, y: 1.5)], closed: true) == "M1,2l0-.5z")
    #expect(Coordinate.path([]) == "")
  }

  @Test("Dates on an axis are firsts of months, quarters or years, or the ends")
  func ticks() {
    func labels(_ from: (Int, Int, Int), _ to: (Int, Int, Int)) -> [String] {
      let days = [from, to].map { Samples.date($0.0, $0.1, $0.2).firstDay }
      return DateTick.ticks(days[0]...days[1], atMost: 5).map(\.label)
    }
    #expect(labels((2024, 1, 1), (2024, 4, 30)) == ["2024-01", "2024-02", "2024-03", "2024-04"])
    #expect(labels((2024, 2, 10), (2025, 1, 9)) == ["2024-04", "2024-07", "2024-10", "2025-01"])
    #expect(labels((1988, 2, 1), (1990, 12, 31)) == ["1989", "1990"])
    #expect(labels((2025, 3, 12), (2025, 3, 13)) == ["2025-03-12", "2025-03-13"])
    #expect(labels((2025, 3, 12), (2025, 3, 12)) == ["2025-03-12"])
  }

  @Test(
    "Every chart is well-formed, and all that is drawn lies within it", arguments: [1, 2, 14, 415])
  func withinBounds(periodCount: Int) throws {
    let content = Samples.content(periodCount: periodCount)
    let series = content.series
    var charts = [
      content.seriesChart(series[0], id: "a", size: .full).svg,
      content.seriesChart(series[0], id: "b", size: .small).svg,
      SparklineChart(series: series[0]).svg,
    ]
    charts += [content.mapChart(id: "c")?.svg, content.burstChart(id: "d")?.svg].compactMap(\.self)
    if let stack = content.stackedChart(series, id: "e") { charts.append(stack.svg) }
    for chart in charts {
      let svg = try XMLTree.read(chart.xml)
      let box = try #require(svg["viewBox"]).split(separator: " ").compactMap { Double($0) }
      for element in svg.all {
        for (name, limit) in [("x", box[2]), ("cx", box[2]), ("y", box[3]), ("cy", box[3])] {
          guard let text = element[name] else { continue }
          let place = try #require(Double(text), "\(name) is \(text)")
          #expect((0...limit).contains(place), "\(name) \(text) of \(limit)")
        }
      }
    }
  }

  @Test("A period that is not complete is hollow and on no line; one without papers is a gap")
  func gaps() throws {
    let content = Samples.content(periodCount: 14)
    let svg = try XMLTree.read(content.seriesChart(content.series[0], id: "a", size: .full).svg.xml)
    // Months 1 to 3 and 5 to 13; month 4 is empty, month 14 is not complete.
    let lines = svg.all("path").filter { $0.hasClass("line") }
    #expect(lines.map { $0["d"]?.count { $0 == "l" } } == [2, 8])
    #expect(svg.all("path").count { $0.hasClass("band") } == 2)
    #expect(svg.all("circle").count { $0.hasClass("open") } == 1)
    #expect(svg.all("circle").count == 13)
    #expect(svg.all("rect").count { $0.hasClass("burst") } == 1)
    #expect(svg.all("desc")[0].text.hasPrefix("From 2020-M01 22."))
  }

  @Test("Few periods have error bars of their own and no line")
  func errorBars() throws {
    let content = Samples.content(periodCount: 2)
    let svg = try XMLTree.read(content.seriesChart(content.series[0], id: "a", size: .full).svg.xml)
    #expect(svg.all("path").count { $0.hasClass("error") } == 2)
    #expect(!svg.all("path").contains { $0.hasClass("line") })
  }

  @Test("Unstable topics are dashed on the map and not in the stack")
  func unstable() throws {
    let content = Samples.content(periodCount: 14)
    let map = try XMLTree.read(try #require(content.mapChart(id: "m")).svg.xml)
    #expect(map.all("circle").count == 4)
    #expect(map.all("circle").count { $0.hasClass("unstable") } == 1)
    let stack = try #require(content.stackedChart(content.series, id: "s"))
    #expect(stack.series.map(\.topicID) == ["T0001", "T0003", "T0004"])
  }

  @Test("The stack has a hole where a period has no papers, and a lone period has its width")
  func stackHoles() throws {
    // Month 4 is empty and the last one is not complete: months 1 to 3 and month 5 are drawn.
    let content = Samples.content(periodCount: 6)
    let chart = try #require(content.stackedChart(content.series, id: "s"))
    #expect(chart.runs == [0..<3, 4..<5])
    let areas = try XMLTree.read(chart.svg.xml).all("path").filter { $0.hasClass("area") }
    // Three topics and the rest, in each run.
    #expect(areas.count == 8)
    // From the middle of January to that of May 2020: 121 days on 648 units.
    let days = { (day: Double) in 52 + (day - 15) / 121 * 648 }
    for (i, area) in areas.enumerated() {
      let corners = try #require(area["d"]).dropFirst().split { "lz".contains($0) }.map(String.init)
      let places = corners.map { Double($0.split { $0 == "," || $0 == "-" }[0]) ?? .nan }
      #expect(corners.count == (i < 4 ? 6 : 4))
      // The first corner, and the widest step to the right from it.
      let left = places[0]
      let reach = corners.count == 6 ? places[1] + places[2] : places[1]
      #expect(abs(left - (i < 4 ? 52 : days(120.5))) < 0.2)
      #expect(abs(left + reach - (i < 4 ? days(75) : 700)) < 0.3)
    }
    let page = try reportPage(content)
    #expect(page.contains("A gap: months without papers, or not complete."))
    #expect(!(try reportPage(Samples.content(periodCount: 3))).contains("A gap:"))
  }

  @Test(
    "Bursts are solid only where the text report names them, and those of unstable topics absent")
  func bursts() throws {
    let chart = try #require(Samples.content(periodCount: 14).burstChart(id: "b"))
    #expect(chart.bars.map(\.topicID) == ["T0001", "T0003"])
    #expect(chart.bars.map(\.isFound) == [true, false])
  }
}
