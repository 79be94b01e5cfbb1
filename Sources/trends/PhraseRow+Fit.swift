import TrendsFeatures
import TrendsReports
import TrendsStore

extension PhraseRow {
  /// The phrase table of a fit, as `phrases.csv` and `trends phrases` have it.
  static func rows(of fit: FitRecord) -> [PhraseRow] {
    let terms = Set(fit.vocabulary.keys)
    var shown: [String: String] = [:]
    for (key, term) in zip(fit.vocabulary.keys, fit.vocabulary.terms) { shown[key] = term }
    for phrase in fit.phrases where phrase.action != .acronym { shown[phrase.key] = phrase.phrase }
    return fit.phrases.map { phrase in
      let isWord = !phrase.key.contains(" ")
      return PhraseRow(
        phrase: phrase.phrase, count: phrase.count, documents: phrase.documents,
        npmi: isWord ? nil : phrase.npmi, g2: isWord ? nil : phrase.g2,
        action: phrase.status(terms: terms),
        aliasOf: phrase.aliasOf.map { shown[$0] ?? $0 })
    }
  }
}

extension Phrase {
  /// What became of it in a fit with these terms, in a word.
  func status(terms: Set<String>) -> String {
    switch action {
    case .accepted, .lexicon, .defined: terms.contains(key) ? action.rawValue : "too_rare"
    default: action.rawValue
    }
  }
}
