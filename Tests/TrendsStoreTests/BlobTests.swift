import Testing
import TrendsCorpus
import TrendsFeatures
import TrendsLDA

@testable import TrendsStore

/// The BLOBs of the sample fit, one of each kind, and how to read each.
private struct Sample: Sendable, CustomTestStringConvertible {
  let kind: BlobKind
  let bytes: [UInt8]
  /// Decodes and encodes again.
  let recoded: @Sendable ([UInt8]) throws -> [UInt8]
  var testDescription: String { kind.name }

  init<Value: BlobValue>(_ value: Value) {
    kind = Value.blobKind
    bytes = Blob.encode(value)
    recoded = { Blob.encode(try Blob.decode(Value.self, from: $0)) }
  }

  static var all: [Sample] {
    let (fit, chains) = sampleFit()
    return [
      Sample(DocumentIDs(fit.documentIDs)), Sample(fit.vocabulary), Sample(fit.bag),
      Sample(PhraseTable(fit.phrases)), Sample(ExclusionTable(fit.exclusions)),
      Sample(chains[0].draws[0]),
      Sample(TopicTermCounts(topicCount: 3, termCount: 5, counts: chains[0].topicTermCounts)),
      Sample(Assignments(chains[0].assignments)), Sample(Trace(chains[0].trace)),
      Sample(CheckpointHead(sampleCheckpoints()[0], of: sampleIdentity())),
      Sample(GeneratorState([0, 255, 128])),
      Sample(DrawsHead(fit: sampleIdentity().digest, chain: 3, drawCount: 1 << 40)),
      Sample(CheckpointEnd(blobCount: 6, checksum: .max)),
    ]
  }
}

@Suite struct BlobTests {
  @Test func everyKindIsTested() {
    #expect(Set(Sample.all.map(\.kind)) == Set(BlobKind.allCases))
  }

