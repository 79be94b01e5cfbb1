import TrendsFeatures
import TrendsLDA
import TrendsPrevalence
import TrendsQuality
import TrendsReports

/// The figures that tell sound topics from leftovers: those of the reference chain alone.
struct TopicFigures {
  /// Top terms of a topic.
  static let listed = 10

  /// The most probable terms of each topic, best first.
  let topTerms: [[Int]]
  let diagnostics: [TopicDiagnostics]
  let tokenDocumentDifferences: [Double?]
  /// Coherences of the top terms over whole documents.
  let uMass: [Double?]
  let uci: [Double?]
  let npmi: [Double?]
  let cv: [Double?]
  /// Which topics are junk, and why.
  let junk: [JunkTopic?]

  /// - Parameters:
  ///   - topicTermCounts: n(k,w) summed over the chain's draws, `[K × V]`.
  ///   - documentTopics: n(d,k) of the last draw, with `alpha` its prior and `assignments` its z.
  init(
    topicTermCounts: [UInt32], documentTopics: DocumentTopics, alpha: [Double],
    assignments: [UInt16], bag: BagOfWords
  ) {
    topTerms = TrendsQuality.topTerms(
      topicTermCounts: topicTermCounts, topicCount: alpha.count, count: Self.listed)
    diagnostics = topicDiagnostics(
      topicTermCounts: topicTermCounts, documentTopics: documentTopics, alpha: alpha)
    tokenDocumentDifferences = TrendsQuality.tokenDocumentDifferences(
      of: topTerms, in: bag, assignments: assignments)
    let coherences = documentCoherences(
      of: topTerms, in: bag, measures: [.uMass, .uci, .npmi, .cv])
    uMass = coherences.map { $0[0].value }
    uci = coherences.map { $0[1].value }
    npmi = coherences.map { $0[2].value }
    cv = coherences.map { $0[3].value }
    let termCount = topicTermCounts.count / alpha.count
    let tokens = alpha.indices.map { k in
      topicTermCounts[k * termCount..<(k + 1) * termCount].reduce(0) { $0 + Double($1) }
    }
    let tokenCount = max(1, tokens.reduce(0, +))
    junk = junkTopics(
      coherences: npmi, corpusDistances: diagnostics.map(\.corpusDistance),
      tokenShares: tokens.map { $0 / tokenCount },
      documentCount: zip(bag.documentStarts, bag.documentStarts.dropFirst()).count { $0 < $1 })
  }
}

extension ReportBuilder {
  func diagnosticRows() -> [DiagnosticRow] {
    let figures = model.figures
    return (0..<model.topicCount).map { k in
      let diagnostics = figures.diagnostics[k]
      let terms = figures.topTerms[k].map { model.fit.vocabulary.terms[$0].count }
      var row = DiagnosticRow(
        topicID: model.topicID(k), label: model.labels[k].label, tokens: diagnostics.tokens,
        documents: diagnostics.documents, documentEntropy: diagnostics.documentEntropy,
        effectiveTerms: diagnostics.effectiveTermCount,
        uniformDistance: diagnostics.uniformDistance, corpusDistance: diagnostics.corpusDistance,
        tokenDocumentDifference: figures.tokenDocumentDifferences[k],
        rankOneShare: diagnostics.rankOneShare, allocationShare: diagnostics.allocationShare,
        allocationRatio: diagnostics.allocationRatio,
        wordLength: terms.isEmpty ? nil : Double(terms.reduce(0, +)) / Double(terms.count),
        uMass: figures.uMass[k], uci: figures.uci[k], npmi: figures.npmi[k], cv: figures.cv[k],
        exclusivity: terms.isEmpty ? nil : quality.exclusivity[k],
        junk: figures.junk[k]?.rawValue, reason: nil)
      let isWhole = DiagnosticRow.table.columns.allSatisfy { column in
        ["junk", "reason"].contains(column.name) || column.cell(row) != .empty
      }
      row.reason =
        isWhole
        ? nil : (row.tokens == 0 ? ReasonCode.insufficientDocuments : .notApplicable).rawValue
      return row
    }
  }
}
