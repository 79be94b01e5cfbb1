import Dispatch
import Foundation
import GRDB
import Synchronization
import TrendsLDA

/// The row of a fit as it is stored.
struct FitHead {
  var options: String
  var features: String
  var programs: String
  var inputs: String
  var documentCount: Int
  var termCount: Int
  var tokenCount: Int

  init(_ fit: FitRecord) throws {
    options = Store.storable(try Self.json(fit.options))
    features = Store.storable(fit.features)
    programs = Store.storable(fit.programs)
    inputs = Store.storable(try Self.json(fit.inputs))
    documentCount = fit.bag.documentCount
    termCount = fit.bag.termCount
    tokenCount = fit.bag.tokenCount
  }

  /// The row of fit `id`; `damaged` makes the error where it holds wrong types.
  init(id: Int, _ db: Database, _ damaged: (String) -> StoreError) throws {
    let row = try Row.fetchOne(
      db,
      sql: "SELECT options, features, programs, inputs, documents, terms, tokens FROM fits "
        + "WHERE id = ?", arguments: [id])
    guard let row else { throw damaged("fit \(id) is lost") }
    do {
      options = try row.checked(0)
      features = try row.checked(1)
      programs = try row.checked(2)
      inputs = try row.checked(3)
      documentCount = try row.checked(4)
      termCount = try row.checked(5)
      tokenCount = try row.checked(6)
    } catch {
      throw damaged("fit \(id) holds a wrong value in column '\(error.column)'")
    }
  }

  func write(into writer: inout ByteWriter) {
    for text in [options, features, programs, inputs] { writer.text(text) }
    for count in [documentCount, termCount, tokenCount] { writer.integer(count) }
  }

  func summary(id: Int, _ damaged: (String) -> StoreError) throws -> FitSummary {
    guard let options = try? JSONDecoder().decode(LDAOptions.self, from: Data(options.utf8)) else {
      throw damaged("the options of fit \(id) cannot be read")
    }
    return FitSummary(
      id: id, options: options, documentCount: documentCount, termCount: termCount,
      tokenCount: tokenCount)
  }

  func decodedInputs(_ damaged: (String) -> StoreError) throws -> [FitInput] {
    guard let inputs = try? JSONDecoder().decode([FitInput].self, from: Data(inputs.utf8)) else {
      throw damaged("the inputs of a fit cannot be read")
    }
    return inputs
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// Inserts the parts of one fit.
struct PartWriter {
  private let statement: Statement
  private let fit: Int

  init(_ db: Database, fit: Int) throws {
    statement = try db.makeStatement(
      sql: "INSERT INTO fit_parts (fit, chain, kind, number, data) VALUES (?, ?, ?, ?, ?)")
    self.fit = fit
  }

  func insert<Value: BlobValue>(_ value: Value, chain: Int = -1, number: Int = 0) throws {
    statement.setUncheckedArguments([
      fit, chain, Int(Value.blobKind.rawValue), number, Blob.data(value),
    ])
    try statement.execute()
  }
}

/// Reads the parts of one fit.
struct PartReader {
  let store: Store
  let db: Database
  let fit: Int

  /// The only part of its kind.
  func part<Value: BlobValue>(_ type: Value.Type, chain: Int = -1) throws -> Value {
    let all = try all(type, chain: chain)
    guard let value = all.first, all.count == 1 else {
      throw store.damaged("\(owner(chain)) has \(all.count) parts '\(type.blobKind.name)', not 1")
    }
    return value
  }

  /// All parts of a kind, by number.
  func all<Value: BlobValue>(_ type: Value.Type, chain: Int) throws -> [Value] {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT data FROM fit_parts WHERE fit = ? AND chain = ? AND kind = ? ORDER BY number",
      arguments: [fit, chain, Int(type.blobKind.rawValue)])
    var blobs: [[UInt8]] = []
    while let row = try rows.next() {
      blobs.append(try store.bytes(row, 0, as: type, of: owner(chain)))
    }
    // Draws of a large corpus are most of a store, and take longer to decode than to read.
    let slots = Mutex<[Result<Value, any Error>?]>(Array(repeating: nil, count: blobs.count))
    let (encoded, store, owner) = (blobs, store, owner(chain))
    DispatchQueue.concurrentPerform(iterations: encoded.count) { i in
      let value = Result { try store.decoded(encoded[i], as: type, of: owner) }
      slots.withLock { $0[i] = value }
    }
    return try slots.withLock(\.self).compactMap { try $0?.get() }
  }

  private func owner(_ chain: Int) -> String {
    chain < 0 ? "fit \(fit)" : "chain \(chain) of fit \(fit)"
  }
}
