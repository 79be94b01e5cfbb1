extension PhraseMatcher {
  /// The corpus without some phrases: each gives way to its parts.
  ///
  /// A phrase that is no term would take its words out of the corpus. The longest phrases go
  /// first, since their parts may make shorter ones frequent enough.
  ///
  /// - Parameters:
  ///   - corpus: the corpus in words and phrases, joined by this matcher; changed in place.
  ///   - givesWay: whether a phrase must go, from its unit and the documents that have it.
  /// - Returns: the documents of each unit that gave way, 0 for all others.
  func takeOutPhrases(
    of corpus: inout Segmentation, threadCount: Int,
    where givesWay: (_ unit: Int, _ documents: Int) -> Bool
  ) -> [Int] {
    let wordCount = stream.wordKeys.count
    var gone = [Int](repeating: 0, count: unitKeys.count)
    for length in Set(unitLengths[wordCount...]).sorted(by: >) {
      let tally = UnitTally(corpus, unitCount: unitKeys.count, threadCount: threadCount)
      let found = (wordCount..<unitKeys.count).filter {
        unitLengths[$0] == length && tally.documents[$0] > 0 && givesWay($0, tally.documents[$0])
      }
      for unit in found { gone[unit] = tally.documents[unit] }
      if !found.isEmpty { putParts(of: gone, in: &corpus, threadCount: threadCount) }
    }
    return gone
  }

  private func putParts(of gone: [Int], in corpus: inout Segmentation, threadCount: Int) {
    let size = Segmentation.documentsPerBlock
    _ = corpus.concurrentlyUpdate(threadCount: threadCount) { range, blocks in
      var scratch = Scratch()
      var block = Segmentation.Block()
      for index in range {
        let old = blocks[index]
        guard old.units.contains(where: { gone[Int($0.unit)] > 0 }) else { continue }
        block.removeAll()
        block.stopWords += old.stopWords
        block.stopPhrases += old.stopPhrases
        for document in 0..<old.documentCount {
          let units = old.units[old.units(of: document)]
          if units.contains(where: { gone[Int($0.unit)] > 0 }) {
            appendParts(
              of: gone, in: units, document: index * size + document, scratch: &scratch, to: &block)
          } else {
            block.units += units
          }
          block.endDocument()
        }
        blocks[index] = block.compact
      }
    }
  }

  private func appendParts(
    of gone: [Int], in units: ArraySlice<Segmentation.Unit>, document: Int,
    scratch: inout Scratch, to block: inout Segmentation.Block
  ) {
    scratch.base.removeAll()
    appendBase(of: stream.tokens(of: document), to: &scratch.base)
    let base = scratch.base.units
    var ground = 0
    for unit in units {
      guard gone[Int(unit.unit)] > 0 else {
        block.units.append(unit)
        continue
      }
      // A unit that was freed from a whole phrase may begin where the base has none.
      while ground < base.count, base[ground].tokenStart < unit.tokenStart { ground += 1 }
      var end = ground
      while end < base.count, base[end].tokenStart < unit.tokenStart + UInt32(unit.tokenCount) {
        end += 1
      }
      if end - ground > 1 {
        let opens = block.units.count
        joins.append(
          base[ground..<end], without: unit.unit, scratch: &scratch.run, to: &block.units)
        block.units[opens].opensRun = unit.opensRun
      } else {
        appendWords(of: unit, scratch: &scratch, to: &block)
      }
    }
  }

  /// The words of a phrase that was joined as a whole, stop words taken out and pairs joined.
  private func appendWords(
    of unit: Segmentation.Unit, scratch: inout Scratch, to block: inout Segmentation.Block
  ) {
    var words: [Segmentation.Unit] = []
    var opens = unit.opensRun
    for token in unit.tokenStart..<unit.tokenStart + UInt32(unit.tokenCount) {
      let word = stream.word(at: Int(token))
      if stream.wordIsStop[word] {
        block.stopWords.append(token)
        opens = true
      } else {
        words.append(.init(unit: UInt32(word), tokenStart: token, tokenCount: 1, opensRun: opens))
        opens = false
      }
    }
    joins.append(words, without: unit.unit, scratch: &scratch.run, to: &block.units)
  }
}
