import GRDB

/// A column of a row that holds another type than the schema says.
///
/// GRDB's own subscripts stop the program on a wrong type; in a damaged file any value can be there.
struct WrongType: Error {
  let column: String
}

extension Row {
  /// The value of column `index`, from 0.
  func checked<Value: DatabaseValueConvertible>(
    _ index: Int, as type: Value.Type = Value.self
  ) throws(WrongType) -> Value {
    let stored: DatabaseValue = self[index]
    guard let value = Value.fromDatabaseValue(stored) else {
      throw WrongType(column: Array(columnNames)[index])
    }
    return value
  }

  /// The value of column `index`, or nil where it is NULL.
  func checkedOptional<Value: DatabaseValueConvertible>(
    _ index: Int, as type: Value.Type = Value.self
  ) throws(WrongType) -> Value? {
    let stored: DatabaseValue = self[index]
    return stored.isNull ? nil : try checked(index, as: type)
  }
}
