/// What stands between two hyphens of a chunk.
struct ChunkPart {
  /// What sort of thing it is.
  enum Kind {
    /// Letters, perhaps with digits after them.
    case word
    /// One letter.
    case letter
    /// Digits, perhaps with a unit: never a word by itself.
    case number
    /// Digits first, then letters that are no unit: 3d, 4o.
    case code
  }

  var kind: Kind
  /// As spelled, without a possessive ending.
  var surface: [UInt8]
  /// In lower case.
  var lower: [UInt8]
  /// What stood before it: a hyphen or a space, or 0 for nothing.
  var separator: UInt8
  /// Whether its first letter is a capital and the rest are not.
  var isTitleCase: Bool
  /// Whether it has a capital.
  var isName: Bool
  /// Whether it is capitals and a plural s: LLMs.
  var isPluralAcronym: Bool
  /// Whether a word that lost its vowel stood before it: `image` in `l'image`.
  var isElided = false

  /// Whether it is a number of dimensions: 2d, 3d.
  var isDimension: Bool { kind == .code && lower.count == 2 && lower.last == UInt8(ascii: "d") }

  /// Whether it is a number as names bear them: up to four digits and no year, or 3.1.
  var isVersion: Bool {
    let lower = lower.first == UInt8(ascii: "v") ? lower.dropFirst() : lower[...]
    guard kind == .number, lower.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) else {
      return false
    }
    if let point = lower.firstIndex(of: UInt8(ascii: ".")) {
      return point - lower.startIndex == 1 && lower.count <= 4 && lower.last != UInt8(ascii: ".")
        && lower.filter { $0 == UInt8(ascii: ".") }.count == 1
    }
    let isYear =
      lower.count == 4 && (lower.starts(with: [49, 57]) || lower.starts(with: [50, 48]))
    return lower.count <= 4 && !isYear
  }
}

