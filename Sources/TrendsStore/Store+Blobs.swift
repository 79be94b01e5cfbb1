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
    let name = "the \(Value.blobKind.name) of \(owner)"
    do {
      return try Blob.decode(type, from: [UInt8](try row.checked(index, as: Data.self)))
    } catch let damage as BlobDamage {
      throw damaged("\(name) \(damage.what)")
    } catch is WrongType {
      throw damaged("\(name) is no BLOB")
    }
  }
}
