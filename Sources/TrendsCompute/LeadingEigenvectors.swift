internal import CNumerics

/// The largest eigenvalues of a symmetric matrix, largest first, and their unit vectors.
///
/// A vector's sign is arbitrary; here its entry of largest magnitude (of equal ones the first) is
/// positive, so that the same matrix gives the same vectors.
///
/// - Parameters:
///   - matrix: `[n × n]`, symmetric; the lower triangle is read.
///   - size: n.
///   - count: how many, in `0...n`.
/// - Returns: the values and their vectors `[count × n]`; nil where LAPACK does not converge, or an
///   entry is not finite.
/// - Complexity: O(n³), once for all.
package func leadingEigenvectors(of matrix: [Double], size: Int, count: Int)
  -> (values: [Double], vectors: [[Double]])?
{
  precondition(matrix.count == size * size, "a square matrix")
  precondition((0...size).contains(count), "at most as many as rows")
  guard matrix.allSatisfy(\.isFinite) else { return nil }
  guard count > 0, let n = Int32(exactly: size) else { return ([], []) }
  BLASThreads.areOne
  var a = matrix
  var values = [Double](repeating: 0, count: size)
  var vectors = [Double](repeating: 0, count: size * count)
  var support = [Int32](repeating: 0, count: 2 * count)
  let (first, none) = (n - Int32(count) + 1, 0.0)
  var (found, status): (Int32, Int32) = (0, 0)
  // Ask for the room first, then solve.
  var work = [0.0]
  var integers: [Int32] = [0]
  for isQuery in [true, false] {
    let workCount = isQuery ? -1 : Int32(work.count)
    let integerCount = isQuery ? -1 : Int32(integers.count)
    dsyevr_(
      "V", "I", "L", [n], &a, [n], [none], [none], [first], [n], [none], &found, &values,
      &vectors, [n], &support, &work, [workCount], &integers, [integerCount], &status, 1, 1, 1)
    guard status == 0 else { return nil }
    if isQuery {
      work = [Double](repeating: 0, count: Int(work[0]))
      integers = [Int32](repeating: 0, count: Int(integers[0]))
    }
  }
  guard Int(found) == count else { return nil }
  // LAPACK gives them in ascending order, a column each.
  let order = (0..<count).reversed()
  return (
    order.map { values[$0] },
    order.map { column in
      let vector = Array(vectors[column * size..<(column + 1) * size])
      let peak = vector.indices.max { (abs(vector[$0]), -$0) < (abs(vector[$1]), -$1) } ?? 0
      return vector[peak] < 0 ? vector.map { -$0 } : vector
    }
  )
}
