/// The words of a token stream as runs of pieces: what keys are made of.
///
/// A word has one piece, its stem; a compound such as `text-to-image` has the pieces `text`, `to`
/// and `imag`, which it shares with the same three words written apart.
struct PieceTable: Sendable {
  private var numbers = ByteInterner(capacity: 32_768)
  private(set) var starts: [Int] = [0]
  private(set) var pieces: [UInt32] = []
  /// The keys of the content words, numbered as these are: they come first in a stream.
  private(set) var contentKeys = ByteInterner(capacity: 32_768)

  /// The pieces of every word of a stream.
  init(_ stream: TokenStream) {
    for (word, key) in stream.wordKeys.enumerated() {
      Self.withPieces(of: key) { pieces.append(UInt32(numbers.intern($0).id)) }
      starts.append(pieces.count)
      guard !stream.wordIsStop[word] else { continue }
      let number = Self.withBytes(of: key) { contentKeys.intern($0).id }
      precondition(number == word, "content words stand before stop words, each once")
    }
  }

  /// How many distinct pieces there are.
  var count: Int { numbers.count }

  /// The pieces of a word.
  func pieces(of word: Int) -> ArraySlice<UInt32> { pieces[starts[word]..<starts[word + 1]] }

  /// The number of a piece, or nil if it occurs nowhere.
  func piece(_ text: String) -> UInt32? {
    Self.withBytes(of: text) { numbers.find($0).map { UInt32($0) } }
  }

  /// The pieces of a key, or nil if one of them occurs nowhere.
  func pieces(ofKey key: String) -> [UInt32]? {
    var result: [UInt32] = []
    var isKnown = true
    Self.withPieces(of: key) { piece in
      if let number = numbers.find(piece) {
        result.append(UInt32(number))
      } else {
        isKnown = false
      }
    }
    return isKnown ? result : nil
  }

  /// The content word of a key, or nil.
  func contentWord(_ key: String) -> Int? { Self.withBytes(of: key) { contentKeys.find($0) } }

  /// Calls a function with the bytes of each piece of a key, in order.
  private static func withPieces(of key: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    withBytes(of: key) { bytes in
      var start = 0
      for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x20 {
        if index > start { body(UnsafeBufferPointer(rebasing: bytes[start..<index])) }
        start = index + 1
      }
    }
  }

  /// Calls a function with the bytes of a text.
  static func withBytes<Result>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { body($0) }
  }
}
