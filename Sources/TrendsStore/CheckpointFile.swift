/// A file of a checkpoint: BLOBs in a fixed order between a header and a footer.
///
/// | Bytes | Content |
/// |---|---|
/// | 0–7 | `TRNDCKPT` |
/// | 8–11 | format version, 2: since 1, the lists of the sparse samplers are kept otherwise |
/// | 12–15 | 0x01020304 in the byte order of the machine that wrote the file |
/// | 16–19 | CRC-32 of bytes 0–15 |
/// | 20– | BLOBs, each in its frame with length and checksum (``Blob``) |
/// | last | the BLOB of ``CheckpointEnd``: how many there were, and a CRC-32 of all before it |
///
/// Numbers are little-endian. The order of bytes is stated for the state of a generator of GSL, which
/// is kept as it lies in memory. The first 20 bytes stay as they are in every later format.
struct CheckpointFile {
  static let magic = Array("TRNDCKPT".utf8)
  static let formatVersion: UInt32 = 2
  static let headerSize = 20
  static let byteOrderMark: UInt32 = 0x0102_0304

  /// Why a file cannot be used.
  enum Refusal: Error, Equatable {
    /// Bytes were lost or changed.
    case damaged(BlobDamage)
    /// It was written by another version of the program, or another kind of machine.
    case foreign(String)
  }

  /// Builds a file.
  struct Builder {
    private var writer = ByteWriter()
    private var count = 0

    init(formatVersion: UInt32 = CheckpointFile.formatVersion) {
      writer.append(CheckpointFile.magic)
      writer.fixed(formatVersion)
      withUnsafeBytes(of: CheckpointFile.byteOrderMark) { writer.append(Array($0)) }
      writer.fixed(checksum(of: writer.bytes))
    }

    mutating func append<Value: BlobValue>(_ value: Value) {
      Blob.encode(value, into: &writer)
      count += 1
    }

    /// The file with its footer.
    consuming func finished() -> [UInt8] {
      let end = CheckpointEnd(blobCount: count, checksum: checksum(of: writer.bytes))
      Blob.encode(end, into: &writer)
      return writer.bytes
    }
  }

  private let bytes: [UInt8]
  private var position = CheckpointFile.headerSize
  private var count = 0

  /// A file to read from, once its header holds.
  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count >= Self.headerSize else { throw .damaged(BlobDamage("ends early")) }
    guard bytes.starts(with: Self.magic) else {
      throw .damaged(BlobDamage("does not start with TRNDCKPT"))
    }
    func number(at place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }
    guard number(at: 16) == checksum(of: bytes[..<16]) else {
      throw .damaged(BlobDamage("fails the checksum of its header"))
    }
    guard number(at: 8) == Self.formatVersion else {
      throw .foreign("format \(number(at: 8)), and this program reads \(Self.formatVersion)")
    }
    guard number(at: 12) == Self.byteOrderMark.littleEndian else {
      throw .foreign("another order of bytes than this machine has")
    }
    self.bytes = bytes
  }

  /// The next BLOB.
  mutating func next<Value: BlobValue>(_ type: Value.Type) throws(Refusal) -> Value {
    do throws(BlobDamage) {
      guard bytes.count - position >= Blob.headerSize else { throw BlobDamage("ends early") }
      var header = ByteReader(bytes, from: position + 8)
      let length = try header.fixed(UInt64.self)
      guard length <= UInt64(bytes.count - position - Blob.headerSize) else {
        throw BlobDamage("ends early")
      }
      let end = position + Blob.headerSize + Int(length)
      let value = try Blob.decode(type, from: Array(bytes[position..<end]))
      position = end
      count += 1
      return value
    } catch { throw .damaged(error) }
  }

  /// Reads the footer, and checks it and that nothing follows.
  mutating func finish() throws(Refusal) {
    let expected = CheckpointEnd(blobCount: count, checksum: checksum(of: bytes[..<position]))
    guard try next(CheckpointEnd.self) == expected else {
      throw .damaged(BlobDamage("fails its last checksum"))
    }
    guard position == bytes.count else {
      throw .damaged(BlobDamage("has \(bytes.count - position) bytes too many"))
    }
  }
}

/// The footer: the BLOBs before it, and a CRC-32 of all bytes before it.
struct CheckpointEnd: BlobValue, Equatable {
  static let blobKind = BlobKind.checkpointEnd
  var blobCount: Int
  var checksum: UInt32

  init(blobCount: Int, checksum: UInt32) {
    self.blobCount = blobCount
    self.checksum = checksum
  }

  func encode(into writer: inout ByteWriter) {
    writer.integer(blobCount)
    writer.fixed(checksum)
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    blobCount = try reader.integer()
    checksum = try reader.fixed(UInt32.self)
  }
}

private func checksum(of bytes: some RandomAccessCollection<UInt8>) -> UInt32 {
  var checksum = Checksum()
  bytes.withContiguousStorageIfAvailable { checksum.add(UnsafeRawBufferPointer($0)) }
  return checksum.value
}
