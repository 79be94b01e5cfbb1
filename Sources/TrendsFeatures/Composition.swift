/// Canonical composition (NFC) of Latin, Greek and Cyrillic letters, without Foundation.
///
/// The standard library compares characters by canonical equivalence, so a table of all composed
/// letters of these scripts, keyed by themselves, also finds them decomposed. Other scripts are left
/// as they are.
enum Composition {
  private static let composed: [Character: Unicode.Scalar] = {
    var table: [Character: Unicode.Scalar] = [:]
    for block in [0x00C0...0x024F, 0x0370...0x052F, 0x1E00...0x1FFF] as [ClosedRange<UInt32>] {
      for value in block {
        guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
        // The first of equivalent letters is the canonical one: blocks run in code order.
        let character = Character(scalar)
        if table[character] == nil { table[character] = scalar }
      }
    }
    return table
  }()

  /// The text in composed form.
  static func compose(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= 0x0300 }) else { return text }
    var result = ""
    for character in text {
      if let scalar = composed[character] {
        result.unicodeScalars.append(scalar)
      } else {
        result.append(character)
      }
    }
    return result
  }
}
