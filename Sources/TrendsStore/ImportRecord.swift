/// One input that was read into the store.
public struct ImportRecord: Hashable, Sendable {
  /// The input's name, as the user typed it.
  public var source: String
  /// The digest of its bytes.
  public var digest: String
  /// The options it was read under, as text. Everything besides the bytes and the file's own name
  /// that has a say in what was read belongs here.
  public var options: String
  /// How many papers it gave, before duplicates were merged.
  public var paperCount: Int

  /// A record from its parts.
  public init(source: String, digest: ContentDigest, options: String, paperCount: Int) {
    self.init(
      source: source, digest: digest.description, options: options, paperCount: paperCount)
  }

  init(source: String, digest: String, options: String, paperCount: Int) {
    self.source = source
    self.digest = digest
    self.options = options
    self.paperCount = paperCount
  }

  /// The file's name without its folders: a date may be read from it, so it is part of what makes
  /// two imports the same; how the user came to the folder is not.
  var fileName: String {
    source.split(separator: "/").last.map(String.init) ?? source
  }
}

/// What a save did.
public struct SaveSummary: Equatable, Sendable {
  /// Documents that the store did not have.
  public var addedCount = 0
  /// Documents that it had and that were written anew.
  public var updatedCount = 0
  /// The imports that are new, in the order given.
  public var imports: [ImportRecord] = []
  /// Whether every import was in the store already, so that nothing was written.
  public var nothingWasNew = false
}
