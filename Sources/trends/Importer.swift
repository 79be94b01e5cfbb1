import TrendsCorpus
import TrendsFeatures
import TrendsStore

/// Reads inputs into a store: what `import` and `fit PATH` do.
///
/// Everything is read before the store is opened: bad input makes no store and changes none.
struct Importer {
  let options: InputOptions
  private let files: InputFiles
  private let content: Content

  private enum Content {
    case papers(Reading)
    case bag(InputFiles.BagFiles, BagInput)
  }

  /// What an import did, for the user.
  struct Outcome {
    var lines: [String] = []
  }

  /// Reads and parses the inputs.
  ///
  /// - Throws: the first problem of the inputs.
  init(paths: [String], options: InputOptions) throws {
    self.options = options
    let reading = try options.reading()
    files = try InputFiles(
      paths: paths, format: reading.format, vocabulary: options.vocabulary, dates: options.dates)
    if let bag = files.bag {
      let input = try readBag(
        bag.counts, vocabulary: bag.vocabulary, dates: bag.dates, options: reading)
      for warning in input.warnings { warn(warning) }
      content = .bag(bag, input)
    } else {
      let papers = try readPapers(from: files.texts, options: reading)
      for warning in papers.warnings { warn(warning) }
      guard papers.paperCount > 0 else {
        throw CommandError.noPapers(files.texts.map(\.source))
      }
      content = .papers(papers)
    }
    try Interrupt.check()
  }

  /// Saves what was read in one transaction.
  func save(into store: Store) throws -> Outcome {
    let isKnown = try files.all.allSatisfy {
      try store.holds(
        source: $0.source, digest: ContentDigest(of: $0.bytes), options: options.fingerprint)
    }
    if isKnown { return Outcome(lines: ["nothing new: these inputs are in the store already"]) }
    switch content {
    case .papers(let reading): return try save(reading, into: store)
    case .bag(let files, let input): return try save(input, from: files, into: store)
    }
  }

  private func save(_ reading: Reading, into store: Store) throws -> Outcome {
    var corpus = Corpus(documents: try store.documents())
    let change = corpus.merge(reading.papers)
    let wanted = Set(change.addedDocuments).union(change.changedDocuments)
    var counts: [String: Int] = [:]
    for paper in reading.papers { counts[paper.source, default: 0] += 1 }
    try Interrupt.check()
    let summary = try store.save(
      documents: corpus.documents.filter { wanted.contains($0.id) },
      exclusions: reading.exclusions + change.exclusions,
      imports: records(files.texts, counts: counts))

    var outcome = Outcome()
    outcome.lines.append(
      "read \(count(reading.paperCount, "paper")) on \(count(reading.listingCount, "listing"))"
        + (files.texts.count > 1 ? " from \(grouped(files.texts.count)) files" : "") + ": "
        + "\(count(summary.addedCount, "new document")), "
        + "\(count(change.addedAppearanceCount, "new appearance")), "
        + "\(grouped(reading.paperCount - change.addedAppearanceCount)) already there")
    if change.revisionCount > 0 {
      outcome.lines.append(
        "\(count(change.revisionCount, "revision")): where texts differ, the newest is kept")
    }
    let dropped = reading.exclusions.count { $0.kind == .document }
    if dropped > 0 {
      outcome.lines.append("\(count(dropped, "paper")) left out; 'trends report' lists them")
    }
    let repeated = corpus.documents.count { $0.appearances.count > 1 }
    let appearances = corpus.documents.reduce(0) { $0 + $1.appearances.count }
    outcome.lines.append(
      "the store holds \(count(corpus.documents.count, "document")) with "
        + "\(count(appearances, "appearance")) (\(grouped(repeated)) on more than one date)")
    return outcome
  }

  private func save(_ input: BagInput, from bag: InputFiles.BagFiles, into store: Store) throws
    -> Outcome
  {
    let documents = zip(input.documentIDs, input.dates).map { id, dates in
      Document(
        id: id, title: "", text: "",
        appearances: dates.sorted().map {
          Document.Appearance(date: $0, source: bag.dates?.source ?? bag.counts.source, line: 1)
        })
    }
    let counts = BagOfWords(
      documentStarts: input.documentStarts, terms: input.terms, counts: input.counts,
      termCount: input.vocabulary.count)
    try store.save(
      bag: counts, vocabulary: Vocabulary(keys: input.vocabulary, terms: input.vocabulary),
      documents: documents,
      imports: records(files.all, counts: [bag.counts.source: documents.count]))
    let undated = documents.count { $0.appearances.isEmpty }
    return Outcome(
      lines: [
        "read \(count(documents.count, "document")) of \(grouped(counts.tokenCount)) tokens and "
          + "\(count(input.vocabulary.count, "term")); \(grouped(undated)) without a date"
      ])
  }

  private func records(_ inputs: [NamedInput], counts: [String: Int]) -> [ImportRecord] {
    inputs.map {
      ImportRecord(
        source: $0.source, digest: ContentDigest(of: $0.bytes), options: options.fingerprint,
        paperCount: counts[$0.source] ?? 0)
    }
  }
}

/// A whole number with commas: `4,013`.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return number < 0 ? "-" + text : text
}

/// A number with its noun: `1 paper`, `4,013 papers`.
func count(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}
