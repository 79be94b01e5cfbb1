public import Foundation
public import Testing

/// LibreOffice without a window, as someone's spreadsheet.
public enum Spreadsheet {
  /// A cell as it comes back from the workbook.
  public struct Cell: Equatable, Sendable {
    /// What it shows, at full precision.
    public var text: String
    /// Whether it holds text; else it is a number, a date or a truth value, or empty.
    public var isText: Bool
  }

  /// Where a spreadsheet thinks that it is.
  public enum Place: Sendable {
    /// United States: commas between cells, decimals after a point.
    case unitedStates
    /// Germany: semicolons between cells, decimals after a comma.
    case germany

    var separator: UInt8 {
      switch self {
      case .unitedStates: UInt8(ascii: ",")
      case .germany: UInt8(ascii: ";")
      }
    }
    var language: Int {
      switch self {
      case .unitedStates: 1033
      case .germany: 1031
      }
    }
  }

  struct Failure: Error { var output: String }

  /// The program, or nil where it is not installed.
  public static let program: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    .split(separator: ":").map {
      URL(fileURLWithPath: String($0)).appendingPathComponent("soffice")
    }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  /// Opens CSV files, saves each as a workbook, and reads that again.
  ///
  /// The files are opened in the way that does most harm: formulas are evaluated, and whatever looks
  /// like a number, a date or a time becomes one, in quotes or not.
  ///
  /// - Parameter files: their contents by name; the names end in `.csv`.
  /// - Returns: the rows by name.
  public static func roundTrip(_ files: [String: String], in place: Place) throws
    -> [String: [[Cell]]]
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-spreadsheet-\(UUID().uuidString)", isDirectory: true)
    let back = folder.appendingPathComponent("back", isDirectory: true)
    try FileManager.default.createDirectory(at: back, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = files.keys.sorted()
    for name in names {
      try Data((files[name] ?? "").utf8).write(to: folder.appendingPathComponent(name))
    }
    // Separator, quote, UTF-8, first line, columns, language, quoted is text, special numbers,
    // formulas, spaces, sheet, evaluate.
    let reading = "\(place.separator),34,76,1,,\(place.language),false,true,false,false,0,true"
    // The same, but: quote all text, as shown.
    let writing = "\(place.separator),34,76,1,,\(place.language),true,false"
    let filter = "Text - txt - csv (StarCalc)"
    try run(
      ["--infilter=\(filter):\(reading)", "--convert-to", "xlsx", "--outdir", folder.path]
        + names.map { folder.appendingPathComponent($0).path }, folder: folder)
    try run(
      ["--convert-to", "csv:\(filter):\(writing)", "--outdir", back.path]
        + names.map { folder.appendingPathComponent($0.dropLast(4) + ".xlsx").path }, folder: folder
    )
    var tables: [String: [[Cell]]] = [:]
    for name in names {
      let bytes = try Data(contentsOf: back.appendingPathComponent(name))
      tables[name] = cells(Array(bytes), separator: place.separator)
    }
    return tables
  }

  /// Opens a workbook and gives the rows of each sheet by its name.
  public static func sheets(ofWorkbook bytes: [UInt8]) throws -> [String: [[Cell]]] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("trends-workbook-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let book = folder.appendingPathComponent("book.xlsx")
    try Data(bytes).write(to: book)
    // The last figure: all sheets, each to a file of its own.
    let filter = "Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false,false,false,false,-1"
    try run(["--convert-to", "csv:" + filter, "--outdir", folder.path, book.path], folder: folder)
    var sheets: [String: [[Cell]]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasPrefix("book-") && file.hasSuffix(".csv") {
      let bytes = try Data(contentsOf: folder.appendingPathComponent(file))
      sheets[String(file.dropFirst(5).dropLast(4))] = cells(
        Array(bytes), separator: UInt8(ascii: ","))
    }
    return sheets
  }

  private static func run(_ arguments: [String], folder: URL) throws {
    let output = folder.appendingPathComponent("output")
    try Data().write(to: output)
    var streams = ChildProcess.Streams()
    streams.output = output.path
    streams.errors = output.path
    // A profile of its own: another LibreOffice may be running.
    let child = try ChildProcess(
      program?.path ?? "soffice",
      ["-env:UserInstallation=\(folder.appendingPathComponent("profile").absoluteString)"]
        + ["--headless", "--norestore"] + arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"],
      folder: folder.path, streams: streams)
    guard try child.wait() == 0 else {
      throw Failure(output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
  }

  /// Takes apart what LibreOffice wrote, where quotes mark text; lines end in LF.
  private static func cells(_ bytes: [UInt8], separator: UInt8) -> [[Cell]] {
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var i = 0
    while i < bytes.count {
      var field: [UInt8] = []
      let isText = bytes[i] == UInt8(ascii: "\"")
      if isText {
        i += 1
        while i < bytes.count {
          if bytes[i] == UInt8(ascii: "\"") {
            i += 1
            guard i < bytes.count, bytes[i] == UInt8(ascii: "\"") else { break }
          }
          field.append(bytes[i])
          i += 1
        }
      } else {
        while i < bytes.count, bytes[i] != separator, bytes[i] != 0x0A {
          field.append(bytes[i])
          i += 1
        }
      }
      row.append(Cell(text: String(decoding: field, as: UTF8.self), isText: isText))
      if i < bytes.count, bytes[i] == separator {
        i += 1
        if i == bytes.count || bytes[i] == 0x0A { row.append(Cell(text: "", isText: false)) }
      }
      if i < bytes.count, bytes[i] == 0x0A {
        i += 1
        rows.append(row)
        row = []
      }
    }
    return row.isEmpty ? rows : rows + [row]
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs a test only where LibreOffice is installed, and says so where it is not.
  public static var needsSpreadsheet: Self {
    .enabled(
      if: Spreadsheet.program != nil,
      "skipped: no soffice; 'make spreadsheet' installs LibreOffice Calc")
  }
}
