import Foundation
import TrendsFeatures
import TrendsLDA
import TrendsStore

/// What a fit is to do: as the flags say, or as an interrupted fit began it.
struct FitPlan {
  /// The options of the model; those of the first round where there are several.
  var options: LDAOptions
  /// The most sweeps, where their number is settled on the way; else nil.
  var largestSweepCount: Int?
  /// What counts as a term.
  var features: FeatureOptions
  /// Where the fit goes on.
  var interrupted: InterruptedFit?
}

extension FitPlan {
  /// The plan of an interrupted fit.
  init(_ interrupted: InterruptedFit) throws {
    let identity = interrupted.identity
    options = identity.options
    largestSweepCount = identity.largestSweepCount
    self.interrupted = interrupted
    // A bag of words came with its terms, and has no options for them.
    if identity.features == "{}" {
      features = FeatureOptions()
      return
    }
    guard
      let decoded = try? JSONDecoder().decode(
        FeatureOptions.self, from: Data(identity.features.utf8))
    else { throw CommandError.foreignCheckpoint("has options of terms that cannot be read") }
    features = decoded
  }
}

/// A flag of `trends fit` that was given beside `--resume`.
struct GivenFlag<Value: Equatable> {
  let name: String
  let value: Value?

  /// Checks that a flag says what the interrupted fit has, where it says anything.
  func requireAgreement(with expected: Value) throws {
    guard let value, value != expected else { return }
    throw CommandError.badArgument(
      "\(name) is \(value), but \(expected) in the interrupted fit; "
        + "leave it out, or begin anew without --resume")
  }
}
