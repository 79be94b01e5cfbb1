import Foundation
import Glibc
public import TrendsLDA

/// The folder beside a store that keeps what it takes to go on with an interrupted fit:
/// `trends.db-checkpoint`.
///
/// | file | content |
/// |---|---|
/// | `chain-3.even`, `chain-3.odd` | the last two checkpoints of chain 3, written in turn |
/// | `chain-3.draws-312` | draws of chain 3, from the one kept after sweep 312 on |
///
/// Every file is written whole under another name, flushed and renamed. A draw is written once: a
/// checkpoint names how many draws it has, and takes them from the files of draws in turn. Each chain
/// has its own files and may be at another sweep. Chains that had not begun have none.
///
/// Whoever uses the folder holds the store open for writing, and with it the writer's lock.
public struct CheckpointFolder: Sendable {
  /// The folder's name in messages: the store's path as the caller gave it, and `-checkpoint`.
  public let name: String
  /// Where it is: beside the store itself, also where the store was named by a link.
  let place: String
  private let store: String

  /// The folder of the store at `path`.
  public init(store path: String) {
    store = path
    name = path + "-checkpoint"
    place = StoreFile.resolved(path.hasPrefix("/") ? path : "./" + path) + "-checkpoint"
  }

  /// Whether there is a checkpoint, sound or not.
  public var holdsCheckpoint: Bool { names.contains { ChainFile($0)?.isState == true } }

  /// The names of the files in the folder, sorted; none where there is no folder.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
  }

  /// The fit that was interrupted: the newest sound checkpoint of each chain.
  ///
  /// - Throws: ``StoreError/noCheckpoint(store:)``, ``StoreError/damagedCheckpoint(path:what:)``
  ///   where no checkpoint of a chain is sound, ``StoreError/foreignCheckpoint(path:found:)``,
  ///   ``StoreError/cannotRead(path:reason:)``.
  public func read() throws -> InterruptedFit {
    var chains: [Int: [String]] = [:]
    for name in names {
      guard let file = ChainFile(name), file.isState else { continue }
      chains[file.chain, default: []].append(name)
    }
    var fit: InterruptedFit?
    for (_, names) in chains.sorted(by: { $0.key < $1.key }) {
      let found = try CheckpointReader(folder: self).newest(of: names)
      if let expected = fit?.identity, expected != found.head.fit {
        throw StoreError.damagedCheckpoint(
          path: path(of: found.file), what: "belongs to another fit than its neighbours")
      }
      if fit == nil { fit = InterruptedFit(identity: found.head.fit) }
      fit?.chains.append(found.checkpoint)
      fit?.files.append(found.file)
      fit?.warnings += found.warnings
    }
    guard let fit else { throw StoreError.noCheckpoint(store: store) }
    return fit
  }

  /// Removes the folder with everything in it that is ours; what else lies there or has its name stays.
  ///
  /// - Throws: ``StoreError/cannotWrite(path:reason:)``.
  public func remove() throws { try remove(through: .system) }

  func remove(through operations: FileOperations) throws {
    try removeFiles(through: operations)
    do {
      try operations.removeFolder(place)
    } catch {
      guard [ENOENT, ENOTEMPTY, EEXIST, ENOTDIR].contains(error.code) else {
        throw StoreError.cannotWrite(path: name, reason: error.description)
      }
    }
  }

  /// Our files, those that make a checkpoint first: so a removal that is cut off in between leaves none
  /// that lacks its draws.
  var namesInOrderOfRemoval: [String] {
    let names = names
    return names.filter { ChainFile($0)?.isState == true }
      + names.filter { ChainFile($0)?.isState == false }
  }

  /// Removes our files, in that order.
  func removeFiles(through operations: FileOperations) throws {
    let ours = namesInOrderOfRemoval
    let states = ours.filter { ChainFile($0)?.isState == true }
    let rest = ours.dropFirst(states.count) + names.filter(Self.isTemporary)
    guard !states.isEmpty || !rest.isEmpty else { return }
    do {
      let folder = try operations.openFolder(place)
      defer { try? operations.close(folder) }
      for group in [states[...], rest] {
        for name in group { try operations.remove(folder, name) }
        try operations.sync(folder)
      }
    } catch {
      throw StoreError.cannotWrite(path: name, reason: "\(error)")
    }
  }

  /// Removes what a writer left that was killed.
  func removeTemporaryFiles() {
    for name in names where Self.isTemporary(name) { unlink(place + "/" + name) }
  }

  private static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".trends-") }

  /// The path of a file in messages.
  func path(of file: String) -> String { name + "/" + file }
}

/// A fit as its checkpoints left it.
public struct InterruptedFit: Equatable, Sendable {
  /// What makes the fit the one it is.
  public internal(set) var identity: FitIdentity
  /// The chains that have begun, by number, each where it is.
  public internal(set) var chains: [ChainCheckpoint] = []
  /// A line for each damaged file that an earlier one stands in for.
  public internal(set) var warnings: [String] = []
  /// The file that each of `chains` came from.
  var files: [String] = []
}

/// The name of a file of a chain, taken apart.
struct ChainFile: Equatable {
  enum Kind: Equatable {
    case even, odd
    case draws(firstSweep: Int)
  }

  var chain: Int
  var kind: Kind

  init(chain: Int, kind: Kind) {
    self.chain = chain
    self.kind = kind
  }

  /// nil for a name that is none of ours.
  init?(_ name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].hasPrefix("chain-"), let chain = Int(parts[0].dropFirst(6))
    else { return nil }
    switch parts[1] {
    case "even": self.init(chain: chain, kind: .even)
    case "odd": self.init(chain: chain, kind: .odd)
    default:
      guard parts[1].hasPrefix("draws-"), let sweep = Int(parts[1].dropFirst(6)) else { return nil }
      self.init(chain: chain, kind: .draws(firstSweep: sweep))
    }
    // `chain-+1.even` is not a name that we give.
    guard self.name == name else { return nil }
  }

  var isState: Bool { kind == .even || kind == .odd }

  var name: String {
    switch kind {
    case .even: "chain-\(chain).even"
    case .odd: "chain-\(chain).odd"
    case .draws(let sweep): "chain-\(chain).draws-\(sweep)"
    }
  }
}
