import Glibc

/// The right to write to a store, held from opening to closing.
///
/// SQLite's own locks are held for a transaction; a fit computes for minutes and must not find at
/// its end that another one has the file. So a writer holds a lock on a file beside the store
/// (`trends.db-lock`), and a second writer is refused before it starts to work. The kernel gives the
/// lock back when the process ends, however it ends; a file left behind locks nobody out. Readers
/// need no lock.
final class WriterLock: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Takes the lock at once or fails at once.
  ///
  /// - Parameters:
  ///   - store: the path of the store, with symbolic links followed.
  ///   - name: the path in messages.
  /// - Throws: ``StoreError/locked(path:process:)``, ``StoreError/cannotWrite(path:reason:)``.
  init(store: String, name: String) throws {
    path = store + "-lock"
    while true {
      let candidate = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard candidate >= 0 else {
        throw StoreError.cannotWrite(path: name, reason: SystemFailure.last.description)
      }
      guard flock(candidate, LOCK_EX | LOCK_NB) == 0 else {
        let failure = SystemFailure.last
        let holder = Self.process(in: candidate)
        close(candidate)
        guard failure.code == EWOULDBLOCK else {
          throw StoreError.cannotWrite(path: name, reason: failure.description)
        }
        throw StoreError.locked(path: name, process: holder)
      }
      // The holder before us removed the file while we waited to open it: take the new one.
      var (held, named) = (stat(), stat())
      guard fstat(candidate, &held) == 0, lstat(path, &named) == 0, held.st_ino == named.st_ino
      else {
        close(candidate)
        continue
      }
      descriptor = candidate
      break
    }
    // For the message of whoever comes next; the lock holds without it.
    let note = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, note, note.count, 0)
  }

  deinit {
    // Removed while still held, so that nobody can take it between the two.
    unlink(path)
    close(descriptor)
  }

  private static func process(in descriptor: Int32) -> Int? {
    var buffer = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    return Int(String(decoding: buffer[..<count].prefix { $0 != 10 }, as: UTF8.self))
  }
}
