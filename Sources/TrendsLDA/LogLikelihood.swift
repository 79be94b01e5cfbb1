import CNumerics

extension SamplerState {
  /// ln p(w, z | alpha, beta), in nats, with theta and phi integrated out.
  ///
  ///     Σ_d [ lnΓ(A) − lnΓ(A + N(d)) + Σ_k (lnΓ(n(d,k) + α(k)) − lnΓ(α(k))) ]
  ///   + Σ_k [ lnΓ(V·β) − lnΓ(V·β + n(k)) + Σ_w (lnΓ(n(k,w) + β) − lnΓ(β)) ]
  ///
  /// Cells of zero contribute nothing and are skipped; small counts come from a table. It is a
  /// derived figure: libm's logarithms may differ in the last bits between CPUs, and no draw
  /// depends on it.
  ///
  /// - Complexity: O(N + V·K).
  ///
  /// Source: Griffiths & Steyvers (2004), eq. 2 and 3, with an asymmetric alpha.
  func logLikelihood() -> Double {
    var total = 0.0
    let tableSize = min(tokens.tokenCount + 1, 1024)
    let betaGamma = RisingLogGamma(betaExact, tableSize: tableSize)
    let betaTotalGamma = RisingLogGamma(betaExact * Double(tokens.termCount), tableSize: 0)
    for k in 0..<topicCount { total -= betaTotalGamma(Int(topicCounts[k])) }
    for w in 0..<tokens.termCount {
      let row = termTopicCounts + w * paddedTopicCount
      for k in 0..<topicCount where row[k] > 0 { total += betaGamma(Int(row[k])) }
    }

    let alphaGammas = alphaExact.map { RisingLogGamma($0, tableSize: min(tableSize, 64)) }
    let alphaTotalGamma = RisingLogGamma(alphaExact.reduce(0, +), tableSize: tableSize)
    var counts = [Int](repeating: 0, count: topicCount)
    var touched: [Int] = []
    for d in 0..<tokens.documentCount {
      let range = tokens.documentStarts[d]..<tokens.documentStarts[d + 1]
      for i in range {
        let k = Int(assignments[i])
        if counts[k] == 0 { touched.append(k) }
        counts[k] += 1
      }
      for k in touched {
        total += alphaGammas[k](counts[k])
        counts[k] = 0
      }
      touched.removeAll(keepingCapacity: true)
      total -= alphaTotalGamma(range.count)
    }
    return total
  }
}

/// lnΓ(x + n) − lnΓ(x) for one x and many whole n ≥ 0, from a table where n is small.
struct RisingLogGamma {
  private let x: Double
  private let base: Double
  private let table: [Double]

  /// - Parameters:
  ///   - x: above 0.
  ///   - tableSize: the counts below this come from a table.
  init(_ x: Double, tableSize: Int) {
    self.x = x
    let base = gsl_sf_lngamma(x)
    self.base = base
    table = (0..<tableSize).map { $0 == 0 ? 0 : gsl_sf_lngamma(x + Double($0)) - base }
  }

  func callAsFunction(_ n: Int) -> Double {
    n < table.count ? table[n] : gsl_sf_lngamma(x + Double(n)) - base
  }
}
