/// Rows of short texts in aligned columns, one of which gives way so that no line is too long.
struct TextTable {
  /// A column of the table.
  struct Column {
    /// What stands above it; may be empty.
    var heading: String
    /// To which side its cells keep.
    var alignment = TextLayout.Alignment.left
    /// Spaces before it.
    var gap = 2
    /// Whether it is cut to what the others leave, and takes all of it.
    var givesWay = false
  }

  /// The columns; exactly one gives way.
  let columns: [Column]
  /// The rows, each with a cell a column.
  private(set) var rows: [[String]] = []
  /// Fewest columns of the terminal that are left to the column that gives way.
  private static let leastWidth = 8

  /// A table without rows.
  init(_ columns: [Column]) {
    precondition(columns.count { $0.givesWay } == 1, "exactly one column gives way")
    self.columns = columns
  }

  /// Adds a row.
  mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "one cell a column")
    rows.append(cells)
  }

  /// The heading and the rows as lines of at most a width, without trailing spaces.
  ///
  /// - Parameters:
  ///   - style: gives a cell its colour after it was laid out: `(row, column, text)`; the heading is
  ///     row -1.
  func lines(width: Int, style: (Int, Int, String) -> String = { $2 }) -> [String] {
    let all = [columns.map(\.heading)] + rows
    var widths = columns.indices.map { column in
      all.map { displayWidth($0[column]) }.max() ?? 0
    }
    if let elastic = columns.firstIndex(where: \.givesWay) {
      let gaps = columns.dropFirst().reduce(0) { $0 + $1.gap }
      let others = widths.reduce(0, +) - widths[elastic]
      widths[elastic] = max(Self.leastWidth, width - gaps - others)
      // Absurdly long cells elsewhere: the widest column gives way too, until all fit.
      var excess = widths.reduce(gaps, +) - width
      while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
        widths[widest] > 1
      {
        widths[widest] -= 1
        excess -= 1
      }
    }
    return all.indices.map { row in
      var line = ""
      for (column, layout) in columns.enumerated() {
        let isLast = column == columns.count - 1
        let text = TextLayout.cut(all[row][column], to: widths[column])
        let cell =
          isLast && layout.alignment == .left
          ? text : TextLayout.padded(text, to: widths[column], layout.alignment)
        if column > 0 { line += String(repeating: " ", count: layout.gap) }
        line += style(row - 1, column, cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
