import TrendsLDA

/// Rows of positive counts with ascending columns, as both the bag of words and n(d,k) have them.
///
/// A row is the number of its entries, then column and count of each; the first column stands as it
/// is, every other as its distance from the one before.
struct SparseRows<Index: FixedWidthInteger & UnsignedInteger> {
  var starts: [Int] = [0]
  var columns: [Index] = []
  var counts: [UInt32] = []

  /// - Precondition: columns ascend within each row.
  static func encode(
    starts: [Int], columns: [Index], counts: some Sequence<UInt32>, into writer: inout ByteWriter
  ) {
    var counts = counts.makeIterator()
    for (start, end) in zip(starts, starts.dropFirst()) {
      writer.integer(end - start)
      var previous: Index = 0
      for i in start..<end {
        precondition(i == start || columns[i] > previous, "columns ascend within a row")
        guard let count = counts.next() else { preconditionFailure("one count a column") }
        writer.varint(UInt64(columns[i] - previous))
        writer.varint(UInt64(count))
        previous = columns[i]
      }
    }
  }

  /// Reads `rowCount` rows and checks that columns ascend below `columnCount` and that no count is 0.
  init(rowCount: Int, columnCount: Int, from reader: inout ByteReader) throws(BlobDamage) {
    starts.reserveCapacity(rowCount + 1)
    // Guesses from below: an entry takes two bytes or more.
    let entries = max(0, reader.remaining - rowCount) / 2
    columns.reserveCapacity(entries)
    counts.reserveCapacity(entries)
    for _ in 0..<rowCount {
      let length = try reader.count(bytesEach: 2)
      var next: UInt64 = 0
      for i in 0..<length {
        let distance = try reader.varint()
        guard distance < UInt64(columnCount) else { throw BlobDamage("holds a column too high") }
        guard i == 0 || distance > 0 else { throw BlobDamage("holds a column twice") }
        next += distance
        guard next < UInt64(columnCount), let column = Index(exactly: next) else {
          throw BlobDamage("holds column \(next) of \(columnCount)")
        }
        columns.append(column)
        counts.append(UInt32(try reader.integer(in: 1...UInt64(UInt32.max), "a count of")))
      }
      starts.append(columns.count)
    }
  }
}

/// Sweep, log likelihood, β, K and the K values of α, then D and the rows of n(d,k).
extension Draw: BlobValue {
  static var blobKind: BlobKind { .draw }

  func encode(into writer: inout ByteWriter) {
    writer.integer(sweep)
    writer.double(logLikelihood)
    writer.double(beta)
    writer.integer(alpha.count)
    for value in alpha { writer.double(value) }
    writer.integer(documentTopics.documentCount)
    SparseRows.encode(
      starts: documentTopics.documentStarts, columns: documentTopics.topics,
      counts: documentTopics.counts, into: &writer)
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let sweep = try reader.integer()
    let logLikelihood = try reader.double()
    let beta = try reader.double()
    let topicCount = try reader.count(bytesEach: 8)
    var alpha: [Double] = []
    alpha.reserveCapacity(topicCount)
    for _ in 0..<topicCount { alpha.append(try reader.double()) }
    let documentCount = try reader.count()
    let rows: SparseRows<UInt16> = try SparseRows(
      rowCount: documentCount, columnCount: topicCount, from: &reader)
    self.init(
      sweep: sweep, logLikelihood: logLikelihood, alpha: alpha, beta: beta,
      documentTopics: DocumentTopics(
        documentStarts: rows.starts, topics: rows.columns, counts: TokenCounts(rows.counts)))
  }
}

extension Store {
  /// The most counts of topics and terms, K × V, that a fit may have.
  public static let mostCounts = TopicTermCounts.largestSize

  /// The most tokens whose topics fit into one value of SQLite, which is a thousand million bytes.
  public static func mostTokens(topicCount: Int) -> Int {
    990_000_000 / (topicCount > 128 ? 2 : 1)
  }
}

/// n(k,w), `[K × V]`: K and V, then for each topic its entries above 0 as ``SparseRows`` has them.
struct TopicTermCounts: BlobValue {
  static let blobKind = BlobKind.topicTermCounts
  /// The most entries that are read back: 8 GiB of counts.
  static let largestSize = 1 << 31

  var topicCount: Int
  var termCount: Int
  var counts: [UInt32]

  init(topicCount: Int, termCount: Int, counts: [UInt32]) {
    precondition(counts.count == topicCount * termCount, "one count a topic and term")
    self.topicCount = topicCount
    self.termCount = termCount
    self.counts = counts
  }

  func encode(into writer: inout ByteWriter) {
    writer.integer(topicCount)
    writer.integer(termCount)
    for k in 0..<topicCount {
      let row = counts[k * termCount..<(k + 1) * termCount]
      writer.integer(row.reduce(0) { $1 > 0 ? $0 + 1 : $0 })
      var previous = row.startIndex
      for i in row.indices where row[i] > 0 {
        writer.integer(i - previous)
        writer.varint(UInt64(row[i]))
        previous = i
      }
    }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    topicCount = Int(try reader.integer(in: 0...65_535, "a number of topics of"))
    termCount = Int(try reader.integer(in: 0...UInt64(UInt32.max), "a number of terms of"))
    guard topicCount <= reader.remaining else { throw BlobDamage("ends early") }
    guard topicCount * termCount <= Self.largestSize else {
      throw BlobDamage("holds \(topicCount) x \(termCount) counts, more than \(Self.largestSize)")
    }
    let rows: SparseRows<UInt32> = try SparseRows(
      rowCount: topicCount, columnCount: termCount, from: &reader)
    counts = [UInt32](repeating: 0, count: topicCount * termCount)
    for k in 0..<topicCount {
      for i in rows.starts[k]..<rows.starts[k + 1] {
        counts[k * termCount + Int(rows.columns[i])] = rows.counts[i]
      }
    }
  }
}

/// z of every token: a count, then the topics.
struct Assignments: BlobValue {
  static let blobKind = BlobKind.assignments
  var topics: [UInt16]

  init(_ topics: [UInt16]) { self.topics = topics }

  func encode(into writer: inout ByteWriter) {
    writer.integer(topics.count)
    writer.reserve(topics.reduce(0) { $0 + ByteWriter.varintLength(UInt64($1)) })
    for topic in topics { writer.varint(UInt64(topic)) }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count()
    topics = []
    topics.reserveCapacity(count)
    for _ in 0..<count {
      topics.append(UInt16(try reader.integer(in: 0...UInt64(UInt16.max), "topic")))
    }
  }
}

/// The trace of a chain: a count, then sweep and log likelihood of each point.
struct Trace: BlobValue {
  static let blobKind = BlobKind.trace
  var points: [ChainResult.TracePoint]

  init(_ points: [ChainResult.TracePoint]) { self.points = points }

  func encode(into writer: inout ByteWriter) {
    writer.integer(points.count)
    for point in points {
      writer.integer(point.sweep)
      writer.double(point.logLikelihood)
    }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count(bytesEach: 9)
    points = []
    points.reserveCapacity(count)
    for _ in 0..<count {
      points.append(
        ChainResult.TracePoint(sweep: try reader.integer(), logLikelihood: try reader.double()))
    }
  }
}
