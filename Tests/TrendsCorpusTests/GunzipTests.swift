import CZlib
import Testing

@testable import TrendsCorpus

/// Compresses bytes as one gzip member.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
  let written = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
      return output.count - Int(stream.avail_out)
    }
  }
  return Array(output[..<written])
}

@Suite("Gunzip")
struct GunzipTests {
  private let text = Array("Mar 12\n\nA title\n\nIts abstract".utf8)

  @Test("Members are expanded one after the other, with or without padding")
  func members() throws {
    let (first, second) = (gzipped(text), gzipped(Array("more".utf8)))
    #expect(try gunzip(first, source: "a.gz").bytes == text)
    #expect(try gunzip(first + second, source: "a.gz").bytes == text + Array("more".utf8))
    #expect(try gunzip(first + [0, 0, 0], source: "a.gz").trailingByteCount == 0)
    #expect(try gunzip(gzipped([]), source: "a.gz").bytes == [])
  }

  @Test("Bytes behind the last member are ignored with a warning")
  func trailing() throws {
    let options = ReadingOptions(year: 2025)
    let reading = try readPapers(gzipped(text) + [1, 2, 3], source: "a.txt.gz", options: options)
    #expect(reading.papers.map(\.title) == ["A title"])
    #expect(reading.warnings == ["a.txt.gz: 3 bytes after the compressed data are ignored"])
  }

  @Test("Data cut short anywhere is an error")
  func truncation() {
    let whole = gzipped(text)
    for length in 2..<whole.count {
      #expect(
        message(Array(whole[..<length]), source: "a.txt.gz")
          == "a.txt.gz: the compressed data is cut short; fetch or compress the file again")
    }
  }

  @Test("A flipped bit never passes as other text")
  func flippedBits() {
    let whole = gzipped(text)
    for at in whole.indices {
      var damaged = whole
      damaged[at] ^= 0x10
      // The header's time and system are not part of the text.
      guard let expanded = try? gunzip(damaged, source: "a").bytes else { continue }
      #expect(expanded == text)
    }
  }

  @Test("The size after expansion is limited", arguments: [99_999, 100_000])
  func sizeLimit(_ limit: Int) {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    let expected =
      limit == 100_000
      ? nil : "a: expands to more than 99999 bytes; expand it by hand if that is what you expect"
    var found: String?
    do { _ = try gunzip(gzipped(bytes), source: "a", limit: limit) } catch { found = "\(error)" }
    #expect(found == expected)
  }

  @Test("What expands beyond 200 times its size is refused, but small files may")
  func ratio() throws {
    let small = [UInt8](repeating: 32, count: 1 << 20)
    #expect(try gunzip(gzipped(small), source: "a").bytes == small)
    let bomb = gzipped([UInt8](repeating: 32, count: 32 << 20))
    #expect(throws: CorpusError.self) { try gunzip(bomb, source: "a") }
  }
}
