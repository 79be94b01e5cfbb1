import CStemmer

/// A Snowball stemmer of libstemmer, English (Porter2) unless said otherwise, for lower-case UTF-8.
///
/// Not for several threads at once: each has its own.
final class Stemmer {
  private let stemmer: OpaquePointer?
  private let sparesPrefixes: Bool
  /// The words that were stemmed before: a word is met with a capital, without, and in compounds.
  private var known = ByteInterner()
  private var stems: [[UInt8]] = []

  /// A stemmer for a language.
  init(_ language: Language = .english) {
    stemmer = sb_stemmer_new(language.stemmerName, "UTF_8")
    sparesPrefixes = language == .english
  }

  deinit { sb_stemmer_delete(stemmer) }

  /// The stem of a lower-case word; the word itself where the library has no answer.
  ///
  /// In English Snowball 3 keeps *organization* from *organ* and *university* from *universe*; so do we with
  /// libstemmer 2, by lending such words a prefix that version 2 already spares.
  func stem(_ word: [UInt8]) -> [UInt8] {
    let (id, isNew) = known.intern(word)
    if isNew { stems.append(newStem(word)) }
    return stems[id]
  }

  private func newStem(_ word: [UInt8]) -> [UInt8] {
    for (own, lent, follows) in Self.sparedPrefixes
    where sparesPrefixes && word.starts(with: own) && word.count > own.count
      && follows.contains(word[own.count])
    {
      let stem = libraryStem(lent + word[own.count...])
      guard stem.starts(with: lent) else { break }
      return own + stem[lent.count...]
    }
    return libraryStem(word)
  }

  /// A prefix, one of the same ending that libstemmer 2 spares, and the letters that may follow.
  private static let sparedPrefixes: [(own: [UInt8], lent: [UInt8], follows: [UInt8])] = [
    (Array("organ".utf8), Array("arsen".utf8), Array("abcdefghijklmnopqrstuvwxyz".utf8)),
    (Array("univers".utf8), Array("commun".utf8), Array("ai".utf8)),
  ]

  private func libraryStem(_ word: [UInt8]) -> [UInt8] {
    guard let stemmer, let stem = sb_stemmer_stem(stemmer, word, Int32(clamping: word.count)) else {
      return word
    }
    return Array(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))))
  }
}
