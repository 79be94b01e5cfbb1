import CZlib

/// Compresses bytes as one gzip member, without a name or a time: the same bytes give the same file.
///
/// - Throws: ``CorpusError/damagedGzip(_:at:)`` where zlib has no memory.
package func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
  var stream = z_stream()
  // 15 window bits; 16 more ask zlib for the gzip header and its checksum.
  let status = deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  guard status == Z_OK else {
    throw CorpusError.damagedGzip("zlib cannot start (\(status))", at: SourcePlace("gzip"))
  }
  defer { deflateEnd(&stream) }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  // Pieces, since zlib counts in 32 bits.
  let pieceLength = 1 << 20
  var start = 0
  repeat {
    var piece = Array(bytes[start..<min(start + pieceLength, bytes.count)])
    start += piece.count
    let flush = start == bytes.count ? Z_FINISH : Z_NO_FLUSH
    piece.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      var isFull = true
      while isFull {
        let written = buffer.withUnsafeMutableBufferPointer { space in
          stream.next_out = space.baseAddress
          stream.avail_out = UInt32(space.count)
          deflate(&stream, flush)
          return space.count - Int(stream.avail_out)
        }
        output += buffer[..<written]
        isFull = written == buffer.count
      }
    }
  } while start < bytes.count
  return output
}
