import Foundation
import Testing

@testable import TrendsViews

@Suite("Colours of the page")
struct StyleTests {
  /// The colours of a theme by their names.
  private func colours(after marker: String) throws -> [String: String] {
    let start = try #require(PageParts.style.range(of: marker)).upperBound
    let end = try #require(PageParts.style[start...].firstIndex(of: "}"))
    var colours: [String: String] = [:]
    for declaration in PageParts.style[start..<end].split(separator: ";") {
      let parts = declaration.split(separator: ":").map {
        $0.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      if parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#") {
        colours[parts[0]] = parts[1]
      }
    }
    return colours
  }

  /// Contrast of two colours. Source: W3C (2018), *Web Content Accessibility Guidelines 2.1*.
  private func contrast(_ first: String, _ second: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let value = Int(colour.dropFirst(), radix: 16) ?? 0
      let parts = [16, 8, 0].map { shift -> Double in
        let part = Double(value >> shift & 255) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test("Black on white is 21, a colour on itself 1")
  func known() {
    #expect(abs(contrast("#000000", "#ffffff") - 21) < 1e-9)
    #expect(contrast("#123456", "#123456") == 1)
  }

  @Test(
    "Text stands out by 4.5 and graphics by 3, in light and dark",
    arguments: [":root {", ":root[data-theme=\"dark\"] {", ":root:not([data-theme=\"light\"]) {"])
  func contrasts(marker: String) throws {
    let colours = try colours(after: marker)
    let paper = try #require(colours["--paper"])
    let raised = try #require(colours["--raised"])
    for name in ["--ink", "--faint", "--link", "--good", "--bad"] {
      let colour = try #require(colours[name], "\(name)")
      for ground in [paper, raised] {
        #expect(contrast(colour, ground) >= 4.5, "\(name) \(contrast(colour, ground))")
      }
    }
    for name in ["--line", "--edge", "--found", "--focus", "--rest"] + (0..<6).map({ "--a\($0)" }) {
      let colour = try #require(colours[name], "\(name)")
      #expect(contrast(colour, paper) >= 3, "\(name) \(contrast(colour, paper))")
    }
    // The line of a chart is seen on its band, and text on what search marks.
    #expect(contrast(try #require(colours["--line"]), try #require(colours["--band"])) >= 3)
    #expect(contrast(try #require(colours["--link"]), try #require(colours["--burst"])) >= 4.5)
    #expect(contrast(try #require(colours["--faint"]), try #require(colours["--burst"])) >= 4.5)
  }

  @Test("Dark is the same by choice and by the system")
  func sameDark() throws {
    #expect(
      try colours(after: ":root[data-theme=\"dark\"] {")
        == colours(after: ":root:not([data-theme=\"light\"]) {"))
  }
}
