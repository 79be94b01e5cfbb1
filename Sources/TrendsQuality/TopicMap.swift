internal import TrendsCompute

/// Topics on a plane: near each other where they use the same words.
public struct TopicMap: Equatable, Sendable {
  /// A topic's place; the axes have no meaning, only distances do.
  public struct Place: Equatable, Sendable {
    /// Along the direction in which topics differ most.
    public var x: Double
    /// Along the direction in which they differ most but for that.
    public var y: Double
  }

  /// A place a topic, in their order.
  public let places: [Place]
  /// The part of all squared distance that two directions show, in `0...1`.
  public let shown: Double

  /// Lays topics out by the Hellinger distances of their rows of phi, by classical scaling.
  ///
  ///     B = −½ · J · D² · J,   J = I − 1/K;   place(k,i) = √λ(i) · v(i,k)
  ///
  /// λ and v are the two largest eigenvalues of B and their vectors. The Hellinger distance is
  /// Euclidean in √phi, so B has no negative eigenvalue but for rounding.
  ///
  /// - Parameters:
  ///   - phi: `[K × V]`, row-major; each row sums to 1.
  ///   - topicCount: K.
  /// - Returns: nil below three topics, where there is no plane, and where the eigenvalues cannot be
  ///   found.
  /// - Complexity: O(K²·V + K³).
  ///
  /// Source: Torgerson (1952), *Multidimensional scaling: I. Theory and method*, Psychometrika 17,
  /// 401–419. <https://doi.org/10.1007/BF02288916>
  public init?(phi: [Double], topicCount: Int) {
    guard topicCount >= 3 else { return nil }
    let termCount = phi.count / topicCount
    // Twice the squared Hellinger distance is the squared Euclidean one of roots, so B is half the
    // centred product of the roots' rows: no distance is formed and then undone.
    let roots = phi.map { Float($0.squareRoot()) }
    let products = productsOfRows(roots, roots, width: termCount).map(Double.init)
    let means = (0..<topicCount).map { i in
      products[i * topicCount..<(i + 1) * topicCount].reduce(0, +) / Double(topicCount)
    }
    let mean = means.reduce(0, +) / Double(topicCount)
    var scaled = products
    for i in 0..<topicCount {
      for j in 0..<topicCount {
        scaled[i * topicCount + j] =
          (products[i * topicCount + j] - means[i] - means[j] + mean) / 2
      }
    }
    guard let (values, vectors) = leadingEigenvectors(of: scaled, size: topicCount, count: 2)
    else { return nil }
    let lengths = values.map { max(0, $0).squareRoot() }
    places = (0..<topicCount).map {
      Place(x: lengths[0] * vectors[0][$0], y: lengths[1] * vectors[1][$0])
    }
    let total = (0..<topicCount).reduce(0) { $0 + scaled[$1 * topicCount + $1] }
    shown = total > 0 ? min(1, max(0, (values[0] + max(0, values[1])) / total)) : 1
  }
}
