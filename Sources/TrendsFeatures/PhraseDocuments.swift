internal import TrendsCompute

/// Which documents have some terms, each by itself or inside a longer one: counted in the texts, so
/// that nothing depends on a model.
///
/// - Parameters:
///   - phrases: terms of the vocabulary, by index.
///   - vocabulary: the terms of the bag.
///   - bag: the documents.
/// - Returns: for each phrase the documents that have it, ascending.
/// - Complexity: O(V·phrases + non-zero counts).
public func documents(having phrases: [Int], vocabulary: Vocabulary, bag: BagOfWords) -> [[Int]] {
  // A longer term has the phrase if its stems hold those of the phrase side by side.
  let padded = vocabulary.keys.map { " " + $0 + " " }
  let terms = concurrentMap(phrases.count, threadCount: phrases.count) { i in
    let phrase = padded[phrases[i]].utf8
    return padded.indices.filter { w in
      padded[w].utf8.count >= phrase.count && (w == phrases[i] || holds(padded[w].utf8, phrase))
    }
  }
  var phrasesOfTerm = [[Int]](repeating: [], count: vocabulary.count)
  for (i, terms) in terms.enumerated() {
    for w in terms { phrasesOfTerm[w].append(i) }
  }
  let isPart = phrasesOfTerm.map { !$0.isEmpty }
  var found = [[Int]](repeating: [], count: phrases.count)
  for d in 0..<bag.documentCount {
    for j in bag.documentStarts[d]..<bag.documentStarts[d + 1] where isPart[Int(bag.terms[j])] {
      for i in phrasesOfTerm[Int(bag.terms[j])] where found[i].last != d { found[i].append(d) }
    }
  }
  return found
}

/// Whether some bytes hold others as a run.
private func holds(_ text: String.UTF8View, _ part: String.UTF8View) -> Bool {
  text.withContiguousStorageIfAvailable { text in
    part.withContiguousStorageIfAvailable { part in
      guard part.count <= text.count else { return false }
      return (0...(text.count - part.count)).contains { start in
        part.indices.allSatisfy { text[start + $0] == part[$0] }
      }
    } ?? false
  } ?? false
}
