/// A Gibbs state as MALLET writes it with `--output-state`: every token with its topic.
public struct MalletState: Equatable, Sendable {
  /// The identifiers of the documents, `[D]`: their sources, or MALLET's numbers where a source is
  /// missing or stands for several.
  public var documentIDs: [String]
  /// The terms, `[V]`, in MALLET's order; unique.
  public var vocabulary: [String]
  /// Where each document's tokens start, `[D + 1]`, ascending from 0.
  public var documentStarts: [Int]
  /// The term of each token, `[N]`, in `0..<V`; terms ascend within a document.
  public var terms: [UInt32]
  /// The topic of each token, `[N]`, in `0..<K`.
  public var topics: [UInt16]
  /// The document–topic prior, `[K]`, each > 0.
  public var alpha: [Double]
  /// The topic–term prior, > 0.
  public var beta: Double
  /// The listing dates of each document, `[D]`: ascending, none twice, empty where undated.
  public var dates: [[ListingDate]]
  /// What stands but deserves a look: one line each, with its place.
  public var warnings: [String]

  /// K, the number of topics.
  public var topicCount: Int { alpha.count }
  /// D, the number of documents.
  public var documentCount: Int { documentIDs.count }
}

/// Reads a state of MALLET, compressed or not.
///
/// The text starts with `#doc source pos typeindex type topic`, `#alpha : ` and one number a topic,
/// `#beta : ` and a number; then comes one token a line with the six fields, parted by spaces, the
/// tokens of a document in one run. A source may hold spaces, a type may not. A document that lost
/// all its words has no line and is not among the documents.
///
/// - Parameters:
///   - dates: a table with the columns `document` (an identifier as above) and `date`, one row an
///     appearance; nil for undated documents.
/// - Throws: ``CorpusError/malformedState(found:expected:at:)`` and the errors of tables and dates,
///   each with its line.
/// - Complexity: O(*n*) in the bytes, and O(log) of a document's length more.
public func readMalletState(
  _ input: NamedInput, dates: NamedInput? = nil, options: ReadingOptions = ReadingOptions()
) throws -> MalletState {
  var log = ReadingLog()
  let text = try InputText(
    try expanded(input, options: options, log: &log), source: input.source, log: &log)
  var reader = MalletStateReader(source: input.source)
  var lines = LineCursor()
  try text.bytes.withUnsafeBufferPointer { bytes in
    while let line = lines.next(in: bytes) {
      try reader.read(bytes[line.range], line: line.number)
    }
  }
  var state = try reader.state()
  if let dates {
    let table = try InputText(
      try expanded(dates, options: options, log: &log), source: dates.source, log: &log)
    let numbers = Dictionary(
      uniqueKeysWithValues: state.documentIDs.enumerated().map { ($1, $0) })
    state.dates = try DocumentDates.read(
      table, documentCount: state.documentCount, named: { numbers[$0] },
      expecting: "a document of the state, e.g. '\(state.documentIDs[0])'", options: options,
      log: &log)
  }
  state.warnings = log.warnings
  return state
}

/// The tokens of a state on their way into rows.
private struct MalletStateReader {
  private let source: String
  private var isStarted = false
  private var alpha: [Double]?
  private var beta: Double?
  /// What a fit takes as well: with less a term would be impossible in a large topic by rounding.
  private static let priors = 1e-6...1e6
  /// MALLET's numbers of the documents, and their sources.
  private var numbers: [Int] = []
  private var sources: [String] = []
  private var starts: [Int] = []
  private var terms: [UInt32] = []
  private var topics: [UInt16] = []
  /// The term of each type number, and the terms in the order of their first token.
  private var termOfType: [Int: UInt32] = [:]
  private var words: [(type: Int, word: String)] = []

  init(source: String) { self.source = source }

  private func malformed(_ found: String, _ expected: String, _ line: Int?) -> CorpusError {
    .malformedState(found: found, expected: expected, at: SourcePlace(source, line: line))
  }

