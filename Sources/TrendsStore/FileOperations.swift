import Glibc

/// A refusal of the operating system.
struct SystemFailure: Error, Equatable, CustomStringConvertible {
  var code: Int32

  init(_ code: Int32) { self.code = code }

  /// The failure of the call just made.
  static var last: SystemFailure { SystemFailure(errno) }

  /// The system's own words, such as `No space left on device`.
  var description: String { String(cString: strerror(code)) }
}

/// The calls through which ``writeAtomically(_:into:)`` reaches the file system, so that tests can
/// make the *n*th of them fail.
struct FileOperations: Sendable {
  typealias Descriptor = Int32

  /// Makes one folder.
  var makeFolder: @Sendable (_ path: String) throws(SystemFailure) -> Void
  /// Removes an empty folder.
  var removeFolder: @Sendable (_ path: String) throws(SystemFailure) -> Void
  /// Opens a folder.
  var openFolder: @Sendable (_ path: String) throws(SystemFailure) -> Descriptor
  /// Whether a folder holds the name, without following a link; nil where it does not, else
  /// whether it is a folder itself.
  var isFolder: @Sendable (Descriptor, _ name: String) throws(SystemFailure) -> Bool?
  /// Makes a new file; fails where the name is taken.
  var create: @Sendable (Descriptor, _ name: String) throws(SystemFailure) -> Descriptor
  /// Writes some of the bytes, at least one, and says how many.
  var write: @Sendable (Descriptor, ArraySlice<UInt8>) throws(SystemFailure) -> Int
  /// Waits until the device has it.
  var sync: @Sendable (Descriptor) throws(SystemFailure) -> Void
  /// Closes a file or folder.
  var close: @Sendable (Descriptor) throws(SystemFailure) -> Void
  /// Gives a file a second name.
  var link: @Sendable (Descriptor, _ old: String, _ new: String) throws(SystemFailure) -> Void
  /// Gives a file another name, in place of what had it.
  var rename: @Sendable (Descriptor, _ old: String, _ new: String) throws(SystemFailure) -> Void
  /// Removes a name.
  var remove: @Sendable (Descriptor, _ name: String) throws(SystemFailure) -> Void
}

extension FileOperations {
  /// The operating system itself.
  static let system = FileOperations(
    makeFolder: { path throws(SystemFailure) in try check(mkdir(path, 0o777)) },
    removeFolder: { path throws(SystemFailure) in try check(rmdir(path)) },
    openFolder: { path throws(SystemFailure) in
      try check(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    },
    isFolder: { folder, name throws(SystemFailure) in
      var status = stat()
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        let failure = SystemFailure.last
        if failure.code == ENOENT { return nil }
        throw failure
      }
      return status.st_mode & S_IFMT == S_IFDIR
    },
    create: { folder, name throws(SystemFailure) in
      try check(openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666))
    },
    write: { file, bytes throws(SystemFailure) in
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw .last }
      guard count > 0 else { throw SystemFailure(EIO) }
      return count
    },
    sync: { file throws(SystemFailure) in try check(fsync(file)) },
    close: { file throws(SystemFailure) in try check(Glibc.close(file)) },
    link: { folder, old, new throws(SystemFailure) in
      try check(linkat(folder, old, folder, new, 0))
    },
    rename: { folder, old, new throws(SystemFailure) in
      try check(renameat(folder, old, folder, new))
    },
    remove: { folder, name throws(SystemFailure) in try check(unlinkat(folder, name, 0)) })

  @discardableResult
  private static func check(_ result: Int32) throws(SystemFailure) -> Int32 {
    guard result >= 0 else { throw .last }
    return result
  }
}
