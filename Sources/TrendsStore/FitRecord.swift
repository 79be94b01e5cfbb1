public import TrendsCorpus
public import TrendsFeatures
public import TrendsLDA

/// A fitted model without its chains: what was fitted, how, and from what.
public struct FitRecord: Equatable, Sendable {
  /// The fit's number, from 1; 0 before it is saved. Numbers are never used again.
  public var id: Int
  /// The options of the model.
  public var options: LDAOptions
  /// The options of tokens, phrases and vocabulary, as JSON text that the store does not read.
  public var features: String
  /// The versions of the program and its libraries, as JSON text that the store does not read.
  public var programs: String
  /// The inputs behind the documents, sorted as the caller wants them listed.
  public var inputs: [FitInput]
  /// The identifiers of the fitted documents, `[D]`, in the order of the bag's rows.
  public var documentIDs: [String]
  /// The terms, `[V]`.
  public var vocabulary: Vocabulary
  /// What was fitted, `[D × V]`.
  public var bag: BagOfWords
  /// The phrase table.
  public var phrases: [Phrase]
  /// What was left out of the fit, and why.
  public var exclusions: [Exclusion]

  /// A record from its parts; ``Store/save(fit:chains:)`` gives it its number.
  public init(
    id: Int = 0, options: LDAOptions, features: String, programs: String, inputs: [FitInput],
    documentIDs: [String], vocabulary: Vocabulary, bag: BagOfWords, phrases: [Phrase],
    exclusions: [Exclusion]
  ) {
    self.id = id
    self.options = options
    self.features = features
    self.programs = programs
    self.inputs = inputs
    self.documentIDs = documentIDs
    self.vocabulary = vocabulary
    self.bag = bag
    self.phrases = phrases
    self.exclusions = exclusions
  }

  /// The figures that lists of fits show.
  public var summary: FitSummary {
    FitSummary(
      id: id, options: options, documentCount: bag.documentCount, termCount: bag.termCount,
      tokenCount: bag.tokenCount)
  }

  /// What is wrong with the record, or nil: one identifier a row, one term a column.
  func brokenInvariant() -> String? {
    if documentIDs.count != bag.documentCount {
      return "\(documentIDs.count) identifiers for \(bag.documentCount) documents"
    }
    if vocabulary.count != bag.termCount {
      return "\(vocabulary.count) terms for a bag of words of \(bag.termCount)"
    }
    return nil
  }
}

/// One input of a fit.
public struct FitInput: Hashable, Sendable, Codable {
  /// The input's name, as the user typed it.
  public var source: String
  /// The digest of its bytes.
  public var digest: String

  /// An input from its parts.
  public init(source: String, digest: String) {
    self.source = source
    self.digest = digest
  }
}

/// One line of the list of fits.
public struct FitSummary: Equatable, Sendable {
  /// The fit's number, from 1.
  public var id: Int
  /// The options of the model.
  public var options: LDAOptions
  /// D, the number of documents.
  public var documentCount: Int
  /// V, the number of terms.
  public var termCount: Int
  /// N, the number of tokens.
  public var tokenCount: Int

  /// What is wrong with a chain of this fit, or nil: shapes agree and every topic is below K.
  func brokenInvariant(of chain: ChainResult) -> String? {
    let topicCount = options.topicCount
    let name = "chain \(chain.chain)"
    if chain.assignments.count != tokenCount {
      return "\(chain.assignments.count) assignments of \(name) for \(tokenCount) tokens"
    }
    if let topic = chain.assignments.first(where: { $0 >= topicCount }) {
      return "topic \(topic) of \(topicCount) among the assignments of \(name)"
    }
    if chain.topicTermCounts.count != topicCount * termCount {
      return "\(chain.topicTermCounts.count) topic-term counts of \(name) "
        + "for \(topicCount) topics and \(termCount) terms"
    }
    for (number, draw) in chain.draws.enumerated() {
      if draw.alpha.count != topicCount {
        return "\(draw.alpha.count) topics in draw \(number) of \(name), not \(topicCount)"
      }
      if draw.documentTopics.documentCount != documentCount {
        return "\(draw.documentTopics.documentCount) documents in draw \(number) of \(name), "
          + "not \(documentCount)"
      }
    }
    return nil
  }
}
