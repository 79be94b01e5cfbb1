extension PhraseMatcher {
  /// The corpus without some phrases: each gives way to its parts.
  ///
  /// A phrase that is no term would take its words out of the corpus. The longest phrases go
  /// first, since their parts may make shorter ones frequent enough.
  ///
  /// - Parameters:
  ///   - joined: the corpus in words and phrases.
  ///   - base: what it was joined from.
  ///   - givesWay: whether a phrase must go, from its unit and the documents that have it.
  /// - Returns: the corpus, and the documents of each unit that gave way, 0 for all others.
  func withoutPhrases(
    _ joined: Segmentation, base: Segmentation, threadCount: Int,
    where givesWay: (_ unit: Int, _ documents: Int) -> Bool
  ) -> (corpus: Segmentation, gone: [Int]) {
    let wordCount = stream.wordKeys.count
    var corpus = joined
    var gone = [Int](repeating: 0, count: unitKeys.count)
    for length in Set(unitLengths[wordCount...]).sorted(by: >) {
      let tally = UnitTally(corpus, unitCount: unitKeys.count, threadCount: threadCount)
      let found = (wordCount..<unitKeys.count).filter {
        unitLengths[$0] == length && tally.documents[$0] > 0 && givesWay($0, tally.documents[$0])
      }
      for unit in found { gone[unit] = tally.documents[unit] }
      if !found.isEmpty { corpus = withParts(of: gone, in: corpus, base: base) }
    }
    return (corpus, gone)
  }

  private func withParts(of gone: [Int], in corpus: Segmentation, base: Segmentation)
    -> Segmentation
  {
    var result = Segmentation()
    result.stopped = corpus.stopped
    var scratch = RunScratch()
    for document in 0..<corpus.documentCount {
      var ground = base.units(of: document).lowerBound
      for index in corpus.units(of: document) {
        let unit = corpus.units[index]
        let start = corpus.tokenStarts[index]
        let count = corpus.tokenCounts[index]
        guard gone[Int(unit)] > 0 else {
          result.append(
            unit: unit, tokenStart: start, tokenCount: count, opensRun: corpus.opensRun[index])
          continue
        }
        while base.tokenStarts[ground] < start { ground += 1 }
        var end = ground
        while end < base.units.count, base.tokenStarts[end] < start + UInt32(count) { end += 1 }
        if end - ground > 1 {
          let opens = result.units.count
          appendJoined(base, ground..<end, without: unit, scratch: &scratch, to: &result)
          result.opensRun[opens] = corpus.opensRun[index]
        } else {
          appendWords(
            Int(start)..<Int(start) + Int(count), opensRun: corpus.opensRun[index],
            without: unit, scratch: &scratch, to: &result)
        }
      }
      result.endDocument()
    }
    return result
  }

  /// The words of a phrase that was joined as a whole, stop words taken out and pairs joined.
  private func appendWords(
    _ tokens: Range<Int>, opensRun: Bool, without unit: UInt32, scratch: inout RunScratch,
    to result: inout Segmentation
  ) {
    var words = Segmentation()
    var opens = opensRun
    for token in tokens {
      let word = stream.words[token]
      if stream.wordIsStop[Int(word)] {
        result.stopped.append(.init(start: UInt32(token), count: 1))
        opens = true
      } else {
        words.append(unit: word, tokenStart: UInt32(token), tokenCount: 1, opensRun: opens)
        opens = false
      }
    }
    var start = 0
    while start < words.units.count {
      var end = start + 1
      while end < words.units.count, !words.opensRun[end] { end += 1 }
      appendJoined(words, start..<end, without: unit, scratch: &scratch, to: &result)
      start = end
    }
  }
}
