import Foundation

/// A text in Unicode normal form C; most texts already are and come back as they are.
func normalized(_ text: String) -> String {
  needsNormalization(text) ? text.precomposedStringWithCanonicalMapping : text
}

/// Whether a text may not be in normal form C: it holds a scalar that never occurs there, or one
/// that may combine with what stands before it.
///
/// Below U+0300 every scalar is safe (Unicode Standard Annex 15, quick check).
private func needsNormalization(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var index = 0
    while index < bytes.count {
      guard bytes[index] >= 0xCC else {
        index += 1
        continue
      }
      let length = bytes[index] < 0xE0 ? 2 : bytes[index] < 0xF0 ? 3 : 4
      var value = UInt32(bytes[index]) & (0xFF >> UInt32(length + 1))
      for tail in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(tail & 0x3F) }
      if let scalar = Unicode.Scalar(value), mayChange(scalar) { return true }
      index += length
    }
    return false
  }
}

/// Whether a scalar never occurs in normal form C, or may combine with what stands before it.
private func mayChange(_ scalar: Unicode.Scalar) -> Bool {
  // Dashes, quotes and their like are what most texts have beyond ASCII.
  if scalar.value < 0x300 || (0x2002...0x20CF).contains(scalar.value) { return false }
  let properties = scalar.properties
  return properties.canonicalCombiningClass != .notReordered
    || properties.isFullCompositionExclusion || (0x1161...0x11C2).contains(scalar.value)
    || properties.generalCategory == .spacingMark
}
