/// Reads a UCI bag of words: D, W and the number of entries, then `document term count` a line.
enum DocwordReader {
  /// How many documents without any entry the header may announce; each costs memory.
  static let emptyDocumentLimit = 10_000_000

  static func read(
    _ bytes: [UInt8], source: String, vocabulary: [String], vocabularySource: String
  ) throws -> BagInput {
    try bytes.withUnsafeBufferPointer { buffer in
      var numbers = NumberScanner(buffer, source: source)
      let header = try Header(&numbers, byteCount: bytes.count)
      guard vocabulary.count >= header.termCount else {
        throw CorpusError.malformedBag(
          found: "\(vocabulary.count) terms",
          expected: "\(header.termCount) as the header of \(source) says",
          at: SourcePlace(vocabularySource))
      }
      var rows = Rows(documentCount: header.documentCount, capacity: header.entryCount)
      for index in 0..<header.entryCount {
        guard let document = try numbers.next(), let term = try numbers.nextOnLine(),
          let count = try numbers.nextOnLine()
        else {
          throw CorpusError.malformedBag(
            found: "\(index) whole entries",
            expected: "\(header.entryCount) as the header says", at: numbers.place)
        }
        try check(document, 1...max(1, header.documentCount), "document", numbers.place)
        try check(term, 1...max(1, header.termCount), "term", numbers.place)
        try check(count, 1...Int(UInt32.max), "count", numbers.place)
        rows.append(document - 1, UInt32(term - 1), UInt32(count))
      }
      if try numbers.next() != nil {
        throw CorpusError.malformedBag(
          found: "more entries", expected: "\(header.entryCount) as the header says",
          at: numbers.place)
      }
      return try rows.bag(vocabulary: Array(vocabulary.prefix(header.termCount)), source: source)
    }
  }

  private struct Header {
    var documentCount: Int
    var termCount: Int
    var entryCount: Int

    init(_ numbers: inout NumberScanner, byteCount: Int) throws {
      guard let documentCount = try numbers.next(), let termCount = try numbers.next(),
        let entryCount = try numbers.next()
      else {
        throw CorpusError.malformedBag(
          found: "no header", expected: "the numbers of documents, terms and entries",
          at: numbers.place)
      }
      // An entry takes at least six bytes, the last one five: "1 1 1\n".
      guard entryCount <= (byteCount + 1) / 6 else {
        throw CorpusError.malformedBag(
          found: "\(entryCount) entries announced in \(byteCount) bytes",
          expected: "a whole file", at: numbers.place)
      }
      let most = min(entryCount + DocwordReader.emptyDocumentLimit, Int(UInt32.max))
      guard documentCount <= most, termCount <= Int(UInt32.max) else {
        throw CorpusError.malformedBag(
          found: "\(documentCount) documents and \(termCount) terms for \(entryCount) entries",
          expected: "at most \(most) documents", at: numbers.place)
      }
      self.documentCount = documentCount
      self.termCount = termCount
      self.entryCount = entryCount
    }
  }

  @inline(__always)
  private static func check(
    _ value: Int, _ range: ClosedRange<Int>, _ name: StaticString,
    _ place: @autoclosure () -> SourcePlace
  ) throws {
    guard range.contains(value) else {
      throw CorpusError.malformedBag(
        found: "\(name) \(value)", expected: "\(range.lowerBound) to \(range.upperBound)",
        at: place())
    }
  }
}

/// Reads an LDA-C bag of words: a line a document, `M term:count ...`, terms from 0.
enum LDACReader {
  static func read(_ bytes: [UInt8], source: String, vocabulary: [String]) throws -> BagInput {
    try bytes.withUnsafeBufferPointer { buffer in
      var numbers = NumberScanner(buffer, source: source)
      var rows = Rows(documentCount: 0, capacity: bytes.count / 6)
      while let entryCount = try numbers.next() {
        let document = rows.addDocument()
        var found = 0
        while let term = try numbers.nextOnLine() {
          guard try numbers.takeColon(), let count = try numbers.nextOnLine() else {
            throw CorpusError.malformedBag(
              found: "'\(term)' alone", expected: "'term:count'", at: numbers.place)
          }
          guard term < vocabulary.count else {
            throw CorpusError.malformedBag(
              found: "term \(term)", expected: "0 to \(vocabulary.count - 1), as in the vocabulary",
              at: numbers.place)
          }
          guard (1...Int(UInt32.max)).contains(count) else {
            throw CorpusError.malformedBag(
              found: "count \(count)", expected: "1 to \(UInt32.max)", at: numbers.place)
          }
          rows.append(document, UInt32(term), UInt32(count))
          found += 1
        }
        guard found == entryCount else {
          throw CorpusError.malformedBag(
            found: "\(found) pairs", expected: "\(entryCount) as the line says", at: numbers.place)
        }
      }
      return try rows.bag(vocabulary: vocabulary, source: source)
    }
  }
}

