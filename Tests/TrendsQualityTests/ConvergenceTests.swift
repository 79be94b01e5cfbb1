import Foundation
import Testing
import TrendsQuality
import TrendsTestSupport

@Suite struct ConvergenceTests {
  @Test func figuresAreThoseOfThePosteriorPackage() throws {
    let reference = try Reference(named: "rhat_ess", in: .module)
    #expect(reference.cases.count == 10)
    for example in reference.cases {
      let chains = (example["draws_by_chain"]?.array ?? []).map(\.doubles)
      let found = convergence(of: chains)
      let figures: [(String, Double?)] = [
        ("rhat", found.rHat), ("ess_bulk", found.bulkESS), ("ess_tail", found.tailESS),
        ("rhat_basic", found.basicRHat), ("ess_basic", found.basicESS),
      ]
      for (name, figure) in figures {
        let expected = try #require(example[name]?.double)
        let comment = "\(example["note"]?.string ?? ""): \(name)"
        if expected.isNaN {
          #expect(figure == nil, Comment(rawValue: comment))
          #expect(found.reason == .zeroVariance)
        } else {
          expectClose(try #require(figure), expected, relative: 1e-9, comment)
          #expect(found.reason == nil)
        }
      }
    }
  }

  @Test func whatCannotBeJudgedSaysWhy() {
    #expect(convergence(of: []).reason == .insufficientDraws)
    #expect(convergence(of: [[1, 2, 3, 4, 5]]).reason == .insufficientDraws)
    #expect(convergence(of: [[1, 2, 3, 4, 5, 6], [1, 2]]).reason == .insufficientDraws)
    #expect(convergence(of: [[1, 2, 3, 4, 5, .nan]]).reason == .notFinite)
    #expect(convergence(of: [[1, 2, 3, 4, 5, .infinity]]).reason == .notFinite)
  }

  @Test func chainsStuckInDifferentPlacesHaveNoRHat() {
    // Nothing varies within a half, so R-hat would be infinite; that is not a number to print.
    let found = convergence(of: [[Double](repeating: 1, count: 8), .init(repeating: 2, count: 8)])
    #expect(found.rHat == nil)
    #expect(found.basicRHat == nil)
    #expect(found.reason == .zeroVariance)
  }

  @Test(arguments: 1...10)
  func ranksDoNotSeeAMonotoneTransformation(seed: UInt64) throws {
    var random = XorShift(seed: seed)
    let chains = (0..<4).map { _ in (0..<40).map { _ in random.uniform() } }
    let found = convergence(of: chains)
    let transformed = convergence(of: chains.map { $0.map { exp(5 * $0) } })
    #expect(found.bulkESS == transformed.bulkESS)
    #expect(found.tailESS == transformed.tailESS)
    expectClose(
      try #require(found.basicRHat),
      try #require(convergence(of: chains.map { $0.map { 8 * $0 - 3 } }).basicRHat),
      relative: 1e-9)
  }

  @Test func theOrderOfChainsDoesNotMatter() throws {
    var random = XorShift(seed: 7)
    let chains = (0..<3).map { _ in (0..<31).map { _ in random.uniform() } }
    let (found, reversed) = (convergence(of: chains), convergence(of: chains.reversed()))
    expectClose(try #require(found.rHat), try #require(reversed.rHat), relative: 1e-12)
    expectClose(try #require(found.bulkESS), try #require(reversed.bulkESS), relative: 1e-9)
  }
}
