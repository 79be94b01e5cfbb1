import Glibc
import Synchronization

/// Writes a set of files into a folder: all of them, or none as far as the file system allows.
///
/// Every file is written under a temporary name in the same folder and flushed to the device before
/// the first one is renamed into place. When anything fails, files that were replaced are put back,
/// temporary ones are removed, those to be removed are back, and folders made on the way too. Only a
/// crash of the machine or a kill between two renames can leave some files new and some old; each single
/// file is always whole.
/// Other files in the folder are not touched; a symbolic link under one of the names is replaced,
/// never followed.
///
/// - Parameters:
///   - files: names without folders, each once, and their bytes.
///   - folder: made if missing, with the folders above it.
///   - old: names of files to remove; those that are not there are no error.
/// - Throws: ``StoreError/cannotWrite(path:reason:)`` with the path and the system's words.
public func writeAtomically(
  _ files: [(name: String, contents: [UInt8])], into folder: String, removing old: [String] = []
) throws {
  try writeAtomically(files, into: folder, removing: old, through: .system)
}

/// The same through given operations.
///
/// - Parameter oldFirst: whether old files go before the new ones come, so that a kill in between leaves
///   no mixture; they may have the same names then.
func writeAtomically(
  _ files: [(name: String, contents: [UInt8])], into folder: String, removing old: [String] = [],
  oldFirst: Bool = false, through operations: FileOperations
) throws {
  let folder = folder.isEmpty ? "." : folder
  try checkNames(files.map(\.name), folder: folder)
  try checkNames(oldFirst ? old : files.map(\.name) + old, folder: folder)
  var path = folder
  var made: [String] = []
  do {
    try makeFolders(folder, &made, &path, through: operations)
    path = folder
    let descriptor = try operations.openFolder(folder)
    var replacement = Replacement(folder: descriptor, operations: operations)
    do {
      for file in files {
        path = joined(folder, file.name)
        try replacement.stage(name: file.name, contents: file.contents)
      }
      func retire() throws {
        for name in old {
          path = joined(folder, name)
          try replacement.retire(name)
        }
      }
      if oldFirst { try retire() }
      for i in files.indices {
        path = joined(folder, files[i].name)
        try replacement.commit(i)
      }
      if !oldFirst { try retire() }
      path = folder
      try operations.sync(descriptor)
    } catch {
      replacement.undo()
      try? operations.close(descriptor)
      throw error
    }
    replacement.removeBackups()
    // Everything is on the device: a failure to close is no failure of ours.
    try? operations.close(descriptor)
  } catch {
    for path in made.reversed() { try? operations.removeFolder(path) }
    let isFile = (error as? SystemFailure)?.code == ENOTDIR
    throw StoreError.cannotWrite(
      path: path, reason: isFile ? "it is a file or below one, not a folder" : "\(error)")
  }
}

/// The files on their way into a folder.
private struct Replacement {
  let folder: FileOperations.Descriptor
  let operations: FileOperations
  private var files: [File] = []
  /// Files that are to go, and where they wait for that.
  private var retired: [(name: String, backup: String)] = []
  /// The number of the last temporary file of this process.
  private static let lastNumber = Atomic<Int>(0)

  init(folder: FileOperations.Descriptor, operations: FileOperations) {
    self.folder = folder
    self.operations = operations
  }

  private struct File {
    let name: String
    /// Where the new contents wait.
    let temporary: String
    /// A second name of the old contents, once it is there.
    var backup: String?
    /// Whether something had the name before.
    var replaces = false
    var isInPlace = false
  }

  /// Writes the contents under a temporary name and flushes them.
  mutating func stage(name: String, contents: [UInt8]) throws {
    var created: (name: String, file: FileOperations.Descriptor)?
    for _ in 0..<1000 where created == nil {
      // The number is never used again: the name of a backup follows from it, and another thread may
      // be about to make one.
      let number = Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
      let candidate = ".trends-\(getpid())-\(number).tmp"
      do {
        created = (candidate, try operations.create(folder, candidate))
      } catch {
        guard error.code == EEXIST || error.code == EINTR else { throw error }
      }
    }
    guard let (temporary, file) = created else { throw SystemFailure(EEXIST) }
    files.append(File(name: name, temporary: temporary))
    do {
      var rest = contents[...]
      while !rest.isEmpty {
        do {
          rest = rest.dropFirst(try operations.write(file, rest))
        } catch {
          guard error.code == EINTR else { throw error }
        }
      }
      try operations.sync(file)
    } catch {
      try? operations.close(file)
      throw error
    }
    do {
      try operations.close(file)
    } catch {
      // Interrupted, Linux has closed it all the same, and the contents are flushed.
      guard error.code == EINTR else { throw error }
    }
  }

