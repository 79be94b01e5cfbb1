import Testing
import TrendsTestSupport

@testable import TrendsViews

@Suite("Names and notes on charts")
struct LabelTests {
  /// Names as long as real ones, on circles that crowd in one corner.
  private func map(_ count: Int) -> TopicMapChart {
    let places = (0..<count).map { k -> TopicMapChart.Place in
      let number = String(10_000 + k).dropFirst()
      let x = Double(k * k % 17) / 5
      let y = Double(k % 7) / 4
      return TopicMapChart.Place(
        topicID: "T\(number)", label: "multimodal language models \(k), image-text pairs",
        x: x, y: y, share: 1 / Double(k + 8), isUnstable: k % 4 == 3)
    }
    return TopicMapChart(places: places, id: "map")
  }

  @Test("Names on the map touch no other name and stay in it", arguments: [1, 4, 20, 60, 200])
  func mapNames(count: Int) {
    let labels = map(count).labels.compactMap(\.self)
    #expect(labels.count >= min(count, 20))
    let picture = Box(left: 0, right: 960, top: 0, bottom: 560)
    for (i, label) in labels.enumerated() {
      #expect(picture.contains(label.box), "\(label.text)")
      for other in labels[(i + 1)...] {
        #expect(label.box.overlap(other.box) == 0, "\(label.text) and \(other.text)")
      }
    }
  }

  @Test("A lone circle has its name in full, one among many may have its identifier alone")
  func lengths() {
    #expect(map(1).labels.map { $0?.text } == ["T0000 multimodal language models 0, image…"])
    let many = map(200).labels.compactMap { $0?.text }
    #expect(many.contains { $0.count == 5 })
  }

  @Test(
    "Notes at bursts touch neither bars nor each other, and are shorter where there is less room")
  func burstNotes() {
    let notes = ["2025-M01 to 2025-M02, weight 7.2, q 0.010", "weight 7.2, q 0.010", "q 0.010"]
    func bar(_ days: ClosedRange<Int>) -> BurstChart.Bar {
      BurstChart.Bar(
        topicID: "T0001", label: "a", days: days, isFound: true, isOpen: false, notes: notes)
    }
    // The line of time is 676 wide, a day 1.69; a full note is as long as 160 days.
    let bars = [bar(0...9), bar(100...109), bar(150...159), bar(390...399)]
    let chart = BurstChart(bars: bars, days: 0...399, id: "b")
    let written = chart.notes(of: bars)
    #expect(written.map(\.text) == [notes[1], notes[2], notes[0], notes[2]])
    let line = { (days: ClosedRange<Int>) in
      (270 + Double(days.lowerBound) * 1.69)...(270 + Double(days.upperBound + 1) * 1.69)
    }
    let spans = written.map(\.span) + bars.map { line($0.days) }
    for (i, span) in spans.enumerated() {
      #expect(!spans[(i + 1)...].contains { $0.overlaps(span) })
      #expect(span.lowerBound >= 270 && span.upperBound <= 960)
    }
    // A bar from end to end leaves no room: its figures are in the list and in its title.
    let whole = BurstChart(bars: [bar(0...399)], days: 0...399, id: "b")
    #expect(whole.notes(of: whole.bars).isEmpty)
    #expect(whole.svg.xml.contains("T0001: \(notes[0])"))
  }

  @Test(
    "Widths are those of DejaVu Sans, and of a full square where it has no letter of ours",
    arguments: [("", 0.0), ("AV", 13.7), ("ill", 8.34), ("…", 10), ("中文", 40)])
  func widths(text: String, width: Double) {
    #expect(abs(TextWidth.of(text, size: 10) - width) < 0.03)
  }

  @Test("A text is cut to a width with an ellipsis, not after a comma or a space")
  func cut() {
    #expect(TextWidth.cut("labels, classifier", to: 200, size: 12) == "labels, classifier")
    let cut = TextWidth.cut("labels, classifier", to: 58, size: 12)
    #expect(cut == "labels…")
    #expect(TextWidth.cut("wide", to: 0, size: 12) == "…")
  }

  @Test("In Chromium, too, no word on a chart touches another", .needsBrowser)
  func browser() throws {
    let content = Samples.content(topicCount: 20, periodCount: 14)
    let charts = [
      map(20).svg, try #require(content.stackedChart(content.series, id: "s")).svg,
      try #require(content.burstChart(id: "b")).svg,
    ]
    let script = """
      const lines = [];
      for (const chart of document.querySelectorAll("svg")) {
        const texts = [...chart.querySelectorAll("text")].map((t) => [t, t.getBoundingClientRect()]);
        const whole = chart.getBoundingClientRect();
        texts.forEach(([text, box], i) => {
          if (box.left < whole.left || box.right > whole.right) lines.push(text.textContent);
          for (const [other, its] of texts.slice(i + 1)) {
            // A line of text is a little higher than its letters.
            const apart = box.right <= its.left || its.right <= box.left
              || box.bottom - 4 <= its.top || its.bottom - 4 <= box.top;
            if (!apart) lines.push(text.textContent + " / " + other.textContent);
          }
        });
      }
      document.title = lines.length === 0 ? "none" : lines.join("; ");
      """
    let visit = try Browser.open(
      "<!DOCTYPE html><title></title><style>\(PageParts.style)</style>"
        + charts.map(\.xml).joined() + "<script>\(script)</script>")
    let title = visit.document.split(separator: "<title>")[1].split(separator: "</title>")[0]
    #expect(title == "none")
  }
}
