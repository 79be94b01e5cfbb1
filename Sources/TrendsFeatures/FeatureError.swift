/// Why documents could not be turned into a bag of words.
public enum FeatureError: Error, Equatable, CustomStringConvertible {
  /// There is no document at all.
  case noDocuments
  /// No term is left once rare and common terms are pruned.
  case noTermsLeft(documentCount: Int, wordCount: Int, minimumDocumentCount: Int)
  /// An option is outside its range.
  case invalidOption(name: String, value: String, expected: String)
  /// Arrays that should form a bag of words do not.
  case unsoundBag(String)
  /// Most documents are in a script that puts no spaces between words.
  case unsupportedScript(documents: Int, documentCount: Int)
  /// Two entries of a given vocabulary are the same.
  case duplicateTerm(String, first: Int, second: Int)

  /// One line: what was found, and what was expected or what to do.
  public var description: String {
    switch self {
    case .noDocuments:
      "no documents; expected at least 1"
    case .noTermsLeft(let documents, let words, let minimum):
      "no term is left of \(words) words in \(documents) documents; "
        + "lower the minimum document frequency (now \(minimum)) or raise the maximum share"
    case .invalidOption(let name, let value, let expected):
      "\(name) must be \(expected), but is \(value)"
    case .unsoundBag(let what):
      "not a bag of words: \(what)"
    case .unsupportedScript(let documents, let documentCount):
      "\(documents) of \(documentCount) documents are in Chinese, Japanese or Korean script, whose "
        + "words cannot be told apart here; supported are \(Language.list)"
    case .duplicateTerm(let term, let first, let second):
      "term '\(term)' is in the vocabulary twice, as number \(first + 1) and \(second + 1); "
        + "expected each once"
    }
  }
}
