import Foundation
import TrendsCorpus
import TrendsLDA
import TrendsPrevalence
import TrendsQuality
import TrendsStore

/// One of the two fits or reports that `trends diff` compares.
struct DiffSide {
  /// As the user named it.
  var name: String
  /// The identifiers of the documents that count, and each one's shares, `[D × K]`, row-major.
  var documentIDs: [String]
  var shares: [Double]
  /// The topics with their labels and their shares of all documents, `[K]`.
  var topics: [(id: String, label: String, share: Double?)]
  /// What identifies each term, `[V]`, and φ, `[K × V]`, row-major; 0 where it is not known.
  var terms: [String]
  var phi: [Double]
  /// The shares of each period by its name, `[K]`; nil where a period has none.
  var periods: [String: [Double?]]
  /// What it was made with.
  var options: [String: String]

  var topicCount: Int { topics.count }

  /// Options that are another roll of the dice and nothing else.
  static let noise: Set<String> = ["seed"]

  /// The topic with the largest share of a document, of equal ones the first.
  func topTopic(of d: Int) -> Int {
    var best = 0
    for k in 1..<max(1, topicCount)
    where shares[d * topicCount + k] > shares[d * topicCount + best] { best = k }
    return best
  }

  /// The mean shares of some documents, `[K]`.
  ///
  /// - Parameter documents: places in `documentIDs`; not empty.
  func meanShares(of documents: [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: topicCount)
    for d in documents {
      for k in 0..<topicCount { sums[k] += shares[d * topicCount + k] }
    }
    return sums.map { $0 / Double(documents.count) }
  }
}

extension DiffSide {
  /// A fit, as far as its documents lie in the range of `index`.
  ///
  /// - Returns: the side, and the row of the fit of each of its documents.
  static func fit(_ model: FittedModel, index: PeriodIndex, store: String) throws
    -> (side: DiffSide, rows: [Int])
  {
    let lengths = model.draws.documentLengths
    let rows = index.documents.filter { lengths[$0] > 0 }
    let all = model.draws.meanShares()
    let topicCount = model.topicCount
    var side = DiffSide(
      name: "fit \(model.fit.id) of \(store)", documentIDs: rows.map { model.documents[$0].id },
      shares: rows.flatMap { all[$0 * topicCount..<($0 + 1) * topicCount] },
      topics: (0..<topicCount).map { (model.topicID($0), model.labels[$0].label, nil) },
      terms: model.fit.vocabulary.keys, phi: model.phi(), periods: [:],
      options: try optionTexts(of: model.fit))
    for period in index.periods {
      let counted = period.documents.filter { lengths[$0] > 0 }
      guard !counted.isEmpty else { continue }
      side.periods[period.bucket.label] = (0..<topicCount).map { k in
        counted.reduce(0.0) { $0 + all[$1 * topicCount + k] } / Double(counted.count)
      }
    }
    if !rows.isEmpty {
      for (k, share) in side.meanShares(of: Array(rows.indices)).enumerated() {
        side.topics[k].share = share
      }
    }
    return (side, rows)
  }

  /// Everything that can change a result, by name.
  private static func optionTexts(of fit: FitRecord) throws -> [String: String] {
    var texts: [String: String] = [:]
    let model = String(decoding: try JSONEncoder().encode(fit.options), as: UTF8.self)
    for (prefix, json) in [("", model), ("terms ", fit.features), ("", fit.programs)] {
      let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      for (name, value) in object ?? [:] { texts[prefix + name] = text(of: value) }
    }
    return texts
  }

  /// A value of JSON as one text.
  static func text(of value: Any) -> String {
    switch value {
    case let text as String: text
    case let number as NSNumber: "\(number)"
    case is NSNull: ""
    default:
      (try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]))
        .map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
  }
}
