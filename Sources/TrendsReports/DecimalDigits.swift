/// The shortest decimal that reads back as a given double, taken apart into digits.
///
/// Everything the reports print starts from this decimal rather than from the binary value, so that
/// a reader who rounds a figure of the CSV by hand gets the figure of the text.
struct DecimalDigits: Equatable {
  /// Whether a minus sign stands before a value other than zero.
  private(set) var isNegative: Bool
  /// The digits, `0...9`, without leading or trailing zeros; empty for zero.
  private(set) var digits: [UInt8] = []
  /// Where the point stands: the value is 0.d₁d₂d₃… · 10^`pointPosition`; 0 for zero.
  private(set) var pointPosition = 0

  /// The digits of a number.
  ///
  /// - Precondition: the value is finite; there is no text for one that is not.
  init(_ value: Double) {
    precondition(value.isFinite, "only a finite number can be printed")
    isNegative = value < 0
    // `description` is the shortest text that reads back: `0.25`, `100.0`, `1e-05`, `2.5e+20`.
    var exponent = 0
    var exponentIsNegative = false
    var isPastPoint = false
    var isPastE = false
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isPastPoint = true
      case UInt8(ascii: "e"): isPastE = true
      case UInt8(ascii: "-"): exponentIsNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if isPastE {
          exponent = exponent * 10 + Int(digit)
        } else {
          if !isPastPoint { pointPosition += 1 }
          digits.append(digit)
        }
      default: break
      }
    }
    pointPosition += exponentIsNegative ? -exponent : exponent
    trim()
  }

  /// Moves the point to the right: multiplies by 10^`places` without any error.
  mutating func shift(by places: Int) {
    if !digits.isEmpty { pointPosition += places }
  }

  /// Rounds to a number of decimals, halves away from zero.
  mutating func round(toDecimals decimals: Int) {
    let keptCount = pointPosition + decimals
    guard keptCount < digits.count else { return }
    let roundsUp = keptCount >= 0 && digits[keptCount] >= 5
    digits.removeSubrange(max(0, keptCount)...)
    if roundsUp {
      while let last = digits.last, last == 9 { digits.removeLast() }
      if digits.isEmpty {
        // All nines, or nothing left at all: the carry becomes the only digit.
        digits = [1]
        pointPosition = 1 - decimals + max(0, keptCount)
      } else {
        digits[digits.count - 1] += 1
      }
    }
    trim()
  }

  /// Plain decimal text, never with an exponent and never `-0`.
  ///
  /// - Parameter minimumDecimals: zeros are added up to this many digits after the point; with 0
  ///   and a whole value there is no point.
  func text(minimumDecimals: Int) -> String {
    var bytes: [UInt8] = []
    if isNegative { bytes.append(UInt8(ascii: "-")) }
    for position in 0..<max(1, pointPosition) { bytes.append(ascii(at: position)) }
    if pointPosition <= 0 { bytes[bytes.count - 1] = UInt8(ascii: "0") }
    let decimals = max(minimumDecimals, digits.count - pointPosition)
    if decimals > 0 {
      bytes.append(UInt8(ascii: "."))
      for position in pointPosition..<(pointPosition + decimals) {
        bytes.append(ascii(at: position))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The digit at an index of ``digits``, or a zero on either side of them.
  private func ascii(at position: Int) -> UInt8 {
    UInt8(ascii: "0") + (digits.indices.contains(position) ? digits[position] : 0)
  }

  /// Drops zeros at both ends, and the sign of zero.
  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    let leadingZeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leadingZeros)
    pointPosition -= leadingZeros
    if digits.isEmpty {
      pointPosition = 0
      isNegative = false
    }
  }
}
