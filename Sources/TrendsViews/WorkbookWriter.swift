#if Workbook
  import CWorkbook
  import Glibc
  import Synchronization
  import TrendsReports

  /// One workbook while it is made.
  final class WorkbookWriter {
    typealias Sheet = UnsafeMutablePointer<lxw_worksheet>
    typealias Format = UnsafeMutablePointer<lxw_format>

    private let book: UnsafeMutablePointer<lxw_workbook>
    private var isClosed = false
    private let header: Format?
    private let title: Format?
    private let heading: Format?
    private let percent: Format?
    private let number: Format?
    private let probability: Format?
    private let integer: Format?
    private let day: Format?

    init(path: String) throws {
      guard let book = workbook_new(path) else {
        throw ViewsError.workbook(reason: "no memory for it")
      }
      self.book = book
      func format(_ set: (Format) -> Void) -> Format? {
        let format = workbook_add_format(book)
        if let format { set(format) }
        return format
      }
      header = format {
        format_set_bold($0)
        format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        format_set_text_wrap($0)
      }
      title = format {
        format_set_bold($0)
        format_set_font_size($0, 16)
      }
      heading = format {
        format_set_bold($0)
        format_set_font_size($0, 12)
      }
      percent = format { format_set_num_format($0, "0.0%") }
      number = format { format_set_num_format($0, "0.000") }
      probability = format { format_set_num_format($0, "[<0.001]\"<0.001\";0.000") }
      integer = format { format_set_num_format($0, "#,##0") }
      day = format { format_set_num_format($0, "yyyy-mm-dd") }
      // A fixed day, so that the same report has the same bytes.
      var properties = lxw_doc_properties()
      properties.created = 946_684_800
      workbook_set_properties(book, &properties)
    }

    deinit {
      // Closing is what gives the memory back.
      if !isClosed { workbook_close(book) }
    }

    func close() throws {
      isClosed = true
      let (code, reason) = Self.withoutStandardError {
        errno = 0
        let code = workbook_close(book)
        let reason =
          errno == 0 ? String(cString: lxw_strerror(code)) : String(cString: strerror(errno))
        return (code, reason)
      }
      guard code == LXW_NO_ERROR else { throw ViewsError.workbook(reason: reason) }
    }

    /// One at a time: of two at once, the one that ends last would put back what the other had put there.
    private static let silence = Mutex(())

    /// Runs what prints its errors, which are thrown and said once elsewhere.
    private static func withoutStandardError(
      _ body: () -> (lxw_error, String)
    ) -> (lxw_error, String) {
      silence.withLock { _ in
        let standardError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        dup2(nowhere, STDERR_FILENO)
        defer {
          dup2(standardError, STDERR_FILENO)
          Glibc.close(standardError)
          Glibc.close(nowhere)
        }
        return body()
      }
    }

    /// Adds a sheet with a table: a frozen header with filters, a row a row.
    @discardableResult
    func addSheet<Row>(_ name: String, _ table: Table<Row>, _ rows: [Row]) -> Sheet? {
      guard let sheet = workbook_add_worksheet(book, name) else { return nil }
      let columns = table.columns
      for (c, column) in columns.enumerated() {
        worksheet_write_string(sheet, 0, UInt16(c), text(column.name), header)
        worksheet_set_column(sheet, UInt16(c), UInt16(c), width(column), nil)
      }
      let shown = rows.prefix(Workbook.mostRows - 1)
      for (r, row) in shown.enumerated() {
        for (c, column) in columns.enumerated() {
          write(column.cell(row), of: column.name, unit: column.unit, to: sheet, r + 1, c)
        }
      }
      printsWide(sheet)
      worksheet_repeat_rows(sheet, 0, 0)
      worksheet_freeze_panes(sheet, 1, 1)
      if !columns.isEmpty {
        worksheet_autofilter(sheet, 0, 0, UInt32(shown.count), UInt16(columns.count - 1))
      }
      return sheet
    }

    private func write(
      _ cell: Cell, of column: String, unit: String, to sheet: Sheet, _ row: Int, _ place: Int
    ) {
      let (row, place) = (UInt32(row), UInt16(place))
      switch cell {
      case .empty: break
      case .text(let value), .identifier(let value), .term(let value), .given(let value):
        // A link beyond what a sheet can hold stays text.
        if column == "url", let link = PlainText.link(value),
          worksheet_write_url(sheet, row, place, link, nil) == LXW_NO_ERROR
        {
          return
        }
        worksheet_write_string(sheet, row, place, text(value), nil)
      case .integer(let value):
        worksheet_write_number(sheet, row, place, Double(value), integer)
      case .number(let value):
        worksheet_write_number(sheet, row, place, value, format(unit))
      case .boolean(let value):
        worksheet_write_boolean(sheet, row, place, value ? 1 : 0, nil)
      case .date(let value):
        guard value.precision == .day else {
          worksheet_write_string(sheet, row, place, "\(value)", nil)
          return
        }
        let seconds = Int64(value.firstDay) * 86_400
        worksheet_write_unixtime(sheet, row, place, seconds, day)
      }
    }

    private func format(_ unit: String) -> Format? {
      if unit.hasPrefix("fraction") { return percent }
      return unit == "probability" ? probability : number
    }

    /// Wide rather than high, all columns on one page where it is printed.
    private func printsWide(_ sheet: Sheet) {
      worksheet_set_landscape(sheet)
      worksheet_fit_to_pages(sheet, 1, 0)
    }

    /// The text without control characters, cut to what a cell can hold.
    private func text(_ value: String) -> String {
      let clean = PlainText.clean(value)
      return clean.utf16.count <= 32_767 ? clean : PlainText.cut(clean, to: 8_000)
    }

    private func width<Row>(_ column: TableColumn<Row>) -> Double {
      switch column.name {
      case "title": 70
      case "label", "url", "label_phrases", "top_terms", "frex_terms": 40
      default: Double(min(24, max(10, column.name.count + 3)))
      }
    }

    /// Words in colours that differ in lightness and hue; the words stay.
    func colorCalls(_ sheet: Sheet?, column: UInt16, rows: Range<UInt32>) {
      guard let sheet, !rows.isEmpty else { return }
      for (word, color) in [
        ("rising", 0xBDE5D3), ("declining", 0xF6C6AD), ("diluted", 0xFCE7B2), ("differs", 0xC6DDF3),
        ("stable", 0xE6E6E6),
      ] {
        guard let format = workbook_add_format(book) else { continue }
        format_set_bg_color(format, UInt32(color))
        format_set_bold(format)
        word.withCString { word in
          var rule = lxw_conditional_format()
          rule.type = UInt8(LXW_CONDITIONAL_TYPE_TEXT.rawValue)
          rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH.rawValue)
          rule.value_string = UnsafeMutablePointer(mutating: word)
          rule.format = format
          worksheet_conditional_format_range(
            sheet, rows.lowerBound, column, rows.upperBound - 1, column, &rule)
        }
      }
    }

    /// What can be said, first.
    func addOverview(_ content: PageContent) {
      guard let sheet = workbook_add_worksheet(book, "Overview") else { return }
      worksheet_set_column(sheet, 0, 0, 14, nil)
      worksheet_set_column(sheet, 1, 1, 44, nil)
      worksheet_set_column(sheet, 2, 6, 18, nil)
      printsWide(sheet)
      var row: UInt32 = 0
      func line(_ text: String, _ format: Format? = nil) {
        worksheet_write_string(sheet, row, 0, self.text(text), format)
        row += 1
      }
      let summary = content.summary
      line("What moves in \(NumberText.grouped(summary.paperCount)) papers", title)
      line(summary.papersText)
      line(sentence(summary.fitText))
      line("Again: " + summary.command.joined(separator: " "))
      for warning in summary.warnings { line("Mind: " + warning) }
      row += 1
      let said = content.calls.filter { !["uncertain", "stable"].contains($0.call) }
      let span = summary.unit.slopeSpan
      line(said.isEmpty ? "Nothing is called rising, falling or different" : "What moves", heading)
      if !said.isEmpty {
        let names = [
          "topic", "label", "call", "points \(span.words)", "from", "to", "q",
        ]
        for (c, name) in names.enumerated() {
          worksheet_write_string(sheet, row, UInt16(c), name, header)
        }
        row += 1
      }
      let first = row
      for call in said {
        worksheet_write_string(sheet, row, 0, text(call.topicID), nil)
        worksheet_write_string(sheet, row, 1, text(call.label), nil)
        worksheet_write_string(sheet, row, 2, text(call.call), nil)
        for (c, value) in [call.slope, call.slopeLow, call.slopeHigh].enumerated() {
          if let value {
            let told = value * span.days / 30
            worksheet_write_number(sheet, row, UInt16(c + 3), told, number)
          }
        }
        if let q = call.q { worksheet_write_number(sheet, row, 6, q, probability) }
        row += 1
      }
      colorCalls(sheet, column: 2, rows: first..<row)
      row += 1
      line("How sure this is", heading)
      line(summary.shareSentence)
      for sentence in summary.agreementSentences { line(sentence) }
      line(
        "Every sheet is a table of the folder's CSV files; data-dictionary.csv explains columns.")
    }

    /// Lines of shares over time, drawn by the spreadsheet from the sheet `Shares`: from the first
    /// complete period to the last.
    func addCharts(_ content: PageContent, seriesRows: [TrendWideRow]) {
      guard let first = seriesRows.firstIndex(where: \.isComplete),
        let last = seriesRows.lastIndex(where: \.isComplete), last > first,
        let sheet = workbook_add_worksheet(book, "Charts")
      else { return }
      printsWide(sheet)
      let said = content.calls.indices.filter {
        !["uncertain", "stable"].contains(content.calls[$0].call)
      }
      let largest = content.topics.indices.filter { !content.isUnstable(content.topics[$0]) }
        .sorted { content.topics[$0].share ?? 0 > content.topics[$1].share ?? 0 }
      let groups = [
        ("Topics that are said to move", Array(said.prefix(8))),
        ("The largest topics on which chains agree", Array(largest.prefix(8))),
      ].filter { !$0.1.isEmpty }
      for (place, (name, topics)) in groups.enumerated() {
        guard let chart = workbook_add_chart(book, UInt8(LXW_CHART_LINE.rawValue)) else { continue }
        for k in topics {
          let column = Self.letters(k + 2)
          guard
            let series = chart_add_series(
              chart, "=Shares!$A$\(first + 2):$A$\(last + 2)",
              "=Shares!$\(column)$\(first + 2):$\(column)$\(last + 2)")
          else { continue }
          chart_series_set_name(series, "=Shares!$\(column)$1")
        }
        chart_title_set_name(chart, name)
        chart_axis_set_name(chart.pointee.x_axis, content.summary.unit.rawValue)
        chart_axis_set_name(chart.pointee.y_axis, "share of papers")
        chart_axis_set_num_format(chart.pointee.y_axis, "0%")
        chart_axis_set_min(chart.pointee.y_axis, 0)
        var options = lxw_chart_options()
        options.x_scale = 2.2
        options.y_scale = 1.6
        worksheet_insert_chart_opt(sheet, UInt32(1 + place * 26), 1, chart, &options)
      }
    }

    /// The letters of a column, counted from 0: A, B, …, Z, AA.
    private static func letters(_ column: Int) -> String {
      let letter = String(UnicodeScalar(UInt8(65 + column % 26)))
      return column < 26 ? letter : letters(column / 26 - 1) + letter
    }
  }
#endif
