/// Runs of pieces in a trie, each with a value.
struct PieceTrie: Sendable {
  private var edges = PairIndex()
  private var targets: [UInt32] = []
  private var values: [Int] = [-1]
  /// The node after each piece that a run starts with, or 0.
  private var roots: [UInt32]
  /// Whether a run goes on with each piece: most words end a walk without a look-up.
  private var goesOn: [Bool]

  /// An empty trie over pieces `0..<pieceCount`.
  init(pieceCount: Int) {
    roots = [UInt32](repeating: 0, count: pieceCount)
    goesOn = [Bool](repeating: false, count: pieceCount)
  }

  /// How a word stands to the runs of a trie.
  enum Role {
    /// No run starts with it.
    case none
    /// A run may start with it, if the next word goes on.
    case startsWithNext
    /// A run may start with it, and it may be one by itself.
    case starts
  }

  /// Whether runs start with a word.
  func role(of word: Int, in table: PieceTable) -> Role {
    let run = table.pieces(of: word)
    guard let first = run.first, roots[Int(first)] != 0 else { return .none }
    return run.count > 1 || values[Int(roots[Int(first)])] >= 0 ? .starts : .startsWithNext
  }

  /// Whether a run may go on with a word.
  func goesOn(with word: Int, in table: PieceTable) -> Bool {
    table.pieces(of: word).first.map { goesOn[Int($0)] } ?? true
  }

  /// Adds a run; the first value given to a run stays.
  mutating func insert(_ run: [UInt32], value: Int) {
    guard let first = run.first else { return }
    if roots[Int(first)] == 0 { roots[Int(first)] = newNode() }
    var node = roots[Int(first)]
    for piece in run.dropFirst() {
      let edge = edges.insert(PairIndex.pair(node, piece))
      if edge == targets.count { targets.append(newNode()) }
      goesOn[Int(piece)] = true
      node = targets[edge]
    }
    if values[Int(node)] < 0 { values[Int(node)] = value }
  }

  private mutating func newNode() -> UInt32 {
    values.append(-1)
    return UInt32(values.count - 1)
  }

  /// The node after some more pieces, of which there is one at least, or nil where no run goes on.
  ///
  /// - Parameter node: 0 at the start of a run.
  @inline(__always)
  func walk(from node: UInt32, _ word: Int, of table: PieceTable) -> UInt32? {
    var node = node
    for index in table.starts[word]..<table.starts[word + 1] {
      let piece = table.pieces[index]
      if node == 0 {
        node = roots[Int(piece)]
        if node == 0 { return nil }
      } else {
        guard goesOn[Int(piece)], let edge = edges.find(PairIndex.pair(node, piece)) else {
          return nil
        }
        node = targets[edge]
      }
    }
    return node
  }

  /// The value of the run that ends at a node, or nil.
  func value(at node: UInt32) -> Int? { values[Int(node)] < 0 ? nil : values[Int(node)] }
}