  mutating func read(_ line: Slice<UnsafeBufferPointer<UInt8>>, line number: Int) throws {
    if line.allSatisfy(isASCIISpace) { return }
    if line.first == UInt8(ascii: "#") {
      return try readHeader(String(decoding: line, as: UTF8.self), line: number)
    }
    guard let alpha else {
      throw malformed(
        isStarted
          ? "a token before '#alpha :'" : "'\(firstWords(String(decoding: line, as: UTF8.self)))'",
        "the three lines '#doc source pos typeindex type topic', '#alpha : …', '#beta : …'", number)
    }
    // A source may hold spaces: the last four fields and the first are found from the ends.
    var cuts: [Int] = []
    for i in line.indices.reversed() where line[i] == UInt8(ascii: " ") {
      cuts.append(i)
      if cuts.count == 4 { break }
    }
    guard cuts.count == 4, let firstCut = line.firstIndex(of: UInt8(ascii: " ")),
      firstCut < cuts[3]
    else { throw malformed("fewer than six fields", "doc source pos typeindex type topic", number) }
    guard let document = wholeNumber(line[..<firstCut]) else {
      throw malformed(
        "'\(firstWords(String(decoding: line[..<firstCut], as: UTF8.self)))'",
        "the number of a document", number)
    }
    guard let type = wholeNumber(line[(cuts[2] + 1)..<cuts[1]]) else {
      throw malformed(
        "'\(firstWords(String(decoding: line[(cuts[2] + 1)..<cuts[1]], as: UTF8.self)))'",
        "the number of a type", number)
    }
    guard let topic = wholeNumber(line[(cuts[0] + 1)...]), topic < alpha.count else {
      throw malformed(
        "topic '\(firstWords(String(decoding: line[(cuts[0] + 1)...], as: UTF8.self)))'",
        "a number from 0 to \(alpha.count - 1), as '#alpha :' has \(alpha.count)", number)
    }
    if document != numbers.last {
      if let last = numbers.last, document < last {
        throw malformed(
          "document \(document) after document \(last)", "the documents in order", number)
      }
      numbers.append(document)
      sources.append(String(decoding: line[(firstCut + 1)..<cuts[3]], as: UTF8.self))
      starts.append(terms.count)
    }
    terms.append(try term(type, line[(cuts[1] + 1)..<cuts[0]], line: number))
    topics.append(UInt16(topic))
  }

  private mutating func readHeader(_ text: String, line: Int) throws {
    let fields = text.split(separator: " ")
    switch fields.first {
    case "#doc":
      guard fields.dropFirst().elementsEqual(["source", "pos", "typeindex", "type", "topic"]) else {
        throw malformed(
          "'\(firstWords(text))'", "'#doc source pos typeindex type topic'", line)
      }
      isStarted = true
    case "#alpha":
      let values = fields.dropFirst(2).compactMap { Double($0) }
      guard (1...65_535).contains(values.count), values.count == fields.count - 2,
        values.allSatisfy(Self.priors.contains)
      else {
        throw malformed(
          "'\(firstWords(text))'", "'#alpha :' and one number from 1e-6 to 1e6 a topic", line)
      }
      alpha = values
    case "#beta":
      guard fields.count == 3, let value = Double(fields[2]), Self.priors.contains(value) else {
        throw malformed("'\(firstWords(text))'", "'#beta :' and a number from 1e-6 to 1e6", line)
      }
      beta = value
    default:
      throw malformed("'\(firstWords(text))'", "'#doc …', '#alpha : …' or '#beta : …'", line)
    }
  }

  private func wholeNumber(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18, bytes.allSatisfy(isASCIIDigit) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func term(
    _ type: Int, _ bytes: Slice<UnsafeBufferPointer<UInt8>>, line: Int
  ) throws -> UInt32 {
    if let known = termOfType[type] {
      guard words[Int(known)].word.utf8.elementsEqual(bytes) else {
        throw malformed(
          "type \(type) as '\(firstWords(String(decoding: bytes, as: UTF8.self)))'",
          "'\(firstWords(words[Int(known)].word))' as before", line)
      }
      return known
    }
    let word = String(decoding: bytes, as: UTF8.self)
    guard !word.isEmpty else { throw malformed("an empty type", "a word", line) }
    let term = UInt32(words.count)
    termOfType[type] = term
    words.append((type, word))
    return term
  }

  /// The state, once all lines are read: terms by type, tokens of a document by term.
  func state() throws -> MalletState {
    guard isStarted else { throw CorpusError.emptyInput(at: SourcePlace(source)) }
    guard let alpha, let beta else {
      throw malformed("no '\(alpha == nil ? "#alpha" : "#beta") :'", "both priors on top", nil)
    }
    guard !terms.isEmpty else { throw malformed("no token", "one token a line", nil) }
    let order = words.indices.sorted { words[$0].type < words[$1].type }
    var rank = [UInt32](repeating: 0, count: words.count)
    for (new, old) in order.enumerated() { rank[old] = UInt32(new) }
    var seen: [String: Int] = [:]
    for (type, word) in words {
      if let other = seen.updateValue(type, forKey: word) {
        throw malformed(
          "'\(firstWords(word))' as types \(other) and \(type)", "one type a word", nil)
      }
    }
    let bounds = starts + [terms.count]
    var newTerms: [UInt32] = []
    var newTopics: [UInt16] = []
    newTerms.reserveCapacity(terms.count)
    newTopics.reserveCapacity(terms.count)
    for d in starts.indices {
      let tokens = (bounds[d]..<bounds[d + 1]).map { (rank[Int(terms[$0])], topics[$0]) }
        .sorted { $0 < $1 }
      for (term, topic) in tokens {
        newTerms.append(term)
        newTopics.append(topic)
      }
    }
    return MalletState(
      documentIDs: identifiers(), vocabulary: order.map { words[$0].word },
      documentStarts: bounds, terms: newTerms, topics: newTopics, alpha: alpha, beta: beta,
      dates: Array(repeating: [], count: starts.count), warnings: [])
  }

  private func identifiers() -> [String] {
    let isNamed =
      Set(sources).count == sources.count && !sources.contains { ["", "NA", "null"].contains($0) }
    return isNamed ? sources : numbers.map(String.init)
  }
}
