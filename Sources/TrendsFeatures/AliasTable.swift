/// Which units are counted as others: acronyms as their long forms, and what the user says.
struct AliasTable {
  /// The unit that each unit is counted as; most are their own.
  private var units: [UInt32]
  /// The unit that each spelling is counted as where it stands alone, or -1.
  private var forms: [Int]
  private(set) var isEmpty = true

  /// - Parameters:
  ///   - rows: a phrase table; acronyms and aliases are what matters.
  ///   - matcher: what the corpus is cut with.
  init(_ rows: [Phrase], matcher: PhraseMatcher) {
    units = (0..<UInt32(matcher.unitKeys.count)).map { $0 }
    forms = [Int](repeating: -1, count: matcher.stream.formTexts.count)
    var long: [String: Int] = [:]
    for row in rows {
      guard let target = row.aliasOf, let unit = matcher.unitOfKey[target] else { continue }
      switch row.action {
      case .aliasOf:
        guard let source = matcher.unitOfKey[row.key], source != unit else { continue }
        units[Int(source)] = unit
        isEmpty = false
      case .acronym:
        guard let short = AcronymFinder.short(row.phrase) else { continue }
        long[short] = Int(unit)
      default: continue
      }
    }
    guard !long.isEmpty else { return }
    for (form, text) in matcher.stream.formTexts.enumerated() {
      guard let short = AcronymFinder.short(text), let unit = long[short] else { continue }
      forms[form] = unit
      isEmpty = false
    }
  }

  /// Counts every unit as what it stands for.
  ///
  /// - Parameter gone: of units that are no terms, how many documents had them: nothing is counted as
  ///   these; empty for none.
  func apply(to corpus: inout Segmentation, stream: TokenStream, gone: [Int] = []) {
    guard !isEmpty else { return }
    for index in corpus.units.indices {
      var unit = Int(units[Int(corpus.units[index])])
      if corpus.tokenCounts[index] == 1, unit == Int(corpus.units[index]) {
        let long = forms[Int(stream.forms[Int(corpus.tokenStarts[index])])]
        if long >= 0 { unit = Int(units[long]) }
      }
      if gone.isEmpty || gone[unit] == 0 { corpus.units[index] = UInt32(unit) }
    }
  }
}
