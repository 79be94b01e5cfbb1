internal import CNumerics

/// The scalar products of all pairs of rows of two matrices: A·Bᵀ.
///
/// Runs OpenBLAS on one thread, whatever the machine, because the split of the work among threads
/// decides the order of its sums and so the last bits of the result.
///
/// - Parameters:
///   - a: `[rows × width]`, row-major.
///   - b: `[columns × width]`, row-major.
///   - width: the length of a row, greater than 0.
/// - Returns: `[rows × columns]`, row-major; element (i, j) is row *i* of `a` times row *j* of `b`.
/// - Complexity: O(rows·columns·width).
package func productsOfRows(_ a: [Float], _ b: [Float], width: Int) -> [Float] {
  precondition(width > 0 && width <= Int(Int32.max), "rows have a length that BLAS can count")
  precondition(a.count % width == 0 && b.count % width == 0, "every row has the same length")
  let (rows, columns) = (a.count / width, b.count / width)
  precondition(max(rows, columns) <= Int(Int32.max), "BLAS counts rows in 32 bits")
  var products = [Float](repeating: 0, count: rows * columns)
  guard rows > 0, columns > 0 else { return products }
  BLASThreads.areOne
  cblas_sgemm(
    CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(columns), blasint(width),
    1, a, blasint(width), b, blasint(width), 0, &products, blasint(columns))
  return products
}

/// How many threads OpenBLAS uses: one, set once a process.
enum BLASThreads {
  static let areOne: Void = openblas_set_num_threads(1)
}
