import Glibc
import Synchronization

@testable import TrendsStore

/// The system's calls, of which the nth fails.
final class Faults: Sendable {
  private let remaining: Mutex<Int>
  private let code: Int32
  private let names: Set<String>?
  private let short: Bool
  private let fromThereOn: Bool

  /// - Parameter fromThereOn: whether all calls after the nth fail too, also those that tidy up: what
  ///   is left is what a kill leaves.
  init(
    failing n: Int, with code: Int32, only names: Set<String>? = nil, short: Bool = false,
    fromThereOn: Bool = false
  ) {
    remaining = Mutex(n)
    self.code = code
    self.names = names
    self.short = short
    self.fromThereOn = fromThereOn
  }

  var hasFailed: Bool { remaining.withLock { $0 <= 0 } }

  private func pass(_ name: String) throws(SystemFailure) {
    if let names, !names.contains(name) { return }
    let isTheOne = remaining.withLock { left in
      left -= 1
      return fromThereOn ? left <= 0 : left == 0
    }
    if isTheOne { throw SystemFailure(code) }
  }

  var operations: FileOperations {
    let system = FileOperations.system
    return FileOperations(
      makeFolder: { [self] path throws(SystemFailure) in
        try pass("makeFolder")
        try system.makeFolder(path)
      },
      removeFolder: { [self] path throws(SystemFailure) in
        if fromThereOn { try pass("removeFolder") }
        try system.removeFolder(path)
      },
      openFolder: { [self] path throws(SystemFailure) in
        try pass("openFolder")
        return try system.openFolder(path)
      },
      isFolder: { [self] folder, name throws(SystemFailure) in
        try pass("isFolder")
        return try system.isFolder(folder, name)
      },
      create: { [self] folder, name throws(SystemFailure) in
        try pass("create")
        return try system.create(folder, name)
      },
      write: { [self] file, bytes throws(SystemFailure) in
        try pass("write")
        return try system.write(file, short ? bytes.prefix(1) : bytes)
      },
      sync: { [self] file throws(SystemFailure) in
        try pass("sync")
        try system.sync(file)
      },
      close: { [self] file throws(SystemFailure) in
        // The descriptor is gone whatever close says.
        try system.close(file)
        try pass("close")
      },
      link: { [self] folder, old, new throws(SystemFailure) in
        try pass("link")
        try system.link(folder, old, new)
      },
      rename: { [self] folder, old, new throws(SystemFailure) in
        try pass("rename")
        try system.rename(folder, old, new)
      },
      remove: { [self] folder, name throws(SystemFailure) in
        if fromThereOn { try pass("remove") }
        try system.remove(folder, name)
      })
  }
}
