/// Reads CSV back by RFC 4180, strictly; nil for anything that it does not allow.
///
/// Written from the grammar of the RFC and without a look at the writer, which it checks.
func parseCSV(_ text: String) -> [[String]]? {
  enum State { case fieldStart, bare, quoted, quoteInQuoted, afterCR }
  var rows: [[String]] = []
  var row: [String] = []
  var field: [UInt8] = []
  var state = State.fieldStart
  func endField() {
    row.append(String(decoding: field, as: UTF8.self))
    field = []
  }
  for byte in text.utf8 {
    switch (state, byte) {
    case (.afterCR, 0x0A):
      endField()
      rows.append(row)
      row = []
      state = .fieldStart
    case (.afterCR, _): return nil
    case (.quoted, 0x22): state = .quoteInQuoted
    case (.quoted, _): field.append(byte)
    case (.quoteInQuoted, 0x22):
      field.append(byte)
      state = .quoted
    case (.fieldStart, 0x22): state = .quoted
    case (_, 0x2C):
      endField()
      state = .fieldStart
    case (_, 0x0D): state = .afterCR
    case (.quoteInQuoted, _), (_, 0x22), (_, 0x0A): return nil
    default:
      field.append(byte)
      state = .bare
    }
  }
  return state == .fieldStart && row.isEmpty && field.isEmpty ? rows : nil
}

/// Texts that have broken other people's reports.
let nastyTexts: [String] = [
  "", " ", "plain", "a,b", "say \"so\"", "\"", "two\nlines", "two\r\nlines", "tab\tin",
  "\ttab first",
  "=HYPERLINK(\"http://example.org\",\"click\")", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\r=1",
  "\n=1",
  "＝1+1", "\0=1+1", "\u{1B}[31mred\u{1B}[0m", "\u{9B}31mred", "bell\u{07}", "del\u{7F}",
  "RTL \u{202E}txet", "\u{2067}isolate\u{2069}", "שלום עולם", "مرحبا", "中文标题，很长的标题",
  "emoji 😀 👩‍👩‍👧‍👦 🇩🇪 1️⃣", "e\u{301}a\u{308}", "Zalgo" + String(repeating: "\u{336}", count: 50),
  "line\u{2028}separator", "\u{FEFF}mark", "null\0inside", "'quoted'", "''", "semicolon; here",
  "C:\\path\\file", "%d %@ %n", "</script><b>", "क्षि" + String(repeating: "क्", count: 60),
  String(repeating: "x", count: 10_000), String(repeating: "長", count: 10_000),
  String(repeating: "a ", count: 5_000),
]
