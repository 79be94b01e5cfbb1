import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsFeatures
import TrendsStore

/// How many threads `--threads` asks for: one a core where it is not given.
func threadsToUse(_ threads: Int?) throws -> Int {
  if let threads, threads < 1 {
    throw CommandError.badArgument("--threads must be at least 1, but is \(threads)")
  }
  return threads ?? ProcessInfo.processInfo.activeProcessorCount
}

/// Where everything lives.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store (default: $TRENDS_STORE, else trends.db in this folder).", valueName: "path"))
  var store: String?

  /// The store that is meant where none is named.
  static let defaultName = "trends.db"

  var path: String {
    if let store { return store }
    let environment = ProcessInfo.processInfo.environment["TRENDS_STORE"] ?? ""
    return environment.isEmpty ? Self.defaultName : environment
  }

  /// The store's name without its folder, for reports: they do not change with where they are made.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  func open(_ mode: Store.Mode) throws -> Store { try Store(path: path, mode: mode) }
}

/// How inputs are read.
struct InputOptions: ParsableArguments {
  @Option(help: "The year of date lines that state none ('Mar 12').")
  var year: Int?

  @Option(
    help: ArgumentHelp(
      "The format of every input: \(InputFormat.names); for 'trends import' also "
        + "\(MalletImport.format) (default: told from name and content).", valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "The order of numeric dates such as 03/04/2025, e.g. DD/MM/YYYY.", valueName: "pattern"))
  var dateFormat: String?

  @Option(help: ArgumentHelp("The column with the identifier.", valueName: "column"))
  var id: String?
  @Option(help: ArgumentHelp("The column with the listing date.", valueName: "column"))
  var date: String?
  @Option(help: ArgumentHelp("The column with the title.", valueName: "column"))
  var title: String?
  @Option(help: ArgumentHelp("The column with the text.", valueName: "column"))
  var text: String?
  @Option(help: ArgumentHelp("The column with the link.", valueName: "column"))
  var url: String?

  @Option(help: ArgumentHelp("The vocabulary of a bag of words.", valueName: "path"))
  var vocabulary: String?
  @Option(
    help: ArgumentHelp(
      "The dates of a bag of words or of a state of MALLET: a CSV with the columns document (its "
        + "number in the bag, from 1, or its source in the state) and date, a row a date (default: "
        + "X.dates.csv beside a bag X, where there is one).", valueName: "path"))
  var dates: String?

  /// - Parameter ignoresFormat: where the caller knows the format already.
  func reading(ignoresFormat: Bool = false) throws -> ReadingOptions {
    if let year, !(1000...9999).contains(year) {
      throw CommandError.badArgument("--year must be from 1000 to 9999, but is \(year)")
    }
    var inputFormat: InputFormat?
    if let format, !ignoresFormat {
      guard format.lowercased() != MalletImport.format else {
        throw CommandError.badArgument(
          "--format \(MalletImport.format) is for 'trends import' alone: a state is a fit already")
      }
      guard let known = InputFormat(name: format.lowercased()) else {
        throw CommandError.badArgument("--format '\(format)' is none of \(InputFormat.names)")
      }
      inputFormat = known
    }
    var order: DateFormat?
    if let dateFormat {
      guard let known = DateFormat(dateFormat) else {
        throw CommandError.badArgument(
          "--date-format '\(dateFormat)' is not understood; write e.g. DD/MM/YYYY or MM/DD/YYYY")
      }
      order = known
    }
    return ReadingOptions(
      year: year, format: inputFormat, dateFormat: order,
      columns: ColumnNames(id: id, date: date, title: title, text: text, url: url))
  }

  /// Everything that has a say in what is read, as text: part of what makes two imports the same.
  var fingerprint: String {
    [
      year.map { "year=\($0)" }, format.map { "format=\($0)" },
      dateFormat.map { "date-format=\($0)" }, id.map { "id=\($0)" }, date.map { "date=\($0)" },
      title.map { "title=\($0)" }, text.map { "text=\($0)" }, url.map { "url=\($0)" },
    ].compactMap(\.self).joined(separator: " ")
  }
}

extension InputFormat {
  /// The names of all formats.
  fileprivate static var names: String {
    allCases.map { $0 == .ldac ? ldaCName : $0.rawValue }.joined(separator: ", ")
  }

  /// What `trends export` and gensim call LDA-C; `ldac` is understood, too.
  private static let ldaCName = ExportCommand.Format.ldac.rawValue

  /// The format of a name in lower case.
  fileprivate init?(name: String) {
    self.init(rawValue: name == Self.ldaCName ? Self.ldac.rawValue : name)
  }
}
