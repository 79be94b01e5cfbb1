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
  let mayHold = text.withUTF8 { bytes in bytes.contains { $0 >= 0xCC } }
  guard mayHold else { return false }
  return text.unicodeScalars.contains { scalar in
    guard scalar.value >= 0x300 else { return false }
    let properties = scalar.properties
    return properties.canonicalCombiningClass != .notReordered
      || properties.isFullCompositionExclusion || (0x1161...0x11C2).contains(scalar.value)
      || properties.generalCategory == .spacingMark
  }
}