/// Walks over the whole numbers of a text, with their lines.
struct NumberScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let source: String
  private var position: Int
  private var line = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>, source: String) {
    self.bytes = bytes
    self.source = source
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Where the scanner stands.
  var place: SourcePlace { SourcePlace(source, line: line) }

  /// The next number, on this line or a later one; nil at the end.
  @inline(__always)
  mutating func next() throws -> Int? {
    while position < bytes.count, isASCIISpace(bytes[position]) { skipSpace() }
    return try number()
  }

  /// The next number of this line; nil at its end.
  @inline(__always)
  mutating func nextOnLine() throws -> Int? {
    while position < bytes.count, bytes[position] == 32 || bytes[position] == 9 { position += 1 }
    if position < bytes.count, bytes[position] == 10 || bytes[position] == 13 { return nil }
    return try number()
  }

  /// Takes the colon between a term and its count.
  mutating func takeColon() throws -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return false }
    position += 1
    return position < bytes.count && isASCIIDigit(bytes[position])
  }

  @inline(__always)
  private mutating func skipSpace() {
    let byte = bytes[position]
    position += 1
    if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
    if byte == 10 || byte == 13 { line += 1 }
  }

  @inline(__always)
  private mutating func number() throws -> Int? {
    guard position < bytes.count else { return nil }
    let start = position
    var value = 0
    while position < bytes.count, isASCIIDigit(bytes[position]) {
      // Eighteen digits fit into 64 bits; anything longer is out of every range here.
      if position - start == 18 { break }
      value = value * 10 + Int(bytes[position] - 48)
      position += 1
    }
    let isEnded =
      position == bytes.count || isASCIISpace(bytes[position])
      || bytes[position] == UInt8(ascii: ":")
    guard position > start, isEnded else {
      var end = start
      while end < bytes.count, !isASCIISpace(bytes[end]), end - start < 60 { end += 1 }
      throw CorpusError.malformedBag(
        found: "'\(String(decoding: bytes[start..<end], as: UTF8.self))'",
        expected: "a whole number", at: place)
    }
    return value
  }
}

/// Entries on their way into compressed sparse rows.
private struct Rows {
  private var documents: [UInt32] = []
  private var terms: [UInt32] = []
  private var counts: [UInt32] = []
  private var documentCount: Int
  /// Whether the entries came sorted by document and term, each once: as they mostly do.
  private var isSorted = true

  init(documentCount: Int, capacity: Int) {
    self.documentCount = documentCount
    documents.reserveCapacity(capacity)
    terms.reserveCapacity(capacity)
    counts.reserveCapacity(capacity)
  }

  /// Starts one more document and returns its index.
  mutating func addDocument() -> Int {
    documentCount += 1
    return documentCount - 1
  }

  @inline(__always)
  mutating func append(_ document: Int, _ term: UInt32, _ count: UInt32) {
    let document = UInt32(document)
    if let last = documents.last {
      let lastTerm = terms[terms.count - 1]
      if last > document || (last == document && lastTerm >= term) { isSorted = false }
    }
    documents.append(document)
    terms.append(term)
    counts.append(count)
  }

  func bag(vocabulary: [String], source: String) throws -> BagInput {
    var starts = [Int](repeating: 0, count: documentCount + 1)
    for document in documents { starts[Int(document) + 1] += 1 }
    for d in 0..<documentCount { starts[d + 1] += starts[d] }
    var bag = BagInput(
      vocabulary: vocabulary, documentStarts: starts, terms: terms, counts: counts,
      dates: Array(repeating: [], count: documentCount))
    if isSorted { return bag }
    // Put the entries into their rows, then the terms of each row into order.
    var next = starts
    for i in documents.indices {
      let d = Int(documents[i])
      bag.terms[next[d]] = terms[i]
      bag.counts[next[d]] = counts[i]
      next[d] += 1
    }
    for d in 0..<documentCount {
      let row = starts[d]..<starts[d + 1]
      let sorted = row.map { (bag.terms[$0], bag.counts[$0]) }.sorted { $0.0 < $1.0 }
      for (i, entry) in zip(row, sorted) { (bag.terms[i], bag.counts[i]) = entry }
      for i in row.dropFirst() where bag.terms[i] == bag.terms[i - 1] {
        throw CorpusError.malformedBag(
          found: "term '\(vocabulary[Int(bag.terms[i])])' twice in document \(d + 1)",
          expected: "one entry a term and document", at: SourcePlace(source))
      }
    }
    return bag
  }
}
