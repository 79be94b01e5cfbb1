import TrendsFeatures

/// In how many contexts each of a few terms occurs, and each pair of them together.
///
/// A context is a document or a sliding window over one; a term occurs in it or not, however often.
/// Documents without tokens are no contexts.
public struct Cooccurrence: Equatable, Sendable {
  /// How many contexts there are.
  public let contextCount: Int
  /// M, the number of terms.
  public let termCount: Int
  /// Contexts that hold both terms, `[M × M]`, symmetric, in the order in which the terms were
  /// asked for; the diagonal is the number of contexts that hold the term.
  public let jointCounts: [Int]

  /// Counts over whole documents.
  ///
  /// - Parameters:
  ///   - terms: the terms to count, distinct.
  ///   - documents: each a sequence of terms; terms that were not asked for are ignored.
  /// - Complexity: O(N + D·M²).
  public init(of terms: [Int], inDocuments documents: [[Int]]) {
    self.init(of: terms, inWindowsOf: Int.max, over: documents)
  }

  /// Counts over boolean sliding windows, which move by one token.
  ///
  /// A document that is no longer than the window is one window. Tokens that are not in the
  /// vocabulary belong in `documents` as well, as any number not in `terms`, because they take up
  /// room in a window.
  ///
  /// - Parameters:
  ///   - terms: the terms to count, distinct.
  ///   - width: tokens a window, at least 1.
  ///   - documents: each a sequence of terms.
  /// - Complexity: O(N + C·M²), where *C* is how often the set of terms inside a window changes.
  public init(of terms: [Int], inWindowsOf width: Int, over documents: [[Int]]) {
    precondition(width > 0, "a window holds at least one token")
    let m = terms.count
    let slots = Dictionary(zip(terms, 0...), uniquingKeysWith: { first, _ in first })
    precondition(slots.count == m, "terms are distinct")
    var joint = [Int](repeating: 0, count: m * m)
    var contexts = 0
    var inside = [Int](repeating: 0, count: m)

    /// Adds windows that all hold the terms now inside.
    func record(windows: Int) {
      let present = inside.indices.filter { inside[$0] > 0 }
      for i in present {
        for j in present { joint[i * m + j] += windows }
      }
    }

    for document in documents where !document.isEmpty {
      let tokens = document.map { slots[$0] }
      let first = min(width, tokens.count)
      contexts += tokens.count - first + 1
      for i in inside.indices { inside[i] = 0 }
      for case let slot? in tokens[..<first] { inside[slot] += 1 }
      var pending = 1
      for end in first..<tokens.count {
        let (entering, leaving) = (tokens[end], tokens[end - first])
        let isUnchanged =
          entering == leaving
          || (entering.map { inside[$0] > 0 } ?? true) && (leaving.map { inside[$0] > 1 } ?? true)
        if !isUnchanged {
          record(windows: pending)
          pending = 0
        }
        if let leaving { inside[leaving] -= 1 }
        if let entering { inside[entering] += 1 }
        pending += 1
      }
      record(windows: pending)
    }
    contextCount = contexts
    termCount = m
    jointCounts = joint
  }

  /// Counts from their arrays.
  init(contextCount: Int, termCount: Int, jointCounts: [Int]) {
    self.contextCount = contextCount
    self.termCount = termCount
    self.jointCounts = jointCounts
  }
}

/// Counts over the documents of a bag of words, for many short lists of terms.
struct DocumentCooccurrences {
  private let contextCount: Int
  /// The documents of each wanted term, ascending, in compressed sparse rows.
  private let postingStarts: [Int]
  private let postings: [UInt32]
  /// The row of each term of the vocabulary, or -1.
  private let rowOfTerm: [Int]
  private let wordCount: Int

  /// Gathers the documents of every term that occurs in a list.
  ///
  /// - Complexity: O(V + entries of the bag).
  init(lists: [[Int]], bag: BagOfWords) {
    var rowOfTerm = [Int](repeating: -1, count: bag.termCount)
    var rows = 0
    for term in lists.joined() where rowOfTerm[term] < 0 {
      rowOfTerm[term] = rows
      rows += 1
    }
    var starts = [Int](repeating: 0, count: rows + 1)
    for term in bag.terms where rowOfTerm[Int(term)] >= 0 { starts[rowOfTerm[Int(term)] + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    var next = starts
    var postings = [UInt32](repeating: 0, count: starts[rows])
    var contexts = 0
    for document in 0..<bag.documentCount {
      let entries = bag.documentStarts[document]..<bag.documentStarts[document + 1]
      if !entries.isEmpty { contexts += 1 }
      for entry in entries {
        let row = rowOfTerm[Int(bag.terms[entry])]
        guard row >= 0 else { continue }
        postings[next[row]] = UInt32(document)
        next[row] += 1
      }
    }
    self.rowOfTerm = rowOfTerm
    self.postings = postings
    postingStarts = starts
    contextCount = contexts
    wordCount = (bag.documentCount + 63) / 64
  }

  /// The counts of one list, by intersecting sets of documents 64 at a time.
  ///
  /// - Complexity: O(M²·D / 64).
  func counts(of terms: [Int]) -> Cooccurrence {
    let m = terms.count
    var sets = [UInt64](repeating: 0, count: m * wordCount)
    for (i, term) in terms.enumerated() {
      let row = rowOfTerm[term]
      for posting in postingStarts[row]..<postingStarts[row + 1] {
        let document = Int(postings[posting])
        sets[i * wordCount + document / 64] |= 1 << UInt64(document % 64)
      }
    }
    var joint = [Int](repeating: 0, count: m * m)
    sets.withUnsafeBufferPointer { sets in
      for i in 0..<m {
        for j in i..<m {
          var count = 0
          for word in 0..<wordCount {
            count += (sets[i * wordCount + word] & sets[j * wordCount + word]).nonzeroBitCount
          }
          joint[i * m + j] = count
          joint[j * m + i] = count
        }
      }
    }
    return Cooccurrence(contextCount: contextCount, termCount: m, jointCounts: joint)
  }
}
