/// What `trends calibrate` prints: how often reports cry wolf, and how often they find what is there.
public struct CalibrationSummary: Equatable, Sendable {
  /// How often a change of one size was found.
  public struct Power: Equatable, Sendable {
    /// `ramp` or `burst`.
    public var plant: String
    /// Dates.
    public var dates: Int
    /// Documents a date.
    public var documents: Int
    /// The multiple of the share that was planted.
    public var factor: Double
    /// Corpora that were made.
    public var trials: Int
    /// How often the topic was found.
    public var found: ShareEstimate
    /// How often its own test alone had p ≤ .05, before the correction over topics.
    public var alone: ShareEstimate
    /// In how many corpora another topic was called, or had a burst.
    public var others: Int

    /// A row from its cells.
    public init(
      plant: String, dates: Int, documents: Int, factor: Double, trials: Int,
      found: ShareEstimate, alone: ShareEstimate, others: Int
    ) {
      self.plant = plant
      self.dates = dates
      self.documents = documents
      self.factor = factor
      self.trials = trials
      self.found = found
      self.alone = alone
      self.others = others
    }
  }

  /// The model's name: `fit 3 of trends.db`.
  public var fitName: String
  /// What a period is, and how many there are: `84 complete weeks`.
  public var periods: String
  /// The seed of all shuffles.
  public var seed: UInt64
  /// K.
  public var topicCount: Int
  /// Topics that may be judged: without any there can be no alarm and nothing is planted.
  public var judgedTopicCount: Int
  /// Whether there are fewer complete periods than a call needs.
  public var hasTooFewPeriods: Bool
  /// How often shuffled dates gave a call; nil where that was not tried.
  public var falseAlarms: SummarySignals.FalseAlarms?
  /// The rate of reports with any trend, and with any burst.
  public var trendRate: ShareEstimate?
  /// The rate of reports with any burst.
  public var burstRate: ShareEstimate?
  /// Identifiers of the topics that changes were planted in.
  public var plantedTopics: [String]
  /// How often planted changes were found.
  public var power: [Power]

  /// A summary from its parts.
  public init(
    fitName: String, periods: String, seed: UInt64, topicCount: Int, judgedTopicCount: Int,
    hasTooFewPeriods: Bool,
    falseAlarms: SummarySignals.FalseAlarms?,
    trendRate: ShareEstimate?, burstRate: ShareEstimate?, plantedTopics: [String],
    power: [Power]
  ) {
    self.fitName = fitName
    self.periods = periods
    self.seed = seed
    self.topicCount = topicCount
    self.judgedTopicCount = judgedTopicCount
    self.hasTooFewPeriods = hasTooFewPeriods
    self.falseAlarms = falseAlarms
    self.trendRate = trendRate
    self.burstRate = burstRate
    self.plantedTopics = plantedTopics
    self.power = power
  }

  /// At most 80 columns of plain text.
  public var text: String {
    var page = TextPage(width: 80)
    page.add("calibration of \(TerminalText.line(fitName)): \(periods), seed \(seed)")
    if let falseAlarms, let trendRate, let burstRate, let bursts = falseAlarms.burstCount {
      page.addSection(
        "FALSE ALARMS",
        "dates shuffled \(NumberText.grouped(falseAlarms.shuffleCount)) times, every test made "
          + "anew, the model as it is; with a 95 % interval")
      var table = TextTable([
        .init(heading: "reports with", givesWay: true), .init(heading: "number", alignment: .right),
        .init(heading: "rate", alignment: .right), .init(heading: "interval", gap: 1),
      ])
      for (what, number, rate) in [
        ("any rising, declining or diluted", falseAlarms.trendCount, trendRate),
        ("any burst", bursts, burstRate),
        ("either", falseAlarms.anyCount, falseAlarms.rate),
      ] {
        table.append([what, NumberText.grouped(number), rate.shareText, rate.intervalText])
      }
      page.add(table.lines(width: page.width))
      page.add(judgedSentence)
    } else if hasTooFewPeriods {
      page.addSpace()
      page.add(
        "Fewer than five complete periods: there are no calls to calibrate (insufficient_dates).")
    }
    guard !power.isEmpty else { return page.text }
    page.addSection(
      "POWER",
      "changes planted in corpora made of this model's papers, "
        + "\(NumberText.grouped(power[0].trials)) of each kind, in turn in "
        + plantedTopics.map(TerminalText.line).joined(separator: ", "))
    var table = TextTable([
      .init(heading: "planted", givesWay: true), .init(heading: "times", alignment: .right),
      .init(heading: "dates", alignment: .right),
      .init(heading: "papers a date", alignment: .right),
      .init(heading: "found", alignment: .right), .init(heading: "interval", gap: 1),
      .init(heading: "alone", alignment: .right), .init(heading: "others", alignment: .right),
    ])
    for row in power {
      table.append([
        row.plant, NumberText.plain(row.factor), NumberText.grouped(row.dates),
        NumberText.grouped(row.documents), row.found.shareText, row.found.intervalText,
        row.alone.shareText, NumberText.grouped(row.others),
      ])
    }
    page.add(table.lines(width: page.width))
    page.add(
      "ramp: the share grows evenly to so many times what it was, and is called rising. burst: it "
        + "is so many times as large in a fifth of the dates, and the burst is found. "
        + "alone: its own test has p <= 0.05, before the correction over topics. others: "
        + "corpora in which another topic was called or had a burst.")
    return page.text
  }

  /// How many topics the alarms could come from.
  private var judgedSentence: String {
    guard judgedTopicCount > 0 else {
      return
        "None of \(topicCount)\(noun(topicCount, "topic")) may be judged, since chains do not agree "
        + "on any or there is one chain: no report can call anything, and the rates say nothing."
    }
    return "\(judgedTopicCount) of \(topicCount)\(noun(topicCount, "topic")) may be judged."
  }

  /// The same as JSON.
  public var json: String {
    func rate(_ estimate: ShareEstimate?) -> JSONValue {
      guard let estimate else { return .null }
      return .object([
        .init("rate", .number(estimate.value)), .init("low", .optional(estimate.low)),
        .init("high", .optional(estimate.high)),
      ])
    }
    return JSONValue.object([
      .init("fit", .string(fitName)), .init("periods", .string(periods)),
      .init("seed", .unsigned(seed)), .init("shuffles", .optional(falseAlarms?.shuffleCount)),
      .init("topics", .integer(topicCount)), .init("judged_topics", .integer(judgedTopicCount)),
      .init("trend", rate(trendRate)), .init("burst", rate(burstRate)),
      .init("any", rate(falseAlarms?.rate)), .init("planted_topics", .strings(plantedTopics)),
      .init(
        "power",
        .array(
          power.map { row in
            .object([
              .init("planted", .string(row.plant)), .init("factor", .number(row.factor)),
              .init("dates", .integer(row.dates)), .init("documents", .integer(row.documents)),
              .init("trials", .integer(row.trials)), .init("found", rate(row.found)),
              .init("alone", rate(row.alone)), .init("others", .integer(row.others)),
            ])
          })),
    ]).text
  }
}
