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
      guard let target = row.aliasOf, let unit = matcher.unit(ofKey: target) else { continue }
      switch row.action {
      case .aliasOf:
        guard let source = matcher.unit(ofKey: row.key), source != unit else { continue }
        units[source] = UInt32(unit)
        isEmpty = false
      case .acronym:
        guard let short = AcronymFinder.short(row.phrase) else { continue }
        long[short] = unit
      default: continue
      }
    }
    guard !long.isEmpty else { return }
    for (form, short) in matcher.stream.formShorts.enumerated() {
      guard let short, let unit = long[short] else { continue }
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
    for block in corpus.blocks.indices {
      corpus.blocks[block].units.withUnsafeMutableBufferPointer { found in
        for index in found.indices {
          let old = Int(found[index].unit)
          var unit = Int(units[old])
          if found[index].tokenCount == 1, unit == old {
            let long = forms[stream.form(at: Int(found[index].tokenStart))]
            if long >= 0 { unit = Int(units[long]) }
          }
          if gone.isEmpty || gone[unit] == 0 { found[index].unit = UInt32(unit) }
        }
      }
    }
  }
}
