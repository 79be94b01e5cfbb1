/// The cheapest way to give each row a column of its own.
///
/// Solves the rectangular assignment problem: the returned pairs are as many as the smaller side
/// holds, no column is used twice, and the sum of their costs is the smallest possible. Among
/// assignments of equal cost the choice depends on nothing but the order of rows and columns.
///
/// A pair whose cost is not finite is forbidden: it is never returned, and rows that can have no
/// other column stay without one. As many rows as possible are served, then as cheaply as possible.
///
/// - Parameters:
///   - cost: the cost of each pair, `[rows × columns]`, row-major, of any sign.
///   - rows: how many rows, at least 0.
///   - columns: how many columns, at least 0.
/// - Returns: for each row its column, or nil where the row is left over.
/// - Complexity: O(m²·n) time with *m* the smaller and *n* the larger side, O(m·n) space.
///
/// Source: Jonker & Volgenant (1987), *A shortest augmenting path algorithm for dense and sparse
/// linear assignment problems*, Computing 38, 325–340, without its initial heuristics.
/// <https://doi.org/10.1007/BF02278710>
package func minimumCostAssignment(cost: [Double], rows: Int, columns: Int) -> [Int?] {
  precondition(rows >= 0 && columns >= 0, "a matrix has no negative side")
  precondition(cost.count == rows * columns, "one cost a pair")
  guard rows > 0, columns > 0 else { return Array(repeating: nil, count: rows) }

  if rows > columns {
    var transposed = [Double](repeating: 0, count: cost.count)
    for row in 0..<rows {
      for column in 0..<columns { transposed[column * rows + row] = cost[row * columns + column] }
    }
    var result = [Int?](repeating: nil, count: rows)
    let rowOfColumn = minimumCostAssignment(cost: transposed, rows: columns, columns: rows)
    for (column, row) in rowOfColumn.enumerated() {
      if let row { result[row] = column }
    }
    return result
  }

  let columnOfRow = shortestAugmentingPaths(
    cost: scaledCosts(cost, rows: rows), rows: rows, columns: columns)
  return columnOfRow.enumerated().map { row, column in
    cost[row * columns + column].isFinite ? column : nil
  }
}

/// Costs in -1...1, scaled by a power of two so that no sum overflows and no bit is lost; a
/// forbidden pair costs more than any full assignment of the others could.
private func scaledCosts(_ cost: [Double], rows: Int) -> [Double] {
  var largest = 0.0
  for value in cost where value.isFinite { largest = max(largest, abs(value)) }
  guard largest > 0 else { return cost.map { $0.isFinite ? 0 : 1 } }
  let exponent = -largest.exponent - 1
  let forbidden = 2.0 * Double(rows) + 1
  return cost.map { value in
    value.isFinite ? Double(sign: .plus, exponent: exponent, significand: value) : forbidden
  }
}

/// Gives every row a column, one row at a time, each along the cheapest alternating path.
///
/// The prices `u` of rows and `v` of columns keep every reduced cost c − u − v at least 0, and at 0
/// on the pairs chosen so far, so that each path is a run of Dijkstra's algorithm.
///
/// - Parameter cost: `[rows × columns]`, finite; `rows <= columns`.
/// - Returns: the column of each row.
private func shortestAugmentingPaths(cost: [Double], rows: Int, columns: Int) -> [Int] {
  var u = [Double](repeating: 0, count: rows)
  var v = [Double](repeating: 0, count: columns)
  var rowOfColumn = [Int](repeating: -1, count: columns)
  var columnOfRow = [Int](repeating: -1, count: rows)
  var distance = [Double](repeating: 0, count: columns)
  var predecessor = [Int](repeating: 0, count: columns)
  var isScanned = [Bool](repeating: false, count: columns)

  for start in 0..<rows {
    for column in 0..<columns {
      distance[column] = .infinity
      isScanned[column] = false
    }
    var scannedRows = [start]
    var row = start
    var reached = 0.0
    var end = -1
    while end < 0 {
      var nearest = -1
      for column in 0..<columns where !isScanned[column] {
        let through = reached + cost[row * columns + column] - u[row] - v[column]
        if through < distance[column] {
          distance[column] = through
          predecessor[column] = row
        }
        if nearest < 0 || distance[column] < distance[nearest] { nearest = column }
      }
      isScanned[nearest] = true
      reached = distance[nearest]
      if rowOfColumn[nearest] < 0 {
        end = nearest
      } else {
        row = rowOfColumn[nearest]
        scannedRows.append(row)
      }
    }

    u[start] += reached
    for row in scannedRows.dropFirst() { u[row] += reached - distance[columnOfRow[row]] }
    for column in 0..<columns where isScanned[column] { v[column] -= reached - distance[column] }

    var column = end
    while true {
      let row = predecessor[column]
      rowOfColumn[column] = row
      let next = columnOfRow[row]
      columnOfRow[row] = column
      if row == start { break }
      column = next
    }
  }
  return columnOfRow
}