  /// Renames file `i` into place, and keeps what was there under a second name until the end.
  mutating func commit(_ i: Int) throws {
    let file = files[i]
    if let isFolder = try operations.isFolder(folder, file.name) {
      guard !isFolder else { throw SystemFailure(EISDIR) }
      files[i].replaces = true
      let backup = file.temporary + ".old"
      do {
        try operations.link(folder, file.name, backup)
        files[i].backup = backup
      } catch {
        // Where the file system knows no second names, the file is replaced without a way back.
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(error.code) else { throw error }
      }
    }
    try operations.rename(folder, file.temporary, file.name)
    files[i].isInPlace = true
  }

  /// Takes a file out of the way, to be removed at the end.
  mutating func retire(_ name: String) throws {
    guard let isFolder = try operations.isFolder(folder, name) else { return }
    guard !isFolder else { throw SystemFailure(EISDIR) }
    let number = Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let backup = ".trends-\(getpid())-\(number).tmp.old"
    try operations.rename(folder, name, backup)
    retired.append((name, backup))
  }

  /// Puts the old files back and removes everything temporary.
  func undo() {
    for file in files.reversed() {
      if !file.isInPlace {
        try? operations.remove(folder, file.temporary)
        if let backup = file.backup { try? operations.remove(folder, backup) }
      } else if let backup = file.backup {
        try? operations.rename(folder, backup, file.name)
      } else if !file.replaces {
        try? operations.remove(folder, file.name)
      }
    }
    for file in retired { try? operations.rename(folder, file.backup, file.name) }
    try? operations.sync(folder)
  }

  func removeBackups() {
    for file in files {
      if let backup = file.backup { try? operations.remove(folder, backup) }
    }
    for file in retired { try? operations.remove(folder, file.backup) }
  }
}

/// Makes `folder` and the folders above it where they are missing.
///
/// `made` gets those that were made, outermost first; `current` is the one being worked on.
private func makeFolders(
  _ folder: String, _ made: inout [String], _ current: inout String,
  through operations: FileOperations
) throws(SystemFailure) {
  var missing: [String] = []
  var path = folder
  while true {
    current = path
    do {
      let descriptor = try operations.openFolder(path)
      try? operations.close(descriptor)
      break
    } catch {
      guard error.code == ENOENT, let above = parent(of: path) else { throw error }
      missing.append(path)
      path = above
    }
  }
  for path in missing.reversed() {
    current = path
    do {
      try operations.makeFolder(path)
      made.append(path)
    } catch {
      guard error.code == EEXIST else { throw error }
    }
    let above = try operations.openFolder(parent(of: path) ?? ".")
    defer { try? operations.close(above) }
    try operations.sync(above)
  }
}

/// The folder above, or nil for `/` and `.`.
private func parent(of path: String) -> String? {
  var units = Array(path.utf8)
  while units.count > 1, units.last == UInt8(ascii: "/") { units.removeLast() }
  guard units != Array("/".utf8), units != Array(".".utf8) else { return nil }
  guard let slash = units.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == 0 ? "/" : String(decoding: units[..<slash], as: UTF8.self)
}

private func joined(_ folder: String, _ name: String) -> String {
  folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

private func checkNames(_ names: [String], folder: String) throws {
  var seen: Set<String> = []
  for name in names {
    let isPlain =
      !["", ".", ".."].contains(name) && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    guard isPlain else {
      throw StoreError.cannotWrite(path: folder, reason: "'\(name)' is not the name of a file")
    }
    guard seen.insert(name).inserted else {
      throw StoreError.cannotWrite(path: folder, reason: "'\(name)' is given twice")
    }
  }
}