  @Test func theFrameIsAsDocumented() {
    let blob = Blob.encode(Assignments([5, 300]))
    #expect(Array(blob[..<8]) == Array("TRND".utf8) + [1, 8, 0, 0])
    #expect(Array(blob[8..<16]) == [4, 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(blob[20...]) == [2, 5, 0xac, 2])
    var checksum = Checksum()
    Array(blob[..<16] + blob[20...]).withUnsafeBytes { checksum.add($0) }
    #expect(
      Array(blob[16..<20]) == (0..<4).map { UInt8(truncatingIfNeeded: checksum.value >> (8 * $0)) })
  }

  @Test func rowsAreDeltaCoded() throws {
    let bag = BagOfWords(
      documentStarts: [0, 2, 2, 3], terms: [3, 200, 7], counts: [1, 130, 2], termCount: 300)
    // V, D; two entries: 3 once, 197 further 130 times; none; one entry: 7 twice.
    let expected: [UInt8] = [0xac, 2, 3, 2, 3, 1, 0xc5, 1, 0x82, 1, 0, 1, 7, 2]
    #expect(Array(Blob.encode(bag)[Blob.headerSize...]) == expected)
    #expect(try Blob.decode(BagOfWords.self, from: Blob.encode(bag)) == bag)
  }

  @Test(arguments: Sample.all)
  private func everythingComesBackBitForBit(sample: Sample) throws {
    #expect(try sample.recoded(sample.bytes) == sample.bytes)
  }

  @Test(arguments: Sample.all)
  private func everyFlippedBitIsFound(sample: Sample) {
    for position in sample.bytes.indices {
      for bit in 0..<8 {
        var damaged = sample.bytes
        damaged[position] ^= 1 << bit
        #expect(throws: BlobDamage.self, "byte \(position), bit \(bit)") {
          try sample.recoded(damaged)
        }
      }
    }
  }

  @Test(arguments: Sample.all)
  private func everyTruncationIsFound(sample: Sample) {
    for length in sample.bytes.indices {
      #expect(throws: BlobDamage.self, "\(length) bytes") {
        try sample.recoded(Array(sample.bytes[..<length]))
      }
    }
    #expect(throws: BlobDamage.self) { try sample.recoded(sample.bytes + [0]) }
  }

  // Behind a checksum that holds, the decoder must still trust nothing.
  @Test(arguments: Sample.all)
  private func payloadsThatNobodyWroteNeverTrap(sample: Sample) {
    var numbers = Numbers(seed: UInt64(sample.kind.rawValue))
    var refused = 0
    for _ in 0..<3000 {
      var payload = Array(sample.bytes[Blob.headerSize...])
      for _ in 0..<Int.random(in: 1...4, using: &numbers) where !payload.isEmpty {
        let position = Int.random(in: payload.indices, using: &numbers)
        switch UInt8.random(in: 0..<4, using: &numbers) {
        case 0: payload[position] = .random(in: 0...255, using: &numbers)
        case 1: payload[position] = 0xff
        case 2: payload.remove(at: position)
        default: payload.insert(.random(in: 0...255, using: &numbers), at: position)
        }
      }
      // What is accepted must come back as it was accepted.
      if let first = try? sample.recoded(framed(payload, kind: sample.kind.rawValue)) {
        #expect((try? sample.recoded(first)) == first)
      } else {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test(
    arguments: [
      // V 2, D 1, a row of two entries:
      (.bagOfWords, [2, 1, 2, 0, 1, 2, 1], "holds a column too high"),
      (.bagOfWords, [2, 1, 2, 1, 1, 1, 1], "holds column 2 of 2"),
      (.bagOfWords, [2, 1, 2, 0, 1, 0, 1], "holds a column twice"),
      (.bagOfWords, [2, 1, 1, 0, 0], "holds a count of 0"),
      (.bagOfWords, [2, 1, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x10], "holds a count of 4294967296"),
      (.bagOfWords, [2, 9, 0], "promises 9 elements and has 1 bytes left"),
      (.bagOfWords, [2, 1, 0, 0], "has 1 bytes too many"),
      (.topicTermCounts, [0x80, 0x80, 4], "holds a number of topics of 65536"),
      (.topicTermCounts, [2, 1, 0], "ends early"),
      (
        .topicTermCounts, [2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0],
        "holds 2 x 4294967295 counts, more than 2147483648"
      ),
      (.assignments, [1, 0x80, 0x80, 4], "holds topic 65536"),
      (
        .assignments, [0xff, 0xff, 0xff, 0xff, 0x0f],
        "promises 4294967295 elements and has 0 bytes left"
      ),
      (.vocabulary, [2, 1, 0x61], "promises 2 elements and has 2 bytes left"),
      (.exclusions, [1, 4] + Array("term".utf8) + [0, 0, 4], "holds a mark 4"),
      (.exclusions, [1, 3] + Array("odd".utf8) + [0, 0, 0], "holds an exclusion of kind 'odd'"),
    ] as [(BlobKind, [UInt8], String)])
  func contradictionsAreNamed(kind: BlobKind, payload: [UInt8], expected: String) throws {
    let sample = try #require(Sample.all.first { $0.kind == kind })
    #expect(throws: BlobDamage(expected)) {
      try sample.recoded(framed(payload, kind: kind.rawValue))
    }
  }

  @Test func anotherKindIsRefused() {
    #expect(throws: BlobDamage("is trace")) {
      try Blob.decode(Assignments.self, from: Blob.encode(Trace([])))
    }
    #expect(throws: BlobDamage("is of unknown kind 200")) {
      try Blob.decode(Assignments.self, from: framed([0], kind: 200))
    }
  }

  @Test func aLaterFormatIsRefused() {
    #expect(throws: BlobDamage("has format version 2")) {
      try Blob.decode(Assignments.self, from: framed([0], kind: 8, version: 2))
    }
  }

  @Test func theLargestTopicNumberComesBack() throws {
    let topics: [UInt16] = [0, 127, 128, 16_383, 16_384, 65_534, .max]
    #expect(
      try Blob.decode(Assignments.self, from: Blob.encode(Assignments(topics))).topics == topics)
  }

  // 6,141 documents of 6 topics: 13 bytes a row, so that 100 draws take 8 MB and not 100.
  @Test func aDrawOfSixTopicsADocumentTakesThirteenBytesADocument() throws {
    let documentCount = 6141
    let draw = Draw(
      sweep: 600, logLikelihood: -1, alpha: [Double](repeating: 0.25, count: 20), beta: 0.01,
      documentTopics: DocumentTopics(
        documentStarts: Array(stride(from: 0, through: 6 * documentCount, by: 6)),
        topics: (0..<6 * documentCount).map { UInt16($0 % 6 * 3) },
        counts: TokenCounts((0..<6 * documentCount).map { UInt32($0 % 40 + 1) })))
    let blob = Blob.encode(draw)
    #expect(blob.count <= 13 * documentCount + 300)
    #expect(try Blob.decode(Draw.self, from: blob) == draw)
  }
}

/// A payload in a frame whose checksum holds.
private func framed(_ payload: [UInt8], kind: UInt8, version: UInt8 = 1) -> [UInt8] {
  var writer = ByteWriter()
  writer.append(Blob.magic)
  writer.byte(version)
  writer.byte(kind)
  writer.fixed(UInt16(0))
  writer.fixed(UInt64(payload.count))
  var checksum = Checksum()
  writer.bytes.withUnsafeBytes { checksum.add($0) }
  payload.withUnsafeBytes { checksum.add($0) }
  writer.fixed(checksum.value)
  writer.append(payload)
  return writer.bytes
}
