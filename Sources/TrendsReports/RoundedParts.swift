/// Rounds the parts of a sum so that the rounded parts add up to the rounded sum.
///
/// Every part is rounded down, and the units that are then missing go to the parts that lost most,
/// of equal ones to the first (the method of largest remainders). No part is off by a whole unit.
///
/// - Parameters:
///   - parts: at least 0 and finite.
///   - total: their sum, up to the rounding of doubles.
///   - decimals: digits after the point.
/// - Returns: the parts and their sum, as text.
func roundedParts(_ parts: [Double], total: Double, decimals: Int)
  -> (parts: [String], sum: String)
{
  var unit = 1.0
  for _ in 0..<decimals { unit *= 10 }
  var units = parts.map { ($0 * unit).rounded(.down) }
  let totalUnits = (total * unit).rounded()
  let missing = Int(totalUnits - units.reduce(0, +))
  let order = parts.indices.sorted {
    (units[$0] - parts[$0] * unit, $0) < (units[$1] - parts[$1] * unit, $1)
  }
  for i in order.prefix(max(0, missing)) { units[i] += 1 }
  func text(_ units: Double) -> String { NumberText.fixed(units / unit, decimals: decimals) }
  return (units.map(text), text(totalUnits))
}
