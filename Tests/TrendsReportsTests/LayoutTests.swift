import Testing

@testable import TrendsReports

@Suite struct LayoutTests {
  @Test(
    "Width is that of a terminal",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("ｆｕｌｌ", 8), ("한글", 4),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("1️⃣", 2), ("❤️", 2), ("❤", 1),
      ("שלום", 4), ("▂▃▅▇", 4), ("…", 1), ("\u{200B}", 0), ("a\u{AD}b", 3), ("𠀀", 2), ("ไทย", 3),
      ("ที่", 1),
    ])
  func width(text: String, expected: Int) {
    #expect(displayWidth(text) == expected)
  }

  @Test(
    "Cutting marks what is missing",
    arguments: [
      ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab cd", 4, "ab…"), ("中文字", 4, "中…"),
      ("中文字", 5, "中文…"), ("中文", 4, "中文"), ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""),
      ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…"),
    ])
  func cut(text: String, width: Int, expected: String) {
    #expect(TextLayout.cut(text, to: width) == expected)
  }

  @Test("Padding counts columns, not letters")
  func padding() {
    #expect(TextLayout.padded("中", to: 4) == "中  ")
    #expect(TextLayout.padded("中", to: 4, .right) == "  中")
    #expect(TextLayout.padded("long", to: 2) == "long")
  }

  @Test("Lines break at spaces, and long words anywhere")
  func wrapping() {
    #expect(TextLayout.wrap("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(TextLayout.wrap("aa bb cc", width: 6, indent: 2) == ["aa bb", "  cc"])
    #expect(TextLayout.wrap("aa bb", width: 6, indent: 0, firstIndent: 3) == ["   aa", "bb"])
    #expect(TextLayout.wrap("abcdefgh", width: 3) == ["abc", "def", "gh"])
    #expect(TextLayout.wrap("a bcdefgh", width: 3) == ["a", "bcd", "efg", "h"])
    #expect(TextLayout.wrap("中文字", width: 5) == ["中文", "字"])
    #expect(TextLayout.wrap("aa bb\u{A0}cc", width: 6) == ["aa", "bb cc"])
    #expect(TextLayout.wrap("  ", width: 5) == [])
    #expect(TextLayout.wrap("", width: 5) == [])
  }

  @Test("No line ends between a figure and what belongs to it")
  func figures() {
    #expect(TextLayout.wrap("of 3 %", width: 5) == ["of", "3 %"])
    #expect(
      TextLayout.wrap("from 3.1 % [2.4, 5.0] -> 12.0 % [9.6, 14.1]", width: 21)
        == ["from 3.1 % [2.4, 5.0]", "-> 12.0 %\u{A0}[9.6, 14.1]"].map {
          $0.replacing("\u{A0}", with: " ")
        })
    #expect(
      TextLayout.wrap("days [-0.30, +0.50], q <0.001", width: 20) == [
        "days [-0.30, +0.50],", "q <0.001",
      ])
    #expect(TextLayout.wrap("weight 14.2, p 0.041", width: 13) == ["weight 14.2,", "p 0.041"])
    #expect(TextLayout.wrap("a map 0.041", width: 6) == ["a map", "0.041"])
  }

  @Test("No wrapped or cut line is too wide, and wrapping loses nothing", arguments: nastyTexts)
  func widths(text: String) {
    let line = TerminalText.line(text)
    for width in [4, 7, 20, 80] {
      let wrapped = TextLayout.wrap(line, width: width, indent: 2)
      #expect(wrapped.allSatisfy { displayWidth($0) <= width && $0.last != " " })
      #expect(displayWidth(TextLayout.cut(line, to: width)) <= width)
      let hasGiant = line.contains { displayWidth($0) > width - 2 }
      if !hasGiant {
        let letters = wrapped.joined().unicodeScalars.filter { $0 != " " }
        #expect(Array(letters) == Array(line.unicodeScalars.filter { $0 != " " }))
      }
    }
  }

  @Test("Nothing that a terminal would obey is left", arguments: nastyTexts)
  func safe(text: String) {
    let line = TerminalText.line(text)
    for scalar in line.unicodeScalars {
      #expect(scalar.properties.generalCategory != .control)
      #expect(!TerminalText.isBidirectionalControl(scalar))
      #expect(scalar.value != 0x2028 && scalar.value != 0x2029)
    }
    #expect(TerminalText.line(line) == line)
  }

  @Test(
    "Text is made safe for a line",
    arguments: [
      ("a\n b\t\tc ", "a b c"), ("\u{1B}[31mred", "[31mred"), ("a\u{202E}b", "a<U+202E>b"),
      ("a\0b", "ab"), ("\u{FEFF}a", "a"), ("a\u{85}b", "a b"), ("a\u{A0}b", "a b"),
    ])
  func line(text: String, expected: String) {
    #expect(TerminalText.line(text) == expected)
  }

  @Test("The column that gives way takes what the others leave")
  func table() {
    var table = TextTable([
      .init(heading: "n", alignment: .right), .init(heading: "name", givesWay: true),
      .init(heading: "x"),
    ])
    table.append(["1", "a very long name", ""])
    table.append(["12", "中文", "yes"])
    #expect(
      table.lines(width: 20) == [
        " n  name         x", " 1  a very lon…", "12  中文         yes",
      ])
  }

  @Test("Absurd cells are cut until the table fits", arguments: nastyTexts)
  func absurdTable(text: String) {
    var table = TextTable([
      .init(heading: "a"), .init(heading: "b", givesWay: true), .init(heading: "c"),
    ])
    let cell = TerminalText.line(text)
    table.append([cell, cell, cell])
    #expect(table.lines(width: 60).allSatisfy { displayWidth($0) <= 60 })
  }

  @Test("Commands can be pasted into a shell")
  func commands() {
    #expect(
      commandLines(["trends", "report", "--by", "month"], after: "Again:", width: 80)
        == ["Again: trends report --by month"])
    #expect(
      commandLines(["trends", "a b", "it's", ""], after: "Again:", width: 80)
        == ["Again: trends 'a b' 'it'\\''s' ''"])
    #expect(
      commandLines(["trends", "fit", "--seed", "1"], after: "Again:", width: 18)
        == ["Again: trends \\", "  fit --seed 1"])
    #expect(
      commandLines(["abcdefghij"], after: "Again:", width: 10)
        == ["Again: \\", "  abc\\", "def\\", "ghi\\", "j"])
    #expect(
      commandLines(["a\u{1B}'b"], after: "Again:", width: 80) == ["Again: $'a\\u001B\\'b'"])
  }
}

