/// A topic's share over some periods, over some later ones, and how the two differ.
public struct ShareLevels: Equatable, Sendable {
  /// Over the earlier periods.
  public var before: ShareEstimate
  /// Over the later ones.
  public var after: ShareEstimate
  /// After less before.
  public var shift: ShareEstimate
  /// The papers of the earlier periods; one that is listed in two of them counts twice.
  public var papersBefore: Int
  /// The papers of the later ones.
  public var papersAfter: Int

  /// Levels from their parts.
  public init(
    before: ShareEstimate, after: ShareEstimate, shift: ShareEstimate, papersBefore: Int,
    papersAfter: Int
  ) {
    self.before = before
    self.after = after
    self.shift = shift
    self.papersBefore = papersBefore
    self.papersAfter = papersAfter
  }

  /// `8.1 % [7.0, 9.3] -> 14.6 % [12.9, 16.1]`.
  ///
  /// - Parameter showsPapers: whether each share says of how many papers it is.
  package func text(showsPapers: Bool) -> String {
    func level(_ share: ShareEstimate, _ papers: Int) -> String {
      "\(share.shareText) \(share.intervalText)"
        + (showsPapers ? " of \(NumberText.grouped(papers)) papers" : "")
    }
    return "\(level(before, papersBefore)) -> \(level(after, papersAfter))"
  }
}
