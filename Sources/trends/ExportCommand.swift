import ArgumentParser
import Foundation
import TrendsCorpus
import TrendsReports
import TrendsStore

struct ExportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    /// X.docword.txt, X.vocab.txt and, where there are dates, X.dates.csv.
    case uci
    /// topic,term,count of the reference chain.
    case counts
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a fit for other tools: a bag of words, or topic-term counts.",
    discussion: """
      uci writes PREFIX.docword.txt, PREFIX.vocab.txt and PREFIX.dates.csv, without any sentence; \
      counts prints topic,term,count to standard output.

      EXAMPLE:
        trends export --format uci --out build/pages
        trends export --format counts > counts.csv
      """)

  @Option(help: "What to write.")
  var format: Format = .uci

  @Option(help: ArgumentHelp("The start of the file names, for uci.", valueName: "prefix"))
  var out: String?

  @Option(help: ArgumentHelp("The fit (default: the newest).", valueName: "number"))
  var fit: Int?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try storeOptions.open(.readOnly)
    let model = try FittedModel(store: store, number: fit)
    switch format {
    case .counts:
      guard out == nil else {
        throw CommandError.badArgument("--format counts prints to standard output; leave out --out")
      }
      FileHandles.standardOutput.write(model.countsTable())
    case .uci:
      guard let out, let name = out.split(separator: "/").last.map(String.init) else {
        throw CommandError.badArgument("--format uci needs --out PREFIX for its three files")
      }
      guard out.hasSuffix(name) else {
        throw CommandError.badArgument(
          "--out '\(out)' ends in a slash; give the start of the file names, e.g. \(out)pages")
      }
      let folder = String(out.dropLast(name.count))
      try writeAtomically(
        model.bagFiles(name: name).map { ($0.name, Array($0.text.utf8)) },
        into: folder.isEmpty ? "." : folder)
    }
  }
}

extension FittedModel {
  /// n(k,w) of the last sweep would be one draw; this is the mean over the reference chain's draws,
  /// rounded to whole tokens; cells of zero are left out, and terms stand as they are in the
  /// vocabulary.
  func countsTable() -> String {
    var writer = CSVWriter(protection: .none)
    writer.append([.text("topic"), .text("term"), .text("count")])
    for k in 0..<topicCount {
      for w in 0..<termCount where topicTermCounts[k * termCount + w] > 0 {
        let mean =
          (Double(topicTermCounts[k * termCount + w]) / Double(referenceDrawCount)).rounded()
        if mean > 0 {
          writer.append([
            .text(topicID(k)), .term(fit.vocabulary.terms[w]), .integer(Int(mean)),
          ])
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The bag of words as UCI files, numbered from 1, and one row a document and date.
  func bagFiles(name: String) -> [(name: String, text: String)] {
    let bag = fit.bag
    var rows = "\(bag.documentCount)\n\(bag.termCount)\n\(bag.terms.count)\n"
    for d in 0..<bag.documentCount {
      for i in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        rows += "\(d + 1) \(bag.terms[i] + 1) \(bag.counts[i])\n"
      }
    }
    var dates = "document,date\n"
    for (d, document) in documents.enumerated() {
      for appearance in document.appearances { dates += "\(d + 1),\(appearance.date)\n" }
    }
    let terms = fit.vocabulary.terms.map { $0 + "\n" }.joined()
    return [
      (name + ".docword.txt", rows), (name + ".vocab.txt", terms), (name + ".dates.csv", dates),
    ]
  }
}
