import TrendsCorpus
import TrendsFeatures
import TrendsStore

/// Reads inputs into a store: what `import` and `fit PATH` do.
///
/// Everything is read before the store is opened: bad input makes no store and changes none.
struct Importer {
  let options: InputOptions
  private let inputs: [Input]
  private var content: Content

  /// What is kept of a file: its bytes may be many.
  private struct Input {
    var source: String
    var digest: ContentDigest
  }

  private enum Content {
    case papers(Reading)
    /// Nothing, once it is saved.
    case none
    /// With the names of the files of counts and dates.
    case bag(BagInput, counts: String, dates: String?)
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
    var files = try InputFiles(
      paths: paths, format: reading.format, vocabulary: options.vocabulary, dates: options.dates)
    for warning in files.warnings { warn(warning) }
    inputs = files.all.map { Input(source: $0.source, digest: ContentDigest(of: $0.bytes)) }
    if let bag = files.bag {
      let input = try readBag(
        bag.counts, vocabulary: bag.vocabulary, dates: bag.dates, options: reading)
      for warning in input.warnings { warn(warning) }
      content = .bag(input, counts: bag.counts.source, dates: bag.dates?.source)
    } else {
      var texts: [NamedInput] = []
      swap(&texts, &files.texts)
      let papers = try readPapers(from: consume texts, options: reading)
      for warning in papers.warnings { warn(warning) }
      guard papers.paperCount > 0 else { throw CommandError.noPapers(inputs.map(\.source)) }
      content = .papers(papers)
    }
    try Interrupt.check()
  }

  /// Saves what was read in one transaction, and lets go of it.
  mutating func save(into store: Store) throws -> Outcome {
    let isKnown = try inputs.allSatisfy {
      try store.holds(source: $0.source, digest: $0.digest, options: options.fingerprint)
    }
    if isKnown { return Outcome(lines: ["nothing new: these inputs are in the store already"]) }
    var content = Content.none
    swap(&content, &self.content)
    switch consume content {
    case .none: return Outcome()
    case .papers(let reading): return try save(reading, into: store)
    case .bag(let input, let counts, let dates):
      return try save(input, counts: counts, dates: dates, into: store)
    }
  }

  private func save(_ reading: consuming Reading, into store: Store) throws -> Outcome {
    var corpus = Corpus(documents: try store.documents())
    let change = corpus.merge(reading.papers)
    let (paperCount, listingCount) = (reading.paperCount, reading.listingCount)
    let exclusions = reading.exclusions
    let wanted = Set(change.addedDocuments).union(change.changedDocuments)
    var counts: [String: Int] = [:]
    for paper in reading.papers { counts[paper.source, default: 0] += 1 }
    let documentCount = corpus.documents.count
    let repeated = corpus.documents.count { $0.appearances.count > 1 }
    let appearances = corpus.documents.reduce(0) { $0 + $1.appearances.count }
    let documents = corpus.documents.filter { wanted.contains($0.id) }
    // The store holds every page that it writes until the end: each text goes as its page comes.
    reading.papers = []
    corpus = Corpus()
    try Interrupt.check()
    let summary = try store.save(
      documents: consume documents, exclusions: exclusions + change.exclusions,
      imports: records(counts))

    var outcome = Outcome()
    outcome.lines.append(
      "read \(count(paperCount, "paper")) on \(count(listingCount, "listing"))"
        + (inputs.count > 1 ? " from \(grouped(inputs.count)) files" : "") + ": "
        + "\(count(summary.addedCount, "new document")), "
        + "\(count(change.addedAppearanceCount, "new appearance")), "
        + "\(grouped(paperCount - change.addedAppearanceCount)) already there")
    if change.revisionCount > 0 {
      outcome.lines.append(
        "\(count(change.revisionCount, "revision")): where texts differ, the newest is kept")
    }
    let dropped = exclusions.count { $0.kind == .document }
    if dropped > 0 {
      outcome.lines.append("\(count(dropped, "paper")) left out; 'trends report' lists them")
    }
    outcome.lines.append(
      "the store holds \(count(documentCount, "document")) with "
        + "\(count(appearances, "appearance")) (\(grouped(repeated)) on more than one date)")
    return outcome
  }

  private func save(
    _ input: BagInput, counts countsName: String, dates datesName: String?, into store: Store
  ) throws -> Outcome {
    let documents = zip(input.documentIDs, input.dates).map { id, dates in
      Document(
        id: id, title: "", text: "",
        appearances: dates.sorted().map {
          Document.Appearance(date: $0, source: datesName ?? countsName, line: 1)
        })
    }
    let counts = BagOfWords(
      documentStarts: input.documentStarts, terms: input.terms, counts: input.counts,
      termCount: input.vocabulary.count)
    try store.save(
      bag: counts, vocabulary: Vocabulary(keys: input.vocabulary, terms: input.vocabulary),
      documents: documents,
      imports: records([countsName: documents.count]))
    let undated = documents.count { $0.appearances.isEmpty }
    return Outcome(
      lines: [
        "read \(count(documents.count, "document")) of \(grouped(counts.tokenCount)) tokens and "
          + "\(count(input.vocabulary.count, "term")); \(grouped(undated)) without a date"
      ])
  }

  private func records(_ counts: [String: Int]) -> [ImportRecord] {
    inputs.map {
      ImportRecord(
        source: $0.source, digest: $0.digest, options: options.fingerprint,
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
