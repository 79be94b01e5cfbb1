public import Foundation
public import Testing

/// The folder of real listings, from `TRENDS_TEST_DATA`; nil where the variable is unset.
///
/// No text of it is part of the project. Suites that need it are enabled by ``realDataIsThere`` and
/// say so when they are skipped.
public let realData: URL? = ProcessInfo.processInfo.environment["TRENDS_TEST_DATA"]
  .flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0, isDirectory: true) }

/// Skips a test aloud where the real listings are absent.
public let realDataIsThere = ConditionTrait.enabled(
  if: realData != nil, "skipped: TRENDS_TEST_DATA names no folder of real listings")

extension Trait where Self == ConditionTrait {
  /// Runs a test only where real listings are there, and says so where they are not.
  public static var needsRealData: Self { realDataIsThere }
}

extension Tag {
  /// Too slow for every run; `make slow` runs these.
  @Tag public static var slow: Self
}

/// Whether slow tests are asked for, by `TRENDS_SLOW_TESTS=1`.
public let slowTestsAreOn = ProcessInfo.processInfo.environment["TRENDS_SLOW_TESTS"] == "1"

extension Trait where Self == ConditionTrait {
  /// Runs a test only under `make slow`.
  public static var onlyWhenSlow: Self {
    .enabled(if: slowTestsAreOn, "skipped: slow; 'make slow' runs it")
  }
}
