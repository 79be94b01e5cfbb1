import Glibc

/// What can be said of the file of a store before SQLite opens it.
enum StoreFile {
  /// The smallest page, and so the smallest file, of SQLite.
  static let smallestSize = 512

  /// The size of the file in bytes; nil where there is none.
  ///
  /// SQLite takes a file of a few bytes for an empty database and would write over it, so one that
  /// is too small is refused here, unless a journal beside it says that its writer was cut off and
  /// SQLite can put it right. The file is not opened: closing it would take the locks away that
  /// another connection of this process holds.
  ///
  /// - Throws: ``StoreError/notAStore(path:found:)``, ``StoreError/cannotRead(path:reason:)``.
  static func check(_ path: String) throws -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let failure = SystemFailure.last
      if failure.code == ENOENT { return nil }
      throw StoreError.cannotRead(path: path, reason: failure.description)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw StoreError.notAStore(path: path, found: "a folder")
    default: throw StoreError.notAStore(path: path, found: "no regular file")
    }
    let size = Int(status.st_size)
    if (1..<smallestSize).contains(size), access(path + "-journal", F_OK) != 0 {
      throw StoreError.notAStore(path: path, found: "no SQLite database")
    }
    return size
  }

  /// The path with symbolic links followed, so that two names of one store share one lock.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
