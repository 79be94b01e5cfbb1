/// The average Jaccard similarity of two ranked lists: the mean over depths of the overlap of their
/// heads.
///
///     AJ = 1/n · Σ_{d = 1…n} |A_d ∩ B_d| / |A_d ∪ B_d|
///
/// - Parameters:
///   - a: the first list, best first, without repeats.
///   - b: the second list, likewise.
///   - depth: n, or nil for the length of the shorter list. A list that ends before n is compared
///     as it stands from there on.
/// - Returns: a number in `0...1`; 0 where either list is empty.
/// - Complexity: O(n).
///
/// Source: Greene, O'Callaghan & Cunningham (2014), *How many topics? Stability analysis for topic
/// models*, ECML PKDD, eq. 1. <https://doi.org/10.1007/978-3-662-44848-9_32>
public func averageJaccard<Element: Hashable>(
  _ a: [Element], _ b: [Element], depth: Int? = nil
) -> Double {
  let depth = depth ?? min(a.count, b.count)
  guard depth > 0, !a.isEmpty, !b.isEmpty else { return 0 }
  var sum = 0.0
  forEachHead(of: a, b, depth: depth) { _, common, union in
    sum += Double(common) / Double(union)
  }
  return sum / Double(depth)
}

/// Extrapolated rank-biased overlap: how alike two rankings are, weighted towards their heads.
///
/// With *l* the length of the longer list, *s* that of the shorter, X(d) the overlap at depth d:
///
///     RBO = (1 − p)/p · ( Σ_{d = 1…l} X(d)/d · p^d  +  Σ_{d = s+1…l} X(s)·(d − s)/(d·s) · p^d )
///           + ( (X(l) − X(s))/l + X(s)/s ) · p^l
///
/// - Parameters:
///   - a: the first list, best first, without repeats.
///   - b: the second list, likewise.
///   - persistence: p in `0..<1`, 0 excluded; 0.9 puts 86 % of the weight on the first ten.
/// - Returns: a number in `0...1`; 0 where either list is empty.
/// - Complexity: O(l).
///
/// Source: Webber, Moffat & Zobel (2010), *A similarity measure for indefinite rankings*, ACM TOIS
/// 28, 20, eq. 32. <https://doi.org/10.1145/1852102.1852106>
public func rankBiasedOverlap<Element: Hashable>(
  _ a: [Element], _ b: [Element], persistence p: Double = 0.9
) -> Double {
  precondition(p > 0 && p < 1, "persistence is between 0 and 1")
  let (short, long) = (min(a.count, b.count), max(a.count, b.count))
  guard short > 0 else { return 0 }
  var (sum, weight) = (0.0, 1.0)
  var (commonAtShort, commonAtLong) = (0.0, 0.0)
  forEachHead(of: a, b, depth: long) { depth, common, _ in
    weight *= p
    let d = Double(depth)
    commonAtLong = Double(common)
    if depth == short { commonAtShort = commonAtLong }
    sum += commonAtLong / d * weight
    if depth > short {
      sum += commonAtShort * (d - Double(short)) / (d * Double(short)) * weight
    }
  }
  let tail = (commonAtLong - commonAtShort) / Double(long) + commonAtShort / Double(short)
  return min(1, (1 - p) / p * sum + tail * weight)
}

/// Calls `body` with each depth from 1, and how many elements the heads of that depth share and
/// hold in all.
private func forEachHead<Element: Hashable>(
  of a: [Element], _ b: [Element], depth: Int,
  _ body: (_ depth: Int, _ common: Int, _ union: Int) -> Void
) {
  var (inA, inB) = (Set<Element>(), Set<Element>())
  var common = 0
  for position in 0..<depth {
    if position < a.count, inA.insert(a[position]).inserted, inB.contains(a[position]) {
      common += 1
    }
    if position < b.count, inB.insert(b[position]).inserted, inA.contains(b[position]) {
      common += 1
    }
    body(position + 1, common, inA.count + inB.count - common)
  }
}
