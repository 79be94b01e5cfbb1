import Foundation
import Testing
import TrendsCorpus
import TrendsLDA

@testable import TrendsStore

/// Damage to the file itself, below SQLite: never a crash, never another answer than was saved.
@Suite struct StoreDamageTests {
  /// A small store with a bit of everything.
  private static func sound(_ scratch: Scratch) throws -> [UInt8] {
    let path = scratch.file("sound.db")
    let store = try Store(path: path, mode: .create)
    let (fit, chains) = sampleFit()
    try store.save(
      documents: try sampleDocuments(), exclusions: sampleExclusions, imports: [sampleImport])
    try store.save(fit: fit, chains: chains)
    try store.close()
    return bytes(of: path)
  }

  /// What a store gives back where it gives anything.
  private struct Answers {
    var documents: Result<[Document], any Error>
    var chains: Result<[ChainResult], any Error>
    var passes: Bool
  }

  private func answers(of path: String) -> Answers {
    do {
      let store = try Store(path: path, mode: .readOnly)
      return Answers(
        documents: Result { try store.documents() },
        chains: Result {
          _ = try store.fit(1)
          return try store.chains(of: 1)
        },
        passes: storeError { try store.verify() } == nil)
    } catch {
      return Answers(documents: .failure(error), chains: .failure(error), passes: false)
    }
  }

  @Test func theSoundStorePasses() throws {
    let scratch = try Scratch()
    _ = try Self.sound(scratch)
    let answers = answers(of: scratch.file("sound.db"))
    #expect(try answers.documents.get() == (try sampleDocuments()))
    #expect(try answers.chains.get() == sampleFit().chains)
    #expect(answers.passes)
  }

  @Test func everyByteOfTheFileMayFlip() throws {
    let scratch = try Scratch()
    let sound = try Self.sound(scratch)
    let expected = try sampleDocuments()
    let chains = sampleFit().chains
    let path = scratch.file("damaged.db")
    var numbers = Numbers(seed: 7)
    var found = 0
    // SQLite's header whole, then a byte in every few.
    for position in Array(0..<100) + Array(stride(from: 100, to: sound.count, by: 197)) {
      var damaged = sound
      damaged[position] ^= UInt8.random(in: 1...255, using: &numbers)
      write(damaged, to: path)
      let answers = answers(of: path)
      switch answers.documents {
      case .success(let documents):
        // Empty where a flip hides the table's rows: the check of the whole must see that.
        #expect(documents == expected || documents.isEmpty && !answers.passes, "byte \(position)")
      case .failure(let error):
        #expect(error is StoreError, "byte \(position): \(error)")
        found += 1
      }
      switch answers.chains {
      case .success(let answer): #expect(answer == chains, "byte \(position)")
      case .failure(let error): #expect(error is StoreError, "byte \(position): \(error)")
      }
    }
    #expect(found > 20)
  }

  @Test func theFileMayEndAnywhere() throws {
    let scratch = try Scratch()
    let sound = try Self.sound(scratch)
    let path = scratch.file("damaged.db")
    for length in Array(1..<110) + Array(stride(from: 110, to: sound.count, by: 1021)) {
      write(Array(sound[..<length]), to: path)
      let answers = answers(of: path)
      #expect(!answers.passes, "\(length) bytes")
      if case .failure(let error) = answers.documents {
        #expect((error as? StoreError)?.errorClass == .damaged, "\(length) bytes: \(error)")
      }
    }
  }

  @Test(arguments: [
    ("PRAGMA foreign_keys = OFF; INSERT INTO fit_parts VALUES (9, 0, 8, 0, x'')", "refers"),
    ("DELETE FROM fit_parts WHERE kind = 9", "fit 1 does not match its seal"),
    ("UPDATE documents SET text = 'x'", "fails its checksum"),
    ("PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'index'", ""),
  ])
  func theCheckOfTheWholeNamesTheProblem(sql: String, part: String) throws {
    let scratch = try Scratch()
    _ = try Self.sound(scratch)
    let path = scratch.file("sound.db")
    let writer = try Store(path: path, mode: .readWrite)
    try writer.run(sql)
    try writer.close()
    let error = storeError { try Store(path: path, mode: .readOnly).verify() }
    #expect(error?.errorClass == .damaged)
    #expect(
      part.isEmpty || error?.description.contains(part) == true, "\(String(describing: error))")
  }
}
