public import TrendsFeatures
public import TrendsLDA

/// What makes a fit the one it is: with equal identities, two fits have equal chains.
public struct FitIdentity: Equatable, Sendable {
  /// The options of the model.
  public var options: LDAOptions
  /// Where the number of sweeps is settled on the way: the most that there can be, and then
  /// `options` are those of the first round; else nil.
  public var largestSweepCount: Int?
  /// The options of tokens, phrases and vocabulary, as JSON text.
  public var features: String
  /// The versions of the program and its libraries, as JSON text.
  public var programs: String
  /// The digest of documents, terms and counts: ``corpusDigest(documentIDs:vocabulary:bag:)``.
  public var corpus: ContentDigest
  /// The number that the store gives to the fit, where no other is saved before it.
  public var number: Int

  /// An identity from its parts.
  public init(
    options: LDAOptions, largestSweepCount: Int? = nil, features: String, programs: String,
    corpus: ContentDigest, number: Int
  ) {
    self.options = options
    self.largestSweepCount = largestSweepCount
    self.features = features
    self.programs = programs
    self.corpus = corpus
    self.number = number
  }

  /// The options of the chains when they are on their way to so many sweeps; nil where this fit
  /// never is.
  public func options(sweepCount: Int) -> LDAOptions? {
    if sweepCount == options.sweepCount { return options }
    guard let largestSweepCount, sweepCount > options.sweepCount, sweepCount <= largestSweepCount
    else { return nil }
    return options.extended(to: sweepCount)
  }
}

/// The digest of what is fitted: the documents' identifiers, the terms and the bag of words.
///
/// - Complexity: linear in their size.
public func corpusDigest(
  documentIDs: [String], vocabulary: Vocabulary, bag: BagOfWords
) -> ContentDigest {
  var writer = ByteWriter()
  DocumentIDs(documentIDs).encode(into: &writer)
  vocabulary.encode(into: &writer)
  bag.encode(into: &writer)
  return ContentDigest(of: writer.bytes)
}
