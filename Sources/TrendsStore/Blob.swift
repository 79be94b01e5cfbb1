/// A value that is kept as one BLOB.
protocol BlobValue: Sendable {
  /// Tells one kind of BLOB from another.
  static var blobKind: BlobKind { get }
  /// Writes the payload.
  func encode(into writer: inout ByteWriter)
  /// Reads a payload; the caller checks that nothing is left.
  init(from reader: inout ByteReader) throws(BlobDamage)
}

/// The kinds of BLOB. The numbers are part of the file format: never change or reuse one.
enum BlobKind: UInt8, CaseIterable {
  case documentIDs = 1
  case vocabulary = 2
  case bagOfWords = 3
  case phrases = 4
  case exclusions = 5
  case draw = 6
  case topicTermCounts = 7
  case assignments = 8
  case trace = 9
  // From 32 on: in the files of a checkpoint only.
  case checkpointHead = 32
  case generatorState = 33
  case checkpointDraws = 34
  case checkpointEnd = 35

  /// The name in messages.
  var name: String {
    switch self {
    case .documentIDs: "list of documents"
    case .vocabulary: "vocabulary"
    case .bagOfWords: "bag of words"
    case .phrases: "phrase table"
    case .exclusions: "exclusions"
    case .draw: "draw"
    case .topicTermCounts: "topic-term counts"
    case .assignments: "assignments"
    case .trace: "trace"
    case .checkpointHead: "head of a checkpoint"
    case .generatorState: "state of a generator"
    case .checkpointDraws: "head of draws"
    case .checkpointEnd: "end of a checkpoint"
    }
  }
}

/// The frame around every BLOB.
///
/// | Bytes | Content |
/// |---|---|
/// | 0–3 | `TRND` |
/// | 4 | format version, 1 |
/// | 5 | kind, ``BlobKind`` |
/// | 6–7 | 0 |
/// | 8–15 | length of the payload in bytes |
/// | 16–19 | CRC-32 of bytes 0–15 and the payload |
/// | 20– | payload, ``ByteWriter`` |
///
/// All numbers are little-endian.
enum Blob {
  static let magic = Array("TRND".utf8)
  static let formatVersion: UInt8 = 1
  static let headerSize = 20

  /// The frame and payload of a value.
  static func encode<Value: BlobValue>(_ value: Value) -> [UInt8] {
    var writer = ByteWriter()
    encode(value, into: &writer)
    return writer.bytes
  }

  /// Appends the frame and payload of a value, without a copy of it: a state has a byte or two a token.
  static func encode<Value: BlobValue>(_ value: Value, into writer: inout ByteWriter) {
    let start = writer.bytes.count
    writer.append(magic)
    writer.byte(formatVersion)
    writer.byte(Value.blobKind.rawValue)
    writer.fixed(UInt16(0))
    writer.fixed(UInt64(0))
    writer.fixed(UInt32(0))
    value.encode(into: &writer)
    writer.replace(at: start + 8, UInt64(writer.bytes.count - start - headerSize))
    var checksum = Checksum()
    writer.bytes.withUnsafeBytes { all in
      checksum.add(UnsafeRawBufferPointer(rebasing: all[start..<start + 16]))
      checksum.add(UnsafeRawBufferPointer(rebasing: all[(start + headerSize)...]))
    }
    writer.replace(at: start + 16, checksum.value)
  }

  /// The value in a BLOB; nothing of the payload is looked at before the checksum holds.
  static func decode<Value: BlobValue>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws(BlobDamage) -> Value {
    guard bytes.count >= headerSize else { throw BlobDamage("ends early") }
    guard bytes.starts(with: magic) else { throw BlobDamage("does not start with TRND") }
    var header = ByteReader(bytes, from: 8)
    let length = try header.fixed(UInt64.self)
    guard length == UInt64(bytes.count - headerSize) else {
      throw BlobDamage("should have \(length) bytes and has \(bytes.count - headerSize)")
    }
    var checksum = Checksum()
    bytes.withUnsafeBytes { all in
      checksum.add(UnsafeRawBufferPointer(rebasing: all[..<16]))
      checksum.add(UnsafeRawBufferPointer(rebasing: all[headerSize...]))
    }
    guard checksum.value == (try header.fixed(UInt32.self)) else {
      throw BlobDamage("fails its checksum")
    }
    guard bytes[4] == formatVersion else { throw BlobDamage("has format version \(bytes[4])") }
    guard bytes[5] == Value.blobKind.rawValue else {
      throw BlobDamage("is \(BlobKind(rawValue: bytes[5])?.name ?? "of unknown kind \(bytes[5])")")
    }
    var reader = ByteReader(bytes, from: headerSize)
    let value = try Value(from: &reader)
    try reader.expectEnd()
    return value
  }
}
