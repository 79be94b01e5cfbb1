import TrendsFeatures
import TrendsReports
import TrendsStore

extension PhraseRow {
  /// The phrase table of a fit, as `phrases.csv` and `trends phrases` have it.
  static func rows(of fit: FitRecord) -> [PhraseRow] {
    let statuses = PhraseStatuses(fit)
    var shown: [String: String] = [:]
    for (key, term) in zip(fit.vocabulary.keys, fit.vocabulary.terms) { shown[key] = term }
    for phrase in fit.phrases where phrase.action != .acronym { shown[phrase.key] = phrase.phrase }
    return fit.phrases.map { phrase in
      let isWord = !phrase.key.contains(" ")
      return PhraseRow(
        phrase: phrase.phrase, count: phrase.count, documents: phrase.documents,
        npmi: isWord ? nil : phrase.npmi, g2: isWord ? nil : phrase.g2,
        action: statuses.status(of: phrase),
        aliasOf: phrase.aliasOf.map { shown[$0] ?? $0 })
    }
  }
}

extension Phrase {
  /// Why a phrase that was joined is no term.
  enum Absence: String, CaseIterable {
    /// In too few documents once longer phrases have taken theirs.
    case tooRare = "too_rare"
    /// In too large a part of the documents.
    case tooCommon = "too_common"
  }
}

/// What became of the phrases of a fit.
struct PhraseStatuses {
  private let terms: Set<String>
  private let common: Set<String>

  init(_ fit: FitRecord) {
    terms = Set(fit.vocabulary.keys)
    common = Set(
      fit.exclusions.filter { $0.kind == .phrase && $0.reason.hasPrefix("above_maximum_share") }
        .map(\.item))
  }

  /// What became of a phrase, in a word.
  func status(of phrase: Phrase) -> String {
    switch phrase.action {
    case .accepted, .lexicon, .defined:
      if terms.contains(phrase.key) { return phrase.action.rawValue }
      let absence: Phrase.Absence = common.contains(phrase.phrase) ? .tooCommon : .tooRare
      return absence.rawValue
    default: return phrase.action.rawValue
    }
  }
}
