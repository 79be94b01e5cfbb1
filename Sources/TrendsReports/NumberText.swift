/// Numbers as text: a point for the decimals, no locale, no exponent, never `-0.0`.
///
/// All rounding is of the shortest decimal that reads back as the number, halves away from zero:
/// 0.25 is 0.3 and 0.15 is 0.2, although the double nearest to 0.15 lies a little below it. That is
/// what a reader gets who rounds the figures of a CSV file by hand.
///
/// - Precondition: of every function, that the number is finite. A figure that could not be computed
///   is none, with a reason code; it has no text.
package enum NumberText {
  /// A number with exactly so many decimals: `fixed(1.25, decimals: 1)` is `1.3`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    precondition(decimals >= 0, "a number of decimals is at least 0")
    var number = DecimalDigits(value)
    number.round(toDecimals: decimals)
    return number.text(minimumDecimals: decimals)
  }

  /// A stability with two decimals, cut and not rounded: what is below a limit of two decimals is seen to
  /// be.
  package static func stability(_ value: Double) -> String {
    fixed((value * 100 + 1e-9).rounded(.down) / 100, decimals: 2)
  }

  /// The shortest text that reads back as the number, without an exponent: `0.00001`, `12.0`.
  ///
  /// Whole numbers keep `.0`, so that a program that guesses a column's type from its first rows
  /// takes it for a decimal column from any of them.
  package static func plain(_ value: Double) -> String {
    precondition(value.isFinite, "only a finite number can be printed")
    // Most numbers need no exponent, and are then described as they are to be written.
    let text = value.description
    return value == 0 || text.utf8.contains(UInt8(ascii: "e"))
      ? DecimalDigits(value).text(minimumDecimals: 1) : text
  }

  /// A share `0...1` in percent without its sign: 0.081 is `8.1`.
  package static func percentFigure(_ share: Double, decimals: Int = 1) -> String {
    var number = DecimalDigits(share)
    number.shift(by: 2)
    number.round(toDecimals: decimals)
    return number.text(minimumDecimals: decimals)
  }

  /// A share `0...1` in percent: 0.081 is `8.1 %`.
  package static func percent(_ share: Double, decimals: Int = 1) -> String {
    percentFigure(share, decimals: decimals) + " %"
  }

  /// A difference of two shares in percentage points, always signed but for zero: `+6.5`, `0.0`.
  package static func points(_ difference: Double, decimals: Int = 1) -> String {
    var number = DecimalDigits(difference)
    number.shift(by: 2)
    number.round(toDecimals: decimals)
    let text = number.text(minimumDecimals: decimals)
    return number.digits.isEmpty || number.isNegative ? text : "+" + text
  }

  /// A p- or q-value with three decimals; below 0.001 it is `<0.001`.
  ///
  /// - Precondition: the value is in `0...1`.
  package static func probability(_ value: Double) -> String {
    precondition((0...1).contains(value), "a p-value is in 0...1")
    return value < 0.001 ? "<0.001" : fixed(value, decimals: 3)
  }

  /// A whole number with commas between thousands: `4,013`.
  package static func grouped(_ value: Int) -> String {
    grouped(digits: String(value))
  }

  /// A number with commas between thousands and so many decimals: `1,234.5`.
  package static func grouped(_ value: Double, decimals: Int) -> String {
    grouped(digits: fixed(value, decimals: decimals))
  }

  /// A whole number in a sentence: in words up to twelve, else in figures.
  package static func inWords(_ value: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(value) ? words[value] : grouped(value)
  }

  /// Puts a comma before every third digit left of the point.
  private static func grouped(digits text: String) -> String {
    let sign = text.prefix { $0 == "-" }
    let unsigned = text.dropFirst(sign.count)
    let whole = unsigned.prefix { $0 != "." }
    var result = String(sign)
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result + unsigned.dropFirst(whole.count)
  }
}
