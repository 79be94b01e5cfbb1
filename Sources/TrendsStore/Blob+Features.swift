import TrendsCorpus
import TrendsFeatures

/// Identifiers of documents: a count, then texts.
struct DocumentIDs: BlobValue {
  static let blobKind = BlobKind.documentIDs
  var ids: [String]

  init(_ ids: [String]) { self.ids = ids }

  func encode(into writer: inout ByteWriter) {
    writer.integer(ids.count)
    for id in ids { writer.text(id) }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count()
    ids = []
    ids.reserveCapacity(count)
    for _ in 0..<count { ids.append(try reader.text()) }
  }
}

/// A count, then key and shown form of each term.
extension Vocabulary: BlobValue {
  static var blobKind: BlobKind { .vocabulary }

  func encode(into writer: inout ByteWriter) {
    writer.integer(count)
    for (key, term) in zip(keys, terms) {
      writer.text(key)
      writer.text(term)
    }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count(bytesEach: 2)
    var keys: [String] = []
    var terms: [String] = []
    keys.reserveCapacity(count)
    terms.reserveCapacity(count)
    for _ in 0..<count {
      keys.append(try reader.text())
      terms.append(try reader.text())
    }
    self.init(keys: keys, terms: terms)
  }
}

/// V and D, then sparse rows.
extension BagOfWords: BlobValue {
  static var blobKind: BlobKind { .bagOfWords }

  func encode(into writer: inout ByteWriter) {
    writer.integer(termCount)
    writer.integer(documentCount)
    SparseRows.encode(starts: documentStarts, columns: terms, counts: counts, into: &writer)
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let termCount = Int(try reader.integer(in: 0...UInt64(UInt32.max), "a number of terms of"))
    let documentCount = try reader.count()
    let rows: SparseRows<UInt32> = try SparseRows(
      rowCount: documentCount, columnCount: termCount, from: &reader)
    self.init(
      documentStarts: rows.starts, terms: rows.columns, counts: rows.counts, termCount: termCount)
  }
}

/// The phrase table: a count, then key, phrase, count, documents, NPMI, G² and action of each; a tab
/// and the key of another term follow the action of a row that is counted as that.
struct PhraseTable: BlobValue {
  static let blobKind = BlobKind.phrases
  var phrases: [Phrase]

  init(_ phrases: [Phrase]) { self.phrases = phrases }

  func encode(into writer: inout ByteWriter) {
    writer.integer(phrases.count)
    for phrase in phrases {
      writer.text(phrase.key)
      writer.text(phrase.phrase)
      writer.integer(phrase.count)
      writer.integer(phrase.documents)
      writer.double(phrase.npmi)
      writer.double(phrase.g2)
      writer.text(phrase.action.rawValue + (phrase.aliasOf.map { "\t" + $0 } ?? ""))
    }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count(bytesEach: 21)
    phrases = []
    phrases.reserveCapacity(count)
    for _ in 0..<count {
      let key = try reader.text()
      let phrase = try reader.text()
      let (occurrences, documents) = (try reader.integer(), try reader.integer())
      let (npmi, g2) = (try reader.double(), try reader.double())
      let text = try reader.text()
      let parts = text.split(separator: "\t", maxSplits: 1).map(String.init)
      guard let action = Phrase.Action(rawValue: parts.first ?? "") else {
        throw BlobDamage("holds a phrase action '\(text)'")
      }
      phrases.append(
        Phrase(
          key: key, phrase: phrase, count: occurrences, documents: documents, npmi: npmi, g2: g2,
          action: action, aliasOf: parts.count > 1 ? parts[1] : nil))
    }
  }
}

/// Exclusions: a count, then kind, item, reason, a byte (1 where a source follows, 2 where a line
/// follows, 3 for both, 0 for neither), source and line of each.
struct ExclusionTable: BlobValue {
  static let blobKind = BlobKind.exclusions
  var exclusions: [Exclusion]

  init(_ exclusions: [Exclusion]) { self.exclusions = exclusions }

  func encode(into writer: inout ByteWriter) {
    writer.integer(exclusions.count)
    for exclusion in exclusions {
      writer.text(exclusion.kind.rawValue)
      writer.text(exclusion.item)
      writer.text(exclusion.reason)
      writer.byte((exclusion.source == nil ? 0 : 1) + (exclusion.line == nil ? 0 : 2))
      if let source = exclusion.source { writer.text(source) }
      if let line = exclusion.line { writer.integer(line) }
    }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count(bytesEach: 4)
    exclusions = []
    exclusions.reserveCapacity(count)
    for _ in 0..<count {
      let kind = try reader.text()
      guard let kind = Exclusion.Kind(rawValue: kind) else {
        throw BlobDamage("holds an exclusion of kind '\(kind)'")
      }
      let item = try reader.text()
      let reason = try reader.text()
      let present = try reader.byte()
      guard present <= 3 else { throw BlobDamage("holds a mark \(present)") }
      exclusions.append(
        Exclusion(
          kind: kind, item: item, reason: reason,
          source: present & 1 != 0 ? try reader.text() : nil,
          line: present & 2 != 0 ? try reader.integer() : nil))
    }
  }
}