extension UInt8 {
  /// Whether it is an ASCII digit.
  var isDigit: Bool { (48...57).contains(self) }
  /// Whether it is an ASCII letter.
  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
  /// Whether it is an ASCII capital.
  var isCapital: Bool { (65...90).contains(self) }
  /// Whether it is a letter in lower case that a plural acronym does not have before its s, or an
  /// apostrophe.
  fileprivate var isVowel: Bool {
    switch self {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"), UInt8(ascii: "s"), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}

extension ChunkAnalyzer {
  /// Letters after a number that say of what: `7b` is a size and `10x` a factor.
  private static let units: Set<String> = [
    "b", "m", "k", "g", "t", "x", "s", "h", "st", "nd", "rd", "th", "ms", "gb", "mb", "tb", "kb",
    "hz", "khz", "mhz", "ghz", "fps", "px", "p", "pp", "cm", "mm", "km", "nm", "am", "pm", "bn",
    "min", "sec", "bit", "bits", "w", "kg", "mg",
  ]

  /// The parts of a chunk, in order; empty ones are left out.
  func parts(of chunk: UnsafeBufferPointer<UInt8>) -> [ChunkPart] {
    let plain = chunk.allSatisfy { $0 < 0x80 } ? Array(chunk) : plainText(of: chunk)
    var parts: [ChunkPart] = []
    var start = 0
    var separator = UInt8(0)
    for index in 0...plain.count {
      if index < plain.count {
        guard plain[index] == UInt8(ascii: "-") || plain[index] == UInt8(ascii: " ") else {
          continue
        }
      }
      if let part = part(plain[start..<index], separator: separator) { parts.append(part) }
      if index < plain.count { separator = plain[index] }
      start = index + 1
    }
    return parts
  }

  /// With plain hyphens and apostrophes, and without ignorable scalars.
  private func plainText(of chunk: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var text = ""
    for scalar in String(decoding: chunk, as: UTF8.self).unicodeScalars {
      switch scalar.isASCII ? ByteClass.letter : WordBytes.wideClass(scalar) {
      case .hyphen: text += "-"
      case .apostrophe: text += "'"
      case .ignorable: continue
      default: text.unicodeScalars.append(scalar)
      }
    }
    return Array(text.utf8)
  }

  /// Whether a chunk is a word of ASCII letters alone.
  static func isLetters(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
    (2...longestWord).contains(chunk.count) && chunk.allSatisfy(\.isLetter)
  }

  /// A part of ASCII letters alone, as most are.
  func word(_ surface: [UInt8]) -> ChunkPart {
    let capitals = surface.count(where: \.isCapital)
    var part = ChunkPart(
      kind: .word, surface: surface, lower: surface, separator: 0,
      isTitleCase: capitals == 1 && surface[0].isCapital, isName: capitals > 0,
      isPluralAcronym: false)
    if capitals > 0 { part.lower = surface.map { $0 | 0x20 } }
    part.isPluralAcronym = isPluralAcronym(part, capitals: capitals)
    return part
  }

  private func part(_ bytes: ArraySlice<UInt8>, separator: UInt8) -> ChunkPart? {
    let whole = withoutElision(bytes)
    let surface = Array(withoutPossessive(whole))
    guard let first = surface.first else { return nil }
    var part = ChunkPart(
      kind: .word, surface: surface, lower: surface, separator: separator, isTitleCase: false,
      isName: false, isPluralAcronym: false)
    if surface.allSatisfy({ $0 < 0x80 }) {
      part.lower = surface.map { $0.isCapital ? $0 | 0x20 : $0 }
      let capitals = surface.count(where: \.isCapital)
      part.isName = capitals > 0
      part.isTitleCase = first.isCapital && capitals == 1
      part.isPluralAcronym = isPluralAcronym(part, capitals: capitals)
      part.kind = kind(part.lower)
    } else {
      let text = String(decoding: surface, as: UTF8.self)
      part.lower = Array(text.lowercased().utf8)
      let capitals = text.unicodeScalars.count { $0.properties.isUppercase }
      part.isName = capitals > 0
      part.isTitleCase = capitals == 1 && text.unicodeScalars.first?.properties.isUppercase == true
      let letters = text.unicodeScalars.count { $0.properties.isAlphabetic }
      // One scalar of Latin, Greek or Cyrillic is a symbol; one ideograph is a word.
      let isSymbol = text.unicodeScalars.count == 1 && first < 0xE3
      part.kind = letters == 0 ? .number : isSymbol ? .letter : first.isDigit ? .code : .word
    }
    if surface.count > Self.longestWord { part.kind = .number }
    part.isElided = whole.count < bytes.count
    return part
  }

  private func kind(_ lower: [UInt8]) -> ChunkPart.Kind {
    let first = lower.first ?? 0
    guard first.isDigit else {
      // v2 and v1.5 are versions, whatever of.
      if first == UInt8(ascii: "v"), lower.count > 1,
        lower.dropFirst().allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") })
      {
        return .number
      }
      return lower.count == 1 ? .letter : .word
    }
    // 1,024x768, and 2times from "$2\times$".
    let tail = lower.drop { $0.isDigit || ".,x".utf8.contains($0) }
    if tail.isEmpty || tail.starts(with: "times".utf8)
      || Self.units.contains(String(decoding: tail, as: UTF8.self))
    {
      return .number
    }
    return .code
  }

  /// Capitals and a lower-case s, or, in lower case, no vowel at all before it: LLMs, llms.
  private func isPluralAcronym(_ part: ChunkPart, capitals: Int) -> Bool {
    guard part.surface.last == UInt8(ascii: "s"), part.surface.count >= 3 else { return false }
    if capitals >= 2, part.surface.dropLast().allSatisfy({ $0.isCapital || $0.isDigit }) {
      return true
    }
    guard classes.language == .english else { return false }
    return part.surface.count >= 4 && !part.lower.dropLast().contains(where: \.isVowel)
      && !part.surface.contains(where: \.isDigit)
  }

  /// The word without one before it that lost its vowel: `image` of `l'image`.
  private func withoutElision(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard !classes.elisions.isEmpty, let mark = bytes.firstIndex(of: UInt8(ascii: "'")),
      classes.elisions.contains(String(decoding: bytes[..<mark], as: UTF8.self).lowercased())
    else { return bytes }
    return bytes[(mark + 1)...]
  }

  /// The word without `'s` and the like; `don't` and `O'Reilly` are left whole.
  private func withoutPossessive(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let mark = bytes.lastIndex(of: UInt8(ascii: "'")) else { return bytes }
    let ending = String(decoding: bytes[(mark + 1)...], as: UTF8.self).lowercased()
    return ["s", "re", "ve", "ll", "d", "m"].contains(ending) ? bytes[..<mark] : bytes
  }
}
