/// Why a topic's share differs between two fits, part by part.
///
/// With p the mean share over some documents under one fit, S the documents of both fits:
///
///     new − old  =  [p_new(S) − p_old(S)]  +  [new − p_new(S)]  +  [p_old(S) − old]
///                   refit and options         new documents        documents that are gone
///
/// The first part is the same documents under another model. Under the same options all of it is due
/// to fitting again. Under others it is put down to fitting again as far as that alone can explain
/// it, ± 1.96 standard errors between chains, and beyond that to the options.
public struct ShareChange: Equatable, Sendable {
  /// The old share, over all documents of the old fit.
  public let old: Double
  /// The new share, over all documents of the new fit.
  public let new: Double
  /// What the documents bring that only the new fit has.
  public let newDocuments: Double
  /// What the documents took with them that only the old fit has.
  public let goneDocuments: Double
  /// What fitting again changed.
  public let refit: Double
  /// What the changed options changed; 0 where none did.
  public let options: Double
  /// The most that fitting again would change 19 times of 20; nil where a fit has a single chain.
  public let refitLimit: Double?

  /// The change from its means.
  ///
  /// - Parameters:
  ///   - old: the mean share over the old fit's documents, under it.
  ///   - oldOnShared: the same over documents of both fits.
  ///   - newOnShared: the mean share over documents of both fits, under the new one.
  ///   - new: the same over the new fit's documents.
  ///   - refitError: the standard error, between chains, of `newOnShared − oldOnShared`; nil where
  ///     chains cannot tell.
  ///   - optionsChanged: whether the fits differ in more than their seeds and documents.
  public init(
    old: Double, oldOnShared: Double, newOnShared: Double, new: Double, refitError: Double?,
    optionsChanged: Bool
  ) {
    self.old = old
    self.new = new
    newDocuments = new - newOnShared
    goneDocuments = oldOnShared - old
    refitLimit = refitError.map { 1.96 * $0 }
    let change = newOnShared - oldOnShared
    if optionsChanged {
      let limit = refitLimit ?? 0
      refit = min(limit, max(-limit, change))
      options = change - refit
    } else {
      refit = change
      options = 0
    }
  }
}
