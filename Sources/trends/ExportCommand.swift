import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsReports
import TrendsStore

struct ExportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    /// X.docword.txt, X.vocab.txt and X.dates.csv.
    case uci
    /// X.dat, X.vocab.txt and X.dates.csv.
    case ldac = "lda-c"
    /// X.state.gz and X.dates.csv.
    case malletState = "mallet-state"
    /// number, name, a share a topic.
    case malletDocumentTopics = "mallet-doc-topics"
    /// The arguments of pyLDAvis.prepare.
    case pyLDAvis = "pyldavis"
    /// A line an appearance of a document.
    case jsonl
    /// topic,term,count of the reference chain.
    case counts

    /// Whether the format is several files.
    var needsPrefix: Bool { [.uci, .ldac, .malletState].contains(self) }
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a fit for other tools: gensim, MALLET, pyLDAvis, JSON lines.",
    discussion: """
      uci and lda-c write the bag of words, without any sentence: PREFIX.docword.txt or PREFIX.dat, \
      PREFIX.vocab.txt, PREFIX.dates.csv. mallet-state writes PREFIX.state.gz, every token with its \
      topic in the last state of the reference chain, and PREFIX.dates.csv. The others print, or \
      write the file that --out names: mallet-doc-topics the shares of each document, pyldavis a \
      JSON object for pyLDAvis.prepare(**json.load(file)), jsonl the papers of the store with their \
      texts and columns, counts topic,term,count. 'trends import' reads uci, lda-c, mallet-state \
      and jsonl back.

      EXAMPLE:
        trends export --format uci --out build/pages
        trends export --format mallet-state --out build/fit
        trends export --format pyldavis > fit.json
      """)

  @Option(help: "What to write.")
  var format: Format = .uci

  @Option(
    help: ArgumentHelp(
      "The start of the file names for uci, lda-c and mallet-state, else the file "
        + "(default: standard output).", valueName: "path"))
  var out: String?

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let path = try out.flatMap {
      $0 == OutputPath.standardOutput ? nil : try OutputPath($0, option: "--out")
    }
    if format.needsPrefix, path == nil {
      throw CommandError.badArgument(
        "--format \(format.rawValue) needs --out PREFIX for its files")
    }
    let store = try storeOptions.open(.readOnly)
    if format == .jsonl {
      guard try store.contents() != .bagOfWords else {
        throw CommandError.badArgument(
          "\(store.path) holds a bag of words, which has no texts; use --format uci or lda-c")
      }
      try write(jsonLines(try store.documents()), to: path)
      return
    }
    let model = try FittedModel(store: store, number: fit)
    let name = path?.name ?? ""
    let files: [FittedModel.ExportFile]
    switch format {
    case .uci: files = model.uciFiles(name: name)
    case .ldac: files = model.ldacFiles(name: name)
    case .malletState:
      files = try model.malletStateFiles(name: name, chains: try store.chains(of: model.fit.id))
    case .malletDocumentTopics: return try write(model.malletDocumentTopics(), to: path)
    case .pyLDAvis: return try write(model.pyLDAvis(), to: path)
    case .counts: return try write(model.countsTable(), to: path)
    case .jsonl: return
    }
    try writeAtomically(files, into: path?.folder ?? ".")
  }

  private func write(_ text: String, to path: OutputPath?) throws {
    guard let path else { return FileHandles.standardOutput.write(text) }
    try writeAtomically([(path.name, Array(text.utf8))], into: path.folder)
  }
}
