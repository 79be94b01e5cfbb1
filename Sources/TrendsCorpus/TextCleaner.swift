/// Frees titles and abstracts of markup, for counting and for showing.
///
/// Links go; LaTeX becomes plain text (`34.7\%`, `Fr\'echet`, `$10^{-6}$`, `\textit{not}`), broken
/// LaTeX too as far as it can be told (`5.18\times$`); ligatures and soft hyphens of PDF files are
/// undone; white space is one space. The result is in Unicode normal form C. A `$` is taken for
/// mathematics only where what stands between two of them looks like it, so that amounts of money
/// stay.
public enum TextCleaner {
  /// The text without markup; at once the text itself where it has none.
  ///
  /// - Complexity: O(*n*).
  public static func clean(_ text: String) -> String {
    var text = text
    let bytes = text.withUTF8 { buffer in needsCleaning(buffer) ? Array(buffer) : nil }
    guard let bytes else { return text }
    var markup = MarkupReader(plainCharacters(bytes))
    let tidy = tidied(markup.plainText())
    return normalized(String(decoding: tidy, as: UTF8.self))
  }

  /// Whether any byte, or two neighbours, may be part of markup. Most ASCII texts have none.
  static func needsCleaning(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    if isASCIISpace(first) || isASCIISpace(last) { return true }
    for i in bytes.indices {
      let byte = bytes[i]
      if isPlain[Int(byte)] { continue }
      let next = i + 1 < bytes.count ? bytes[i + 1] : 0
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "'"):
        if next == byte { return true }
      case UInt8(ascii: "("):
        if next == UInt8(ascii: "c") { return true }
      case UInt8(ascii: "/"):
        // A slash of a link follows another one, or a host name with a full stop in it.
        if next == byte { return true }
        var j = i
        while j > 0, LinkFinder.isHostByte(bytes[j - 1]) {
          j -= 1
          if bytes[j] == UInt8(ascii: ".") { return true }
        }
      case UInt8(ascii: "w"):
        if next == byte, i + 3 < bytes.count, bytes[i + 3] == UInt8(ascii: ".") { return true }
      default: return true
      }
    }
    return false
  }

  /// Bytes that are never part of markup, whatever their neighbours.
  private static let isPlain: [Bool] = (0..<256).map { value in
    let special = Array(" -'(/w\\$~{}`".utf8)
    return value >= 32 && value < 127 && !special.contains(UInt8(value))
  }

  // MARK: Characters

  /// Replaces characters that only typesetting needs: ligatures, soft hyphens, spaces of any width,
  /// controls and direction marks.
  static func plainCharacters(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte < 0x80 {
        var stop = i
        while stop < bytes.count, (32..<127).contains(bytes[stop]) { stop += 1 }
        out += bytes[i..<stop]
        if stop == i { out.append(32) }
        i = max(stop, i + 1)
        continue
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let sequence = bytes[i..<min(i + length, bytes.count)]
      i += length
      switch scalarValue(sequence) {
      case 0xAD:
        // "conjunc- tion": the line break after a soft hyphen goes with it.
        if i + 1 < bytes.count, bytes[i] == 32, (97...122).contains(bytes[i + 1]) { i += 1 }
      case let value where (0xFB00...0xFB06).contains(value):
        out += ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(value - 0xFB00)].utf8
      case 0x80...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFFFC:
        out.append(32)
      case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: break
      default: out += sequence
      }
    }
    return out
  }

  private static func scalarValue(_ sequence: ArraySlice<UInt8>) -> UInt32 {
    guard let lead = sequence.first else { return 0 }
    let start = UInt32(lead) & (sequence.count == 2 ? 0x1F : sequence.count == 3 ? 0x0F : 0x07)
    return sequence.dropFirst().reduce(start) { $0 << 6 | UInt32($1 & 0x3F) }
  }

  // MARK: White space

  /// Stands where markup left nothing behind; controls of the text itself are spaces by then.
  static let gap: UInt8 = 1

  /// Collapses white space and closes the gaps: no space before the full stop that followed a link,
  /// no empty brackets, and a space where two words would grow together.
  static func tidied(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var (hasSpace, hasGap) = (false, false)
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte == gap || byte == 32 {
        if byte == gap { hasGap = true } else { hasSpace = true }
        i += 1
        continue
      }
      if hasGap {
        hasGap = false
        if let opening = openings[byte], out.last == opening {
          out.removeLast()
          hasSpace = out.last == 32
          if hasSpace { out.removeLast() }
          hasGap = true
          i += 1
          continue
        }
        if closers.contains(byte) {
          hasSpace = false
        } else if let last = out.last, isWordByte(last), isWordByte(byte) {
          hasSpace = true
        }
      }
      if hasSpace, !out.isEmpty { out.append(32) }
      hasSpace = false
      let start = i
      while i < bytes.count, bytes[i] != 32, bytes[i] != gap { i += 1 }
      out += bytes[start..<i]
    }
    return out
  }

  private static let openings: [UInt8: UInt8] = [
    UInt8(ascii: ")"): UInt8(ascii: "("), UInt8(ascii: "]"): UInt8(ascii: "["),
    UInt8(ascii: "}"): UInt8(ascii: "{"),
  ]
  private static let closers = Array(".,;:!?)]}".utf8)

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isASCIILetter(byte) || isASCIIDigit(byte) || byte >= 0x80
  }
}
