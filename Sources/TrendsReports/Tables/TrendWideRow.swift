/// A period with the share of every topic: one row of `trends_wide.csv`, a view of `trends.csv` for
/// charts.
public struct TrendWideRow: Equatable, Sendable {
  /// A topic that has a column.
  public struct Topic: Equatable, Sendable {
    /// The identifier within the fit.
    public var id: String
    /// The name.
    public var label: String

    /// A topic from its parts.
    public init(id: String, label: String) {
      self.id = id
      self.label = label
    }
  }

  /// The period's name.
  public var period: String
  /// Whether the listings cover all of it.
  public var isComplete: Bool
  /// The shares by topic; a topic without one is missing.
  public var shares: [String: Double]

  /// A row from its cells.
  public init(period: String, isComplete: Bool, shares: [String: Double]) {
    self.period = period
    self.isComplete = isComplete
    self.shares = shares
  }

  /// The rows of `trends.csv` as periods, in the order in which they first come.
  public static func rows(of trends: some Sequence<TrendRow>) -> [Self] {
    var rows: [Self] = []
    var places: [String: Int] = [:]
    for trend in trends {
      let place = places[trend.period] ?? rows.count
      if place == rows.count {
        places[trend.period] = place
        rows.append(Self(period: trend.period, isComplete: trend.isComplete, shares: [:]))
      }
      rows[place].shares[trend.topicID] = trend.share
    }
    return rows
  }

  /// `trends_wide.csv` with one column a topic, headed `T0004 label`.
  ///
  /// - Precondition: no two topics have the same identifier.
  public static func table(topics: [Topic]) -> Table<Self> {
    let shares = topics.map { topic in
      TableColumn<Self>.number(
        topic.label.isEmpty ? topic.id : "\(topic.id) \(topic.label)",
        unit: "fraction of documents",
        "share of topic \(topic.id); empty where trends.csv has none"
      ) { $0.shares[topic.id] }
    }
    return Table(
      fileName: "trends_wide.csv", grain: "a period",
      columns: [
        .period("period", "name of the period") { $0.period },
        .boolean("complete", "whether the listings cover the whole period") { $0.isComplete },
      ] + shares)
  }
}
