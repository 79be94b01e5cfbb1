/// The words of a token stream as runs of pieces: what keys are made of.
///
/// A word has one piece, its stem; a compound such as `text-to-image` has the pieces `text`, `to`
/// and `imag`, which it shares with the same three words written apart.
struct PieceTable: Sendable {
  private var numbers: [String: UInt32] = [:]
  private var starts: [Int] = [0]
  private var pieces: [UInt32] = []
  /// The content word of each key; a stop word is none.
  private(set) var contentWords: [String: UInt32] = [:]

  /// The pieces of every word of a stream.
  init(_ stream: TokenStream) {
    for (word, key) in stream.wordKeys.enumerated() {
      for piece in key.split(separator: " ") { pieces.append(insert(String(piece))) }
      starts.append(pieces.count)
      if !stream.wordIsStop[word] { contentWords[key] = UInt32(word) }
    }
  }

  /// How many distinct pieces there are.
  var count: Int { numbers.count }

  /// The pieces of a word.
  func pieces(of word: Int) -> ArraySlice<UInt32> { pieces[starts[word]..<starts[word + 1]] }

  /// The pieces of a key, or nil if one of them occurs nowhere.
  func pieces(ofKey key: String) -> [UInt32]? {
    var result: [UInt32] = []
    for piece in key.split(separator: " ") {
      guard let number = numbers[String(piece)] else { return nil }
      result.append(number)
    }
    return result
  }

  private mutating func insert(_ piece: String) -> UInt32 {
    if let number = numbers[piece] { return number }
    let number = UInt32(numbers.count)
    numbers[piece] = number
    return number
  }
}

/// Runs of pieces in a trie, each with a value.
struct PieceTrie: Sendable {
  private var edges = PairIndex()
  private var targets: [UInt32] = []
  private var values: [Int] = [-1]
  private var roots: [Bool]

  /// An empty trie over pieces `0..<pieceCount`.
  init(pieceCount: Int) { roots = [Bool](repeating: false, count: pieceCount) }

  /// Whether a run starts with this piece.
  func starts(with piece: UInt32) -> Bool { roots[Int(piece)] }

  /// Adds a run; the first value given to a run stays.
  mutating func insert(_ run: [UInt32], value: Int) {
    guard let first = run.first else { return }
    roots[Int(first)] = true
    var node = UInt32(0)
    for piece in run {
      let edge = edges.insert(PairIndex.pair(node, piece))
      if edge == targets.count {
        targets.append(UInt32(values.count))
        values.append(-1)
      }
      node = targets[edge]
    }
    if values[Int(node)] < 0 { values[Int(node)] = value }
  }

  /// The node after some more pieces, or nil where no run goes on.
  func walk(from node: UInt32, _ pieces: ArraySlice<UInt32>) -> UInt32? {
    var node = node
    for piece in pieces {
      guard let edge = edges.find(PairIndex.pair(node, piece)) else { return nil }
      node = targets[edge]
    }
    return node
  }

  /// The value of the run that ends at a node, or nil.
  func value(at node: UInt32) -> Int? { values[Int(node)] < 0 ? nil : values[Int(node)] }
}
