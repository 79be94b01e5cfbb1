import Foundation
import TrendsCorpus
import TrendsFeatures
import TrendsQuality
import TrendsStore

/// Documents to score, counted in the terms of a fit.
struct HeldOutDocuments {
  /// Their identifiers, `[D]`.
  var ids: [String]
  /// Their terms, `[D × V]`.
  var bag: BagOfWords
  /// The tokens of each that are no terms, stop words apart, `[D]`.
  var unknownTokenCounts: [Int]
  /// Papers that were given but are part of the fit.
  var knownCount = 0
}

/// What paths hold, before it is known which fit it meets.
struct HeldOutReading {
  enum Content {
    case papers([Paper])
    case bag(BagInput, digest: String)
  }

  let content: Content
  /// The inputs' names, for messages.
  let names: String

  /// Reads and parses the inputs as `import` does.
  ///
  /// - Throws: the first problem of the inputs.
  init(paths: [String], options: InputOptions) throws {
    let reading = try options.reading()
    let files = try InputFiles(
      paths: paths, format: reading.format, vocabulary: options.vocabulary, dates: options.dates)
    for warning in files.warnings { warn(warning) }
    names = paths.joined(separator: ", ")
    if let bag = files.bag {
      let counts = try readBag(
        bag.counts, vocabulary: bag.vocabulary, dates: bag.dates, options: reading)
      for warning in counts.warnings { warn(warning) }
      content = .bag(counts, digest: ContentDigest(of: bag.counts.bytes).description)
    } else {
      let papers = try readPapers(from: files.texts, options: reading)
      for warning in papers.warnings { warn(warning) }
      guard papers.paperCount > 0 else { throw CommandError.noPapers(files.texts.map(\.source)) }
      content = .papers(papers.papers)
    }
    try Interrupt.check()
  }
}

/// A stored fit with what new documents need to be counted as its own were.
struct FittedCorpus {
  let fit: FitRecord
  private let path: String
  private let holdsBag: Bool
  /// The fitted documents, in the order of the bag's rows.
  private let documents: [Document]

  /// - Parameter number: the fit, or nil for the newest.
  init(store: Store, number: Int?) throws {
    path = store.path
    let (fit, stored, contents) = try store.snapshot {
      let fit = try number.map { try store.fit($0) } ?? store.newestFit()
      return (fit, try store.documents(), try store.contents())
    }
    self.fit = fit
    holdsBag = contents == .bagOfWords
    let byID = Dictionary(stored.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    documents = try fit.documentIDs.map { id in
      guard let document = byID[id] else {
        throw StoreError.damaged(
          path: store.path, what: "document '\(id)' of fit \(fit.id) is gone")
      }
      return document
    }
  }

  /// The fitted documents that a fraction holds out, by a hash of their identifiers.
  ///
  /// - Throws: ``CommandError/badArgument(_:)`` where it holds out none or all.
  func heldOut(fraction: Double, seed: UInt64, threadCount: Int) throws -> HeldOutDocuments {
    let rows = fit.documentIDs.indices.filter {
      isHeldOut(id: fit.documentIDs[$0], fraction: fraction, seed: seed)
    }
    guard !rows.isEmpty, rows.count < fit.documentIDs.count else {
      throw CommandError.badArgument(
        "--held-out \(fraction) holds out \(rows.isEmpty ? "none" : "all") of "
          + "\(count(fit.documentIDs.count, "document")); "
          + (rows.isEmpty ? "raise it" : "lower it") + " or change --seed")
    }
    let ids = rows.map { fit.documentIDs[$0] }
    if holdsBag {
      return HeldOutDocuments(
        ids: ids, bag: fit.bag.rows(rows), unknownTokenCounts: rows.map { _ in 0 })
    }
    return try counted(rows.map { documents[$0] }, threadCount: threadCount)
  }

  /// The fitted bag without some documents.
  func bag(without ids: Set<String>) -> BagOfWords {
    fit.bag.rows(fit.documentIDs.indices.filter { !ids.contains(fit.documentIDs[$0]) })
  }

  /// The documents of a reading that are not part of the fit, counted in its terms.
  ///
  /// - Throws: ``CommandError`` where none is left, or where texts meet a bag of words.
  func counts(of reading: HeldOutReading, threadCount: Int) throws -> HeldOutDocuments {
    switch reading.content {
    case .bag(let input, let digest):
      guard !fit.inputs.contains(where: { $0.digest == digest }) else {
        throw CommandError.nothingToScore(
          "\(reading.names) is what fit \(fit.id) was fitted to; "
            + "give documents that it has not seen, or no path")
      }
      return counted(input)
    case .papers(let papers):
      guard !holdsBag else {
        throw CommandError.badArgument(
          "\(reading.names) is text, but \(path) holds a bag of words; give a bag of words")
      }
      var all = Corpus()
      _ = all.merge(papers)
      var corpus = Corpus(documents: documents)
      let added = Set(corpus.merge(papers).addedDocuments)
      guard !added.isEmpty else {
        throw CommandError.nothingToScore(
          "every paper of \(reading.names) is part of fit \(fit.id); "
            + "give papers that it has not seen, or no path")
      }
      var result = try counted(
        corpus.documents.filter { added.contains($0.id) }, threadCount: threadCount)
      result.knownCount = max(0, all.documents.count - added.count)
      return result
    }
  }

  private func counted(_ documents: [Document], threadCount: Int) throws -> HeldOutDocuments {
    guard
      let options = try? JSONDecoder().decode(FeatureOptions.self, from: Data(fit.features.utf8))
    else {
      throw StoreError.damaged(
        path: path, what: "the options of terms of fit \(fit.id) cannot be read")
    }
    let (bag, unknown) = try countTerms(
      documents: documents, vocabulary: fit.vocabulary, phrases: fit.phrases, options: options,
      threadCount: threadCount)
    return HeldOutDocuments(
      ids: documents.map(\.id), bag: bag, unknownTokenCounts: unknown)
  }

  /// Terms are matched as they are shown, which is how an exported bag of words has them.
  private func counted(_ input: BagInput) -> HeldOutDocuments {
    let known = Dictionary(
      fit.vocabulary.terms.enumerated().map { ($1, UInt32($0)) },
      uniquingKeysWith: { first, _ in first })
    let termOfGiven = input.vocabulary.map { known[$0] }
    var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
    var unknown: [Int] = []
    for d in 0..<input.documentCount {
      var row: [(term: UInt32, count: UInt32)] = []
      var missing = 0
      for i in input.documentStarts[d]..<input.documentStarts[d + 1] {
        if let term = termOfGiven[Int(input.terms[i])] {
          row.append((term, input.counts[i]))
        } else {
          missing += Int(input.counts[i])
        }
      }
      row.sort { $0.term < $1.term }
      terms += row.map(\.term)
      counts += row.map(\.count)
      starts.append(terms.count)
      unknown.append(missing)
    }
    return HeldOutDocuments(
      ids: input.documentIDs,
      bag: BagOfWords(
        documentStarts: starts, terms: terms, counts: counts, termCount: fit.vocabulary.count),
      unknownTokenCounts: unknown)
  }
}

extension BagOfWords {
  /// The bag of some of its documents, over the same terms.
  fileprivate func rows(_ rows: [Int]) -> BagOfWords {
    var (starts, terms, counts) = ([0], [UInt32](), [UInt32]())
    for d in rows {
      let row = documentStarts[d]..<documentStarts[d + 1]
      terms += self.terms[row]
      counts += self.counts[row]
      starts.append(terms.count)
    }
    return BagOfWords(documentStarts: starts, terms: terms, counts: counts, termCount: termCount)
  }
}
