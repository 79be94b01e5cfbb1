import Testing
import TrendsCorpus

@testable import TrendsFeatures

@Suite struct FeaturesTests {
  /// Options under which nothing is pruned.
  private let unpruned = FeatureOptions(
    minimumDocumentCount: 1, maximumDocumentShare: 1, usesBuiltInLexicon: false,
    dropsBoilerplate: false)

  @Test func `terms are counted, most frequent first, then by key`() throws {
    let features = try extractFeatures(
      documents: documents(["Pruning of tokens and tokens", "The tokens of a kernel", ""]),
      options: unpruned)
    #expect(features.vocabulary.keys == ["token", "kernel", "prune"])
    #expect(features.vocabulary.terms == ["tokens", "kernel", "pruning"])
    // Row by row: token 2 and prune 1, token 1 and kernel 1, nothing.
    #expect(features.bag.documentStarts == [0, 2, 4, 4])
    #expect(features.bag.terms == [0, 2, 0, 1])
    #expect(features.bag.counts == [2, 1, 1, 1])
  }

  @Test func `a term in too few or too many documents is left out, with the reason`() throws {
    let features = try extractFeatures(
      documents: documents(["apple banana the", "apple banana", "apple cherry", "apple of use"]))
    #expect(features.vocabulary.terms == ["banana"])
    #expect(
      features.exclusions.map { "\($0.kind) \($0.item) \($0.reason)" } == [
        "term of stop_word: 1 occurrences", "term the stop_word: 1 occurrences",
        "term use stop_word: 1 occurrences outside phrases",
        "term cherry below_minimum_documents: 1 of 2",
        "term apple above_maximum_share: 4 of 4 documents",
      ])
  }

  /// Three documents, "token pruning" once in each, "token" and "pruning" nowhere else. Among
  /// N = 30 words, n(ab) = n(a) = n(b) = 3: NPMI 1, G² = 2(3 ln 10 + 27 ln(30/27)) = 19.5, one
  /// candidate, so the quantile is 3.84.
  private let threeTimes = [
    "token pruning. red. orange. yellow. green. blue. violet. black. white",
    "token pruning. one apple. cherry. plum. grape. melon. lemon. peach. olive",
    "token-pruning. lion. tiger. bear. wolf. horse. cow. sheep. goat. pig",
  ]

  @Test func `words that meet three times in three documents become a phrase`() throws {
    let features = try extractFeatures(documents: documents(threeTimes), options: unpruned)
    let phrase = try #require(features.phrases.first)
    #expect(features.phrases.count == 1)
    #expect(phrase.key == "token prune")
    #expect(phrase.phrase == "token pruning")
    #expect((phrase.count, phrase.documents) == (3, 3))
    #expect(phrase.npmi == 1)
    #expect(phrase.action == .accepted)
    #expect(row(2, of: features)["token pruning"] == 1)
    #expect(row(2, of: features)["token"] == nil)
  }

  @Test func `two occurrences are not enough, unless a lexicon names the phrase`() throws {
    let twice = documents(Array(threeTimes.prefix(2)))
    #expect(try extractFeatures(documents: twice, options: unpruned).phrases == [])
    var options = unpruned
    options.lexicon = ["Token Pruning", "absent phrase"]
    let features = try extractFeatures(documents: twice, options: options)
    #expect(features.phrases.map(\.key) == ["token prune"])
    #expect(features.phrases.map(\.action) == [.lexicon])
    #expect(row(0, of: features)["token pruning"] == 1)
  }

  @Test func `three occurrences in one document are not enough`() throws {
    let features = try extractFeatures(
      documents: documents([threeTimes.joined(separator: ". "), "other"]), options: unpruned)
    #expect(features.phrases == [])
  }

  @Test func `phrases grow word by word, and the shorter ones keep their own count`() throws {
    let texts = (0..<6).map { "large language models. \(filler($0)). language models" }
    let features = try extractFeatures(documents: documents(texts), options: unpruned)
    let counts = Dictionary(uniqueKeysWithValues: features.phrases.map { ($0.phrase, $0.count) })
    #expect(counts["large language models"] == 6)
    #expect(counts["language models"] == 12)
    #expect(row(0, of: features)["large language models"] == 1)
    #expect(row(0, of: features)["language models"] == 1)
  }

  @Test func `no phrase has more words than asked for`() throws {
    let texts = (0..<9).map { "alpha bravo charlie delta echo foxtrot golf. \(filler($0))" }
    for longest in 1...5 {
      var options = unpruned
      options.longestPhrase = longest
      let features = try extractFeatures(documents: documents(texts), options: options)
      let words = features.vocabulary.keys.map { $0.split(separator: " ").count }.max()
      #expect((words ?? 0) <= longest)
      #expect(longest == 1 || (words ?? 0) > 1)
    }
  }

  @Test func `a phrase in too few documents gives way to its words`() throws {
    // 3 documents suffice for a phrase, but terms must be in 4; "token" and "pruning" are.
    let features = try extractFeatures(
      documents: documents(threeTimes + ["token. pruning"]),
      options: FeatureOptions(minimumDocumentCount: 4, maximumDocumentShare: 1))
    #expect(Set(features.vocabulary.terms) == ["token", "pruning"])
    #expect(row(0, of: features) == ["token": 1, "pruning": 1])
    #expect(
      features.exclusions.contains {
        $0.kind == .phrase && $0.item == "token pruning"
          && $0.reason == "below_minimum_documents: 3 of 4"
      })
  }

  @Test func `compounds are recognised without hyphens once they are common`() throws {
    let texts = (0..<4).map { "mixture-of-experts. \(filler($0))" } + ["a mixture of experts here"]
    let features = try extractFeatures(documents: documents(texts), options: unpruned)
    #expect(row(4, of: features) == ["mixture-of-experts": 1])
    #expect(features.phrases.map(\.key) == ["mixtur of expert"])
    #expect(features.phrases.map(\.count) == [5])
  }

  @Test func `stop phrases and words that only lean on others are no terms`() throws {
    let features = try extractFeatures(
      documents: documents([
        "state-of-the-art kernels on a large project page", "kernels are state of the art",
      ]), options: unpruned)
    #expect(features.vocabulary.terms == ["kernels"])
  }

  @Test func `the user's stop words are matched on stems, phrases too`() throws {
    var options = unpruned
    options.stopWords = ["Model", "data set"]
    let features = try extractFeatures(
      documents: documents(["models of data sets", "data kernels"]), options: options)
    #expect(Set(features.vocabulary.terms) == ["data", "kernels"])
    #expect(row(0, of: features) == [:])
  }

  @Test func `capitals of titles and sentences are not shown, those of names are`() throws {
    let titled = (0..<4).map {
      Document(
        id: "\($0)", title: "Token Pruning with LLMs and GPT-4: Catastrophic Forgetting",
        text: "Transformers prune. The transformers of Ada. \(filler($0))", appearances: [])
    }
    let features = try extractFeatures(documents: titled, options: unpruned)
    let terms = Set(features.vocabulary.terms)
    #expect(
      terms.isSuperset(of: ["LLMs", "GPT-4", "transformers", "Ada", "catastrophic forgetting"]))
  }

  @Test func `markup is taken out first, and composed and decomposed letters are one`() throws {
    let features = try extractFeatures(
      documents: documents([
        "kernels of Schr\u{00F6}dinger https://example.org/tokens",
        "kernels of Schro\u{0308}dinger",
      ]), options: unpruned)
    #expect(features.vocabulary.terms == ["kernels", "Schr\u{00F6}dinger"])
  }

  // MARK: Properties

  @Test(arguments: [2, 3, 8]) func `threads change nothing`(threads: Int) throws {
    let corpus = documents(planted)
    let one = try extractFeatures(documents: corpus, options: unpruned, threadCount: 1)
    #expect(try extractFeatures(documents: corpus, options: unpruned, threadCount: threads) == one)
    #expect(one.phrases.contains { $0.action == .accepted })
  }

  @Test func `permuting documents permutes rows and changes nothing else`() throws {
    let straight = try extractFeatures(documents: documents(planted), options: unpruned)
    let reversed = try extractFeatures(
      documents: documents(planted.reversed()), options: unpruned, threadCount: 3)
    #expect(reversed.vocabulary == straight.vocabulary)
    #expect(reversed.phrases == straight.phrases)
    #expect(reversed.exclusions == straight.exclusions)
    for document in planted.indices {
      #expect(row(document, of: straight) == row(planted.count - 1 - document, of: reversed))
    }
  }

  @Test func `a frozen table gives the same features again`() throws {
    let mined = try extractFeatures(documents: documents(planted), options: unpruned)
    let again = try extractFeatures(
      documents: documents(planted), phrases: mined.phrases, options: unpruned)
    #expect(again == mined)
    let counted = try countTerms(
      documents: documents(planted), vocabulary: mined.vocabulary, phrases: mined.phrases)
    #expect(counted.bag == mined.bag)
  }

  @Test func `words that are no terms are counted by document, stop words are not`() throws {
    let mined = try extractFeatures(documents: documents(planted), options: unpruned)
    let counted = try countTerms(
      documents: documents(["zyx and the zyx", "", planted[0], planted[0] + ". Wvu"]),
      vocabulary: mined.vocabulary, phrases: mined.phrases, threadCount: 3)
    #expect(counted.unknownTokenCounts == [2, 0, 0, 1])
    #expect(counted.bag.documentStarts[2] == 0)
  }

  @Test func `a phrase that an edited table rejects is counted as its words`() throws {
    var phrases = try extractFeatures(documents: documents(threeTimes), options: unpruned).phrases
    phrases[0].action = .rejected
    let features = try extractFeatures(
      documents: documents(threeTimes), phrases: phrases, options: unpruned)
    #expect(row(0, of: features)["token"] == 1)
    #expect(row(0, of: features)["token pruning"] == nil)
  }

  @Test func `no word is lost or made: tokens of terms, of dropped terms and stop words add up`()
    throws
  {
    let corpus = try TokenizedCorpus(
      documents: documents(planted), options: unpruned, threadCount: 2, clean: { $0 },
      progress: { _ in })
    let joined = try corpus.mine { _ in }.candidates.filter(\.action.isJoined).map(\.joined)
    let matcher = PhraseMatcher(
      stream: corpus.stream, pieces: corpus.pieces, phrases: joined,
      stopPhrases: corpus.stopPhrases)
    let base = matcher.base(threadCount: 1)
    let all = matcher.joined(base, threadCount: 2)
    let (some, _) = matcher.withoutPhrases(all, base: base, threadCount: 1) { unit, _ in
      unit.isMultiple(of: 2)
    }
    for cut in [base, all, some] {
      var covered = [Int](repeating: 0, count: corpus.stream.words.count)
      for (start, count) in zip(cut.tokenStarts, cut.tokenCounts) {
        for token in Int(start)..<Int(start) + Int(count) { covered[token] += 1 }
      }
      for run in cut.stopped {
        for token in Int(run.start)..<Int(run.start) + Int(run.count) { covered[token] += 1 }
      }
      #expect(covered.allSatisfy { $0 == 1 })
    }
    #expect(all.units.count < base.units.count)
    #expect(some.units.count > all.units.count)
  }

  @Test func `a run of a hundred thousand words without a stop word takes no time`() throws {
    let run = (0..<100_000).map { "\(filler($0 % 50)) token pruning" }.joined(separator: " ")
    let features = try extractFeatures(
      documents: documents([run, "token pruning", "token pruning"]), options: unpruned)
    #expect(features.vocabulary.count > 10)
  }

  // MARK: Errors

  @Test func `no documents, and no terms, are errors that say so`() {
    #expect(throws: FeatureError.noDocuments) { try extractFeatures(documents: []) }
    #expect(
      throws: FeatureError.noTermsLeft(documentCount: 1, wordCount: 2, minimumDocumentCount: 2)
    ) { try extractFeatures(documents: documents(["token pruning"])) }
    #expect(
      FeatureError.noTermsLeft(documentCount: 1, wordCount: 2, minimumDocumentCount: 2).description
        == "no term is left of 2 words in 1 documents; "
        + "lower the minimum document frequency (now 2) or raise the maximum share")
  }

  @Test(arguments: [
    FeatureOptions(minimumDocumentCount: 0), FeatureOptions(maximumDocumentShare: 0),
    FeatureOptions(maximumDocumentShare: 1.5), FeatureOptions(maximumDocumentShare: .nan),
    FeatureOptions(longestPhrase: 0), FeatureOptions(longestPhrase: 6),
    FeatureOptions(phraseThresholds: PhraseThresholds(minimumCount: 0)),
    FeatureOptions(phraseThresholds: PhraseThresholds(minimumNPMI: 2)),
    FeatureOptions(phraseThresholds: PhraseThresholds(errorRate: 0)),
  ])
  func `options out of range are errors`(options: FeatureOptions) {
    #expect(throws: FeatureError.self) {
      try extractFeatures(documents: documents(["token"]), options: options)
    }
  }

  @Test func `the thresholds follow the size of the corpus`() {
    let options = FeatureOptions()
    #expect(options.minimumDocumentCount(for: 999) == 2)
    #expect(options.minimumDocumentCount(for: 1_000) == 5)
    #expect(options.phraseThresholds.minimumCount(for: 999) == 3)
    #expect(options.phraseThresholds.minimumCount(for: 1_000) == 5)
    #expect(options.phraseThresholds.minimumDocuments(for: 999) == 2)
    #expect(options.phraseThresholds.minimumDocuments(for: 1_000) == 3)
  }

  @Test func `progress is told every stage and may stop the work`() throws {
    var stages: [FeatureStage] = []
    _ = try extractFeatures(
      documents: documents(threeTimes), options: unpruned, progress: { stages.append($0) })
    #expect(stages == [.tokenizing, .numbering, .mining(round: 1), .mining(round: 2), .counting])
    #expect(throws: CancellationError.self) {
      try extractFeatures(
        documents: documents(threeTimes), progress: { _ in throw CancellationError() })
    }
  }
}

/// A word of its own for each number: letters only, and no word of English.
func filler(_ number: Int) -> String {
  var word = "qu"
  for digit in String(number).utf8 {
    word.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "a") + (digit - 48) * 2))
    word += "k"
  }
  return word
}

/// 120 texts of words and phrases in fixed pseudo-random order.
let planted: [String] = {
  let parts = [
    "token pruning", "large language models", "catastrophic forgetting", "language models",
    "text-to-image", "text to image diffusion", "kernel", "the", "of", "LLMs", "GPT-4", "prune.",
    "regret", "bandit", "state of the art", "deep", "learning", "graph", "neural", "network",
  ]
  var state: UInt64 = 42
  return (0..<120).map { _ in
    (0..<30).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return parts[Int(state >> 33) % parts.count]
    }.joined(separator: " ")
  }
}()
