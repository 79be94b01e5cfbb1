import CZlib

/// Whether bytes start like a gzip member.
package func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

/// Expands gzip data: every member of it, one after the other.
///
/// - Parameters:
///   - bytes: the compressed input.
///   - source: its name for messages.
///   - limit: the most bytes to expand to. Beyond 16 MiB, a ratio over 200 : 1 is refused too: text
///     does not compress that far, a bomb does.
/// - Returns: the expanded bytes, and how many bytes after the last member were ignored; zero
///   padding is not counted.
/// - Throws: ``CorpusError/damagedGzip(_:at:)`` where the data is cut short or a checksum fails,
///   ``CorpusError/expandsTooFar(_:at:)``.
package func gunzip(_ bytes: [UInt8], source: String, limit: Int = 1 << 30) throws
  -> (bytes: [UInt8], trailingByteCount: Int)
{
  try Gunzip.expand(bytes, place: SourcePlace(source), limit: limit, prefix: nil)
}

/// The first bytes of an input as they read once expanded, for telling its format.
///
/// - Parameter length: how many bytes are wanted; fewer come back where there are no more.
func expandedPrefix(_ bytes: [UInt8], source: String, length: Int) throws -> [UInt8] {
  guard isGzip(bytes) else { return Array(bytes.prefix(length)) }
  let place = SourcePlace(source)
  return try Gunzip.expand(bytes, place: place, limit: 1 << 30, prefix: length).bytes
}

private enum Gunzip {
  static let ratioLimit = 200
  static let ratioFloor = 16 << 20

  static func expand(_ bytes: [UInt8], place: SourcePlace, limit: Int, prefix: Int?) throws
    -> (bytes: [UInt8], trailingByteCount: Int)
  {
    var stream = z_stream()
    // 15 window bits; 16 more ask zlib for the gzip header and its checksum.
    let status = inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw CorpusError.damagedGzip("zlib cannot start (\(status))", at: place)
    }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: prefix ?? firstGuess(bytes, limit: limit))
    var produced = 0
    var consumed = 0
    while true {
      if produced == output.count {
        if prefix != nil { break }
        try checkSize(produced, from: bytes.count, limit: limit, place: place)
        output.append(contentsOf: repeatElement(0, count: max(1 << 16, output.count)))
      }
      let status = step(&stream, bytes, &consumed, &output, &produced)
      switch status {
      case Z_STREAM_END:
        try checkSize(produced, from: bytes.count, limit: limit, place: place)
        let rest = bytes[consumed...]
        if rest.starts(with: [0x1F, 0x8B]) {
          inflateReset(&stream)
          continue
        }
        output.removeLast(output.count - produced)
        return (output, rest.contains { $0 != 0 } ? rest.count : 0)
      case Z_OK:
        continue
      case Z_BUF_ERROR where produced == output.count:
        continue
      case Z_BUF_ERROR:
        throw CorpusError.damagedGzip("the compressed data is cut short", at: place)
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "zlib error \(status)"
        throw CorpusError.damagedGzip("the compressed data is damaged (\(reason))", at: place)
      }
    }
    output.removeLast(output.count - produced)
    return (output, 0)
  }

  /// One call of `inflate` over what is left of the input and of the room for output.
  private static func step(
    _ stream: inout z_stream, _ bytes: [UInt8], _ consumed: inout Int, _ output: inout [UInt8],
    _ produced: inout Int
  ) -> Int32 {
    bytes.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { room in
        let inputLength = min(input.count - consumed, 1 << 30)
        let roomLength = min(room.count - produced, 1 << 30)
        // zlib never writes through `next_in`; its type only lacks the const.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.advanced(by: consumed))
        stream.avail_in = UInt32(inputLength)
        stream.next_out = room.baseAddress?.advanced(by: produced)
        stream.avail_out = UInt32(roomLength)
        let status = inflate(&stream, Z_NO_FLUSH)
        consumed += inputLength - Int(stream.avail_in)
        produced += roomLength - Int(stream.avail_out)
        return status
      }
    }
  }

  /// Room for the output: what the last member says it holds, within what may be believed.
  private static func firstGuess(_ bytes: [UInt8], limit: Int) -> Int {
    let stated = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let believable = min(limit, max(1 << 16, bytes.count * 20))
    return max(1, min(stated + 1, believable))
  }

  private static func checkSize(_ size: Int, from compressed: Int, limit: Int, place: SourcePlace)
    throws
  {
    if size > limit {
      throw CorpusError.expandsTooFar("expands to more than \(limit) bytes", at: place)
    }
    if size > ratioFloor, size / ratioLimit >= compressed {
      throw CorpusError.expandsTooFar(
        "expands to more than \(ratioLimit) times its size", at: place)
    }
  }
}