@Suite struct SparklineTests {
  @Test("Bars grow from zero to the largest value")
  func bars() {
    #expect(Sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], width: 9).text == "▁▁▂▃▄▅▆▇█")
    #expect(Sparkline([5, 5, 5], width: 3).text == "███")
    #expect(Sparkline([1, 3, 10], width: 3).text == "▁▃█")
    #expect(Sparkline([1, 2], maximum: 4, width: 2).text == "▂▄")
    #expect(Sparkline([0, 0], width: 2).text == "▁▁")
  }

  @Test("A missing value is a point")
  func gaps() {
    #expect(Sparkline([1, nil, 1], width: 3).text == "█.█")
    #expect(Sparkline([nil, nil], width: 2).text == "..")
    #expect(Sparkline([], width: 2).text == "")
  }

  @Test("Bars are spaced where there is room")
  func spacing() {
    #expect(Sparkline([1, 1, 1], width: 5).text == "█ █ █")
    #expect(Sparkline([1, 1, 1], width: 4).text == "███")
  }

  @Test("Long series are averaged, the same number to a bar")
  func buckets() {
    let line = Sparkline([1, 3, 4, 4, nil, 2, 1], width: 4)
    #expect(line.bucketSize == 2)
    #expect(line.text == "▄█▄▂")
    #expect(Sparkline(Array(repeating: 1.0, count: 252), width: 24).text.count == 23)
    #expect(Sparkline([nil, nil, 1, 1], width: 2).text == ".█")
  }
}
