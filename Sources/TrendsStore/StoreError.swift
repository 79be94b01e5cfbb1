/// What can be wrong with a store, or with a folder that reports are written to.
///
/// `path` is always the path as the user typed it.
public enum StoreError: Error, Equatable, CustomStringConvertible {
  /// There is no file at the path.
  case noSuchFile(path: String)
  /// The file or folder is there, but the system does not let us read it.
  case cannotRead(path: String, reason: String)
  /// The store holds no documents.
  case noDocuments(path: String)
  /// The store holds no fit.
  case noFit(path: String)
  /// The store holds fits, but not this one.
  case noSuchFit(path: String, id: Int, newest: Int)
  /// The file is something else: a folder, a text, another program's database.
  case notAStore(path: String, found: String)
  /// The file was written by a later version of the program.
  case newerVersion(path: String, found: Int, supported: Int)
  /// Bytes of the store changed since they were written; `what` names the part.
  case damaged(path: String, what: String)
  /// Texts were offered to a bag-of-words store, or the other way round.
  case mixedContents(path: String, holds: StoreContents)
  /// A bag of words lists a document that the store has, or lists one twice.
  case duplicateDocument(path: String, id: String)
  /// Another writer has the store; `process` is its number where it is known.
  case locked(path: String, process: Int?)
  /// The system refuses to write: permission, a full device, a name that is taken.
  case cannotWrite(path: String, reason: String)
  /// No interrupted fit is kept beside the store.
  case noCheckpoint(store: String)
  /// A file of a checkpoint is damaged, and no earlier one of its chain is sound.
  case damagedCheckpoint(path: String, what: String)
  /// A checkpoint was written by another version of the program or kind of machine.
  case foreignCheckpoint(path: String, found: String)

  /// What an error means for whoever called the program.
  public enum Class: Hashable, Sendable {
    /// Something that must be there is not (exit code 66).
    case missing
    /// What is there is not usable (exit code 65).
    case damaged
    /// The result cannot be kept (exit code 73).
    case cannotWrite
  }

  /// The class of the error, from which the command line takes its exit code.
  public var errorClass: Class {
    switch self {
    case .noSuchFile, .cannotRead, .noDocuments, .noFit, .noSuchFit, .noCheckpoint:
      .missing
    case .notAStore, .newerVersion, .damaged, .mixedContents, .duplicateDocument,
      .damagedCheckpoint, .foreignCheckpoint:
      .damaged
    case .locked, .cannotWrite: .cannotWrite
    }
  }

  /// One line: where, what was found, what to do.
  public var description: String {
    switch self {
    case .noSuchFile(let path):
      "\(path): no such store; run 'trends import' or 'trends fit' with a PATH to make one"
    case .cannotRead(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .noDocuments(let path):
      "\(path) holds no documents; run 'trends import' or 'trends fit' with a PATH first"
    case .noFit(let path):
      "\(path) holds no fitted model; run 'trends fit' first"
    case .noSuchFit(let path, let id, let newest):
      "\(path) holds no fit \(id); the newest is \(newest)"
    case .notAStore(let path, let found):
      "\(path) is not a store of trends: it is \(found)"
    case .newerVersion(let path, let found, let supported):
      "\(path) was written by a newer version (schema \(found), this is \(supported)); "
        + "update trends to open it"
    case .damaged(let path, let what):
      "\(path) is damaged: \(what); restore it from a copy or import and fit again"
    case .mixedContents(let path, .texts):
      "\(path) holds texts and takes no bag of words; use another store for it"
    case .mixedContents(let path, _):
      "\(path) holds a bag of words and takes no texts; use another store for them"
    case .duplicateDocument(let path, let id):
      "\(path) already holds a document '\(id)'; a bag of words must bring new ones"
    case .locked(let path, let process):
      "\(path) is in use by another writer\(process.map { " (process \($0))" } ?? ""); "
        + "wait until it is done"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .noCheckpoint(let store):
      "\(store) has no interrupted fit to go on with; run 'trends fit' without --resume"
    case .damagedCheckpoint(let path, let what):
      "\(path) \(what), and no earlier checkpoint of its chain is sound; "
        + "run 'trends fit' without --resume"
    case .foreignCheckpoint(let path, let found):
      "\(path) has \(found); go on with the program that wrote it, "
        + "or run 'trends fit' without --resume"
    }
  }
}

/// What the documents of a store are made of; a store never holds both.
public enum StoreContents: Hashable, Sendable {
  /// No documents yet.
  case nothing
  /// Documents with titles and texts.
  case texts
  /// Documents of which only the word counts are known.
  case bagOfWords
}
