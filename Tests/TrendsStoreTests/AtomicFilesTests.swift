import Foundation
import Glibc
import Testing

@testable import TrendsStore

@Suite struct AtomicFilesTests {
  private let new: [(name: String, contents: [UInt8])] = [
    ("a.csv", Array("new a".utf8)), ("b.csv", Array("new b, longer".utf8)), ("c.csv", []),
  ]

  /// The files of a folder as text, by name.
  private func contents(of scratch: Scratch, _ folder: String) -> [String: String] {
    let path = scratch.file(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, String(decoding: bytes(of: path + "/" + $0), as: UTF8.self))
      })
  }

  @Test func aMissingFolderIsMadeWithThoseAboveIt() throws {
    let scratch = try Scratch()
    try writeAtomically(new, into: scratch.file("x/y/z/"))
    #expect(
      contents(of: scratch, "x/y/z") == ["a.csv": "new a", "b.csv": "new b, longer", "c.csv": ""])
  }

  @Test func otherFilesInTheFolderAreLeftAlone() throws {
    let scratch = try Scratch()
    write(Array("mine".utf8), to: scratch.file("notes.txt"))
    write(Array("old a".utf8), to: scratch.file("a.csv"))
    try writeAtomically(new, into: scratch.path)
    #expect(
      contents(of: scratch, "")
        == ["notes.txt": "mine", "a.csv": "new a", "b.csv": "new b, longer", "c.csv": ""])
  }

  @Test func filesToRemoveGoAndThoseThatAreNotThereAreNoError() throws {
    let scratch = try Scratch()
    for name in ["a.csv", "old.csv", "notes.txt"] { write([1], to: scratch.file(name)) }
    try writeAtomically(new, into: scratch.path, removing: ["old.csv", "older.csv"])
    #expect(scratch.names == ["a.csv", "b.csv", "c.csv", "notes.txt"])
    let error = storeError {
      try writeAtomically(new, into: scratch.path, removing: ["../x"])
    }
    #expect(
      error == .cannotWrite(path: scratch.path, reason: "'../x' is not the name of a file"))
  }

  @Test func aLinkUnderTheNameIsReplacedAndNotFollowed() throws {
    let scratch = try Scratch()
    write(Array("elsewhere".utf8), to: scratch.file("target"))
    try FileManager.default.createDirectory(
      atPath: scratch.file("out"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("out/a.csv"), withDestinationPath: scratch.file("target"))
    try writeAtomically(new, into: scratch.file("out"))
    #expect(bytes(of: scratch.file("target")) == Array("elsewhere".utf8))
    #expect(contents(of: scratch, "out")["a.csv"] == "new a")
  }

  @Test(arguments: ["", ".", "..", "a/b", "/etc/x", "../x", "a\0b"])
  func aNameThatIsAPathIsRefused(name: String) throws {
    let scratch = try Scratch()
    let error = storeError { try writeAtomically([("ok", []), (name, [])], into: scratch.path) }
    #expect(
      error == .cannotWrite(path: scratch.path, reason: "'\(name)' is not the name of a file"))
    #expect(scratch.names == [])
  }

  @Test func aNameGivenTwiceIsRefused() throws {
    let scratch = try Scratch()
    let error = storeError { try writeAtomically([("a", [1]), ("a", [2])], into: scratch.path) }
    #expect(error == .cannotWrite(path: scratch.path, reason: "'a' is given twice"))
  }

  @Test func aFileInPlaceOfTheFolderIsNamed() throws {
    let scratch = try Scratch()
    write([1], to: scratch.file("reports"))
    let error = storeError { try writeAtomically(new, into: scratch.file("reports")) }
    #expect(
      error?.description
        == "\(scratch.file("reports")): cannot be written: it is a file or below one, not a folder")
    #expect(error?.errorClass == .cannotWrite)
    #expect(storeError { try writeAtomically(new, into: "/dev/full") } != nil)
  }

  @Test func aFolderInPlaceOfAFileKeepsTheOldFiles() throws {
    let scratch = try Scratch()
    write(Array("old a".utf8), to: scratch.file("a.csv"))
    try FileManager.default.createDirectory(
      atPath: scratch.file("c.csv"), withIntermediateDirectories: false)
    let error = storeError { try writeAtomically(new, into: scratch.path) }
    #expect(error == .cannotWrite(path: scratch.file("c.csv"), reason: "Is a directory"))
    #expect(scratch.names == ["a.csv", "c.csv"])
    #expect(bytes(of: scratch.file("a.csv")) == Array("old a".utf8))
  }

  @Test(.disabled(if: geteuid() == 0, "root may write anywhere"))
  func aReadOnlyFolderIsNamed() throws {
    let scratch = try Scratch()
    chmod(scratch.path, 0o500)
    let error = storeError { try writeAtomically(new, into: scratch.path) }
    #expect(error == .cannotWrite(path: scratch.file("a.csv"), reason: "Permission denied"))
  }

  // The nth call fails, for every n until one run gets through: afterwards the folder holds the old
  // files or the new ones, and nothing else.
  @Test(arguments: [ENOSPC, EIO, EROFS], [true, false])
  func whicheverCallFailsTheOldFilesStay(code: Int32, folderIsThere: Bool) throws {
    var failures = 0
    for n in 1... {
      let scratch = try Scratch()
      var old: [String: String] = [:]
      if folderIsThere {
        old = ["a.csv": "old a", "c.csv": "old c", "notes.txt": "mine", "z.json": "stale"]
        try FileManager.default.createDirectory(
          atPath: scratch.file("out"), withIntermediateDirectories: false)
        for (name, text) in old { write(Array(text.utf8), to: scratch.file("out/" + name)) }
      }
      let faults = Faults(failing: n, with: code)
      let error = storeError {
        try writeAtomically(
          new, into: scratch.file("out"), removing: ["z.json"], through: faults.operations)
      }
      if faults.hasFailed, let error {
        failures += 1
        guard case .cannotWrite(let path, let reason) = error else {
          Issue.record("call \(n): \(error)")
          continue
        }
        #expect(path.hasPrefix(scratch.path), "call \(n)")
        #expect(reason == SystemFailure(code).description, "call \(n)")
        #expect(contents(of: scratch, "out") == old, "call \(n)")
        #expect(folderIsThere || scratch.names == [], "call \(n)")
      } else {
        // Only tidying up may fail without an error.
        let wanted = ["a.csv": "new a", "b.csv": "new b, longer", "c.csv": ""]
        for (name, text) in wanted {
          #expect(contents(of: scratch, "out")[name] == text, "call \(n)")
        }
        #expect(contents(of: scratch, "out")["z.json"] == nil, "call \(n)")
        if !faults.hasFailed { break }
      }
    }
    // Three files are at least opened, flushed, closed and renamed, and two of them written.
    #expect(failures >= 14)
  }

  @Test(arguments: 1...30)
  func interruptedAndShortWritesAreTakenUpAgain(n: Int) throws {
    let scratch = try Scratch()
    let faults = Faults(failing: n, with: EINTR, only: ["write", "create", "close"], short: true)
    try writeAtomically(new, into: scratch.file("out"), through: faults.operations)
    #expect(
      contents(of: scratch, "out") == ["a.csv": "new a", "b.csv": "new b, longer", "c.csv": ""])
  }

  @Test func whereThereAreNoSecondNamesFilesAreReplacedAllTheSame() throws {
    let scratch = try Scratch()
    write(Array("old a".utf8), to: scratch.file("a.csv"))
    var operations = FileOperations.system
    operations.link = { _, _, _ throws(SystemFailure) in throw SystemFailure(EPERM) }
    try writeAtomically(new, into: scratch.path, through: operations)
    #expect(scratch.names == ["a.csv", "b.csv", "c.csv"])
    #expect(bytes(of: scratch.file("a.csv")) == Array("new a".utf8))
  }
}
