import Foundation
import GRDB

extension Blob {
  /// The BLOB of a value, as SQLite takes it.
  static func data<Value: BlobValue>(_ value: Value) -> Data { Data(encode(value)) }
}

extension Store {
  /// The value in a BLOB of a row; `owner` names its place in messages, such as `fit 3`.
  func blob<Value: BlobValue>(
    _ row: Row, _ index: Int, as type: Value.Type, of owner: String
  ) throws -> Value {
    try decoded(try bytes(row, index, as: type, of: owner), as: type, of: owner)
  }

  /// The bytes of a BLOB of a row, not yet looked at.
  func bytes<Value: BlobValue>(
    _ row: Row, _ index: Int, as type: Value.Type, of owner: String
  ) throws -> [UInt8] {
    do {
      return [UInt8](try row.checked(index, as: Data.self))
    } catch {
      throw damaged("the \(Value.blobKind.name) of \(owner) is no BLOB")
    }
  }

  /// The value of a BLOB.
  func decoded<Value: BlobValue>(
    _ bytes: [UInt8], as type: Value.Type, of owner: String
  ) throws -> Value {
    do {
      return try Blob.decode(type, from: bytes)
    } catch {
      throw damaged("the \(Value.blobKind.name) of \(owner) \(error.what)")
    }
  }
}
