import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsViews

/// What Chromium makes of the page: after its script, in both themes, on a phone and a desk.
@Suite("The page for everyone, in Chromium")
struct AccessibilityTests {
  /// What a page shown in a frame of a width breaks of the rules that are checked, a line each.
  private func complaints(_ page: String, width: Int) throws -> [String] {
    // Scripts of the frame's own page run under its policy; the rules are read from outside.
    let source = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let visit = try Browser.open(
      "<!DOCTYPE html><title></title><iframe id=\"f\" srcdoc=\"\(source)\" "
        + "style=\"width:\(width)px;height:3000px;border:0\"></iframe><script>\(Self.rules)</script>"
    )
    #expect(visit.complaints.isEmpty)
    let title = visit.document.split(separator: "<title>")[1].split(separator: "</title>")[0]
    #expect(title.hasPrefix("checked "), "the rules were read")
    return title.split(separator: "\u{2028}").dropFirst().map(String.init)
  }

  private static let rules = """
    addEventListener("load", () => {
      const frame = document.getElementById("f");
      const d = frame.contentDocument;
      const view = frame.contentWindow;
      const lines = new Set();
      let count = 0;
      const named = (ids) => ids.split(/\\s+/).map((id) => d.getElementById(id)?.textContent ?? "").join(" ");
      const name = (e) => (e.getAttribute("aria-label")
        || (e.hasAttribute("aria-labelledby") && named(e.getAttribute("aria-labelledby")))
        || (e.labels && [...e.labels].map((l) => l.textContent).join(" "))
        || e.textContent).trim();
      const what = (e) => e.tagName + (e.id ? "#" + e.id : "") + " " + e.textContent.trim().slice(0, 30);
      for (const e of d.querySelectorAll("a[href], button, input, summary, [tabindex], [role=region], svg[role=img], article, section, nav")) {
        count++;
        if (!name(e)) lines.add("no name: " + what(e));
        if (e.tabIndex > 0) lines.add("order of focus: " + what(e));
      }
      if (d.documentElement.scrollWidth > frame.clientWidth)
        lines.add("the page scrolls sideways: " + d.documentElement.scrollWidth);
      for (const e of d.querySelectorAll("body *")) {
        const scrolls = e.scrollWidth > e.clientWidth + 1 && view.getComputedStyle(e).overflowX === "auto";
        if (scrolls && e.tabIndex !== 0) lines.add("scrolls without a keyboard: " + what(e));
      }
      const channels = (text) => (text.match(/[0-9.]+/g) || []).map(Number);
      const luminance = (rgb) => {
        const [r, g, b] = rgb.map((c) => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (e) => {
        for (let at = e; at; at = at.parentElement) {
          const colour = channels(view.getComputedStyle(at).backgroundColor);
          if (colour.length === 3 || colour[3] > 0) return colour.slice(0, 3);
        }
        return [255, 255, 255];
      };
      for (const theme of ["light", "dark"]) {
        d.documentElement.dataset.theme = theme;
        const walker = d.createTreeWalker(d.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const e = walker.currentNode.parentElement;
          if (!walker.currentNode.textContent.trim() || e.closest("script, style, title, desc")) continue;
          count++;
          const style = view.getComputedStyle(e);
          const colour = channels(e.namespaceURI.endsWith("svg") ? style.fill : style.color).slice(0, 3);
          const [a, b] = [luminance(colour), luminance(ground(e))];
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) lines.add(theme + ": contrast " + contrast.toFixed(2) + ": " + what(e));
        }
      }
      document.title = ["checked " + count, ...lines].join("\\u2028");
    });
    """

  @Test(
    "Everything has a name and contrast, is reached by keyboard, and no page scrolls sideways",
    .needsBrowser,
    arguments: [
      (360, 14, nil), (360, 2, nil), (360, 0, nil), (1400, 14, nil),
      (360, 14, String(repeating: "Donaudampfschifffahrt", count: 9)),
    ] as [(Int, Int, String?)])
  func rules(width: Int, periodCount: Int, hostile: String?) throws {
    let content = Samples.content(periodCount: periodCount, hostile: hostile)
    let complaints = try complaints(try reportPage(content), width: width)
    #expect(complaints.isEmpty, "\(complaints.prefix(12))")
  }

  @Test("The rules find what is broken", .needsBrowser)
  func broken() throws {
    let page = try reportPage(Samples.content(periodCount: 2))
      .replacing(
        "<header>",
        with: "<header>" + ##"<a href="#main"></a><svg><text fill="#eee">pale</text></svg>"##)
    let complaints = try complaints(page, width: 800)
    #expect(complaints == ["no name: A ", "light: contrast 1.16: text pale"])
  }
}
