import TrendsCorpus
import TrendsFeatures
import TrendsLDA
import TrendsReports
import TrendsStore

/// A fit in the formats of other tools.
extension FittedModel {
  /// A file of an export.
  typealias ExportFile = (name: String, contents: [UInt8])

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
  func uciFiles(name: String) -> [ExportFile] {
    let bag = fit.bag
    var rows = "\(bag.documentCount)\n\(bag.termCount)\n\(bag.terms.count)\n"
    for d in 0..<bag.documentCount {
      for i in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        rows += "\(d + 1) \(bag.terms[i] + 1) \(bag.counts[i])\n"
      }
    }
    return [(name + ".docword.txt", Array(rows.utf8))] + companions(name: name)
  }

  /// The bag of words as LDA-C has it, `M term:count …` a document, terms numbered from 0.
  func ldacFiles(name: String) -> [ExportFile] {
    let bag = fit.bag
    var rows = ""
    for d in 0..<bag.documentCount {
      let row = bag.documentStarts[d]..<bag.documentStarts[d + 1]
      rows += String(row.count)
      for i in row { rows += " \(bag.terms[i]):\(bag.counts[i])" }
      rows += "\n"
    }
    return [(name + ".dat", Array(rows.utf8))] + companions(name: name)
  }

  /// The vocabulary, one term a line, and the dates of the documents, numbered from 1.
  private func companions(name: String) -> [ExportFile] {
    var dates = "document,date\n"
    for (d, document) in documents.enumerated() {
      for appearance in document.appearances { dates += "\(d + 1),\(appearance.date)\n" }
    }
    let terms = fit.vocabulary.terms.map { $0 + "\n" }.joined()
    return [
      (name + ".vocab.txt", Array(terms.utf8)), (name + ".dates.csv", Array(dates.utf8)),
    ]
  }

  /// The last state of the reference chain as MALLET writes it, gzipped, and the documents' dates.
  ///
  /// Topics are numbered as ours, from 0: T0001 is topic 0. Spaces in terms and identifiers, which
  /// part fields there, are underscores.
  ///
  /// - Parameter chains: those of the fit.
  func malletStateFiles(name: String, chains: [ChainResult]) throws -> [ExportFile] {
    let chain = chains[referenceChain]
    guard let draw = chain.draws.last else { return [] }
    var numbers = [Int](repeating: 0, count: topicCount)
    for (number, topic) in referenceTopics.enumerated() { numbers[topic] = number }
    let alpha = referenceTopics.map { NumberText.plain(draw.alpha[$0]) }
    var text = "#doc source pos typeindex type topic\n"
    text += "#alpha : \(alpha.joined(separator: " ")) \n#beta : \(NumberText.plain(draw.beta))\n"
    let bag = fit.bag
    let types = fit.vocabulary.terms.map(Self.field)
    var dates = CSVWriter(protection: .none)
    dates.append([.text("document"), .text("date")])
    var token = 0
    for (d, document) in documents.enumerated() {
      let source = Self.field(document.id)
      for appearance in document.appearances {
        dates.append([.text(source), .text(appearance.date.description)])
      }
      var position = 0
      for i in bag.documentStarts[d]..<bag.documentStarts[d + 1] {
        let w = Int(bag.terms[i])
        for _ in 0..<bag.counts[i] {
          let topic = numbers[Int(chain.assignments[token])]
          text += "\(d) \(source) \(position) \(w) \(types[w]) \(topic)\n"
          position += 1
          token += 1
        }
      }
    }
    return [
      (name + ".state.gz", try gzip(Array(text.utf8))), (name + ".dates.csv", dates.bytes),
    ]
  }

  /// theta as MALLET's `--output-doc-topics` has it: number, name, and a share a topic, by tabs.
  ///
  /// The shares are means over all draws, where MALLET has those of its last state.
  func malletDocumentTopics() -> String {
    var text = ""
    for (d, document) in documents.enumerated() {
      text += "\(d)\t\(Self.field(document.id))"
      for k in 0..<topicCount { text += "\t" + NumberText.plain(theta[d * topicCount + k]) }
      text += "\n"
    }
    return text
  }

  /// Text as one field of a file whose fields are parted by spaces.
  private static func field(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0.properties.isWhitespace || $0.properties.generalCategory == .control ? "_" : $0
        }))
  }

  /// What `pyLDAvis.prepare` takes, under the names of its parameters: `prepare(**json.load(file))`.
  ///
  /// Topics keep our order: topic 1 there is T0001.
  func pyLDAvis() -> String {
    func array(_ values: [String]) -> String { "[" + values.joined(separator: ", ") + "]" }
    func matrix(_ values: [Double], width: Int) -> String {
      let rows = stride(from: 0, to: values.count, by: width).map { start in
        array(values[start..<start + width].map(NumberText.plain))
      }
      return "[\n" + rows.joined(separator: ",\n") + "\n]"
    }
    var frequencies = [Int](repeating: 0, count: termCount)
    for (term, count) in zip(fit.bag.terms, fit.bag.counts) {
      frequencies[Int(term)] += Int(count)
    }
    let lengths = documents.indices.map { String(bagLength($0)) }
    return """
      {"topic_term_dists": \(matrix(phi(), width: termCount)),
      "doc_topic_dists": \(matrix(theta, width: topicCount)),
      "doc_lengths": \(array(lengths)),
      "vocab": \(array(fit.vocabulary.terms.map { JSONValue.string($0).compactText })),
      "term_frequency": \(array(frequencies.map(String.init))),
      "sort_topics": false}

      """
  }
}

/// Documents as JSON lines that `trends import` reads back: one line an appearance.
func jsonLines(_ documents: [Document]) -> String {
  var text = ""
  for document in documents {
    let dates: [ListingDate?] =
      document.appearances.isEmpty ? [nil] : document.appearances.map(\.date)
    for date in dates {
      var members = [JSONValue.Member("id", .string(document.id))]
      if let date { members.append(.init("date", .string(date.description))) }
      members.append(.init("title", .string(document.title)))
      members.append(.init("text", .string(document.text)))
      if let url = document.url { members.append(.init("url", .string(url))) }
      members += document.columns.map { .init($0.name, .string($0.value)) }
      text += JSONValue.object(members).compactText + "\n"
    }
  }
  return text
}
