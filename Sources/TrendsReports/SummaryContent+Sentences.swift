// Sentences that every form of the report says in the same words.
extension SummaryContent {
  /// `4,013 papers on 252 listing dates, 2025-01-02 to 2025-12-31`.
  package var papersText: String {
    let papers = NumberText.grouped(paperCount) + noun(paperCount, "paper")
    guard let firstDate, let lastDate else { return papers + " without dates" }
    let dates = NumberText.grouped(listingDateCount)
    let span = firstDate == lastDate ? "\(firstDate)" : "\(firstDate) to \(lastDate)"
    return "\(papers) on \(dates)\(noun(listingDateCount, "listing date")), \(span)"
  }

  /// `fit 3 of trends.db: 20 topics, 4 chains of 600 sweeps, seed 1, by month`.
  package var fitText: String {
    "\(TerminalText.line(fitName)): \(topics.count)\(noun(topics.count, "topic")), "
      + "\(chainCount)\(noun(chainCount, "chain")) of \(NumberText.grouped(sweepCount))"
      + "\(noun(sweepCount, "sweep")), seed \(seed), by \(unit.rawValue)"
  }

  /// What a share is, and its interval.
  package var shareSentence: String {
    let interval =
      switch population {
      case .underlyingRate:
        "for the rate behind the listings: it allows for other papers and for the assignment of "
          + "words to topics."
      case .theseListings:
        "for the share in these listings: it allows for the assignment of words to topics, not for "
          + "other papers."
      }
    return "A share is the mean over papers of a topic's part of their words. [ ] is a 95 % "
      + "interval \(interval)"
  }

  /// How far the chains agree, in words and numbers.
  package var agreementSentences: [String] {
    let limit = NumberText.fixed(convergence.rHatLimit, decimals: 2)
    var sentences: [String] = []
    if let agreeing = convergence.agreeingTopicCount {
      sentences.append(
        "The chains agree on the shares of \(agreeing) of \(topics.count) topics (R-hat at most "
          + "\(limit)); a topic is judged where they agree on its terms (stability).")
    } else if chainCount == 1 {
      sentences.append("With one chain it cannot be said whether chains agree.")
    } else {
      sentences.append("It cannot be said whether the chains agree: no R-hat is defined.")
    }
    if let rHat = convergence.logLikelihoodRHat {
      let value = NumberText.fixed(rHat, decimals: 2)
      sentences.append(
        rHat <= convergence.rHatLimit
          ? "R-hat of their log likelihood is \(value) (wanted: at most \(limit))."
          : "R-hat of their log likelihood is \(value) (wanted: at most \(limit)): they "
            + "describe the papers in different ways, so each topic is judged by itself.")
    }
    if let draws = convergence.fewestEffectiveDraws {
      let value = NumberText.grouped(draws.rounded(.down), decimals: 0)
      sentences.append(
        draws >= 100
          ? "Each share rests on \(value) effective draws or more (wanted: at least 100)."
          : "Some share rests on only \(value) effective draw\(value == "1" ? "" : "s") "
            + "(wanted: at least 100).")
    }
    if let sums = sumSentence { sentences.append(sums) }
    return sentences
  }

  /// That the shares of all topics do not sum to about 1, where a period is off by more than a twentieth.
  private var sumSentence: String? {
    let sums = periods.indices.compactMap { t -> Double? in
      guard periods[t].isComplete, periods[t].paperCount > 0 else { return nil }
      var sum = 0.0
      for topic in topics {
        guard topic.series.indices.contains(t), let share = topic.series[t]?.share.value else {
          return nil
        }
        sum += share
      }
      return sum
    }
    guard let low = sums.min(), let high = sums.max(), max(1 - low, high - 1) > 0.05 else {
      return nil
    }
    return
      "By \(unit.noun(1)), the shares of all topics sum to between \(NumberText.percent(low)) and "
      + "\(NumberText.percent(high)), not to 100\u{A0}%: chains that did not find a topic have no say in "
      + "its share. What changes in the sum is in the slopes."
  }

  /// What is not in the figures, a line each.
  package var leftOutLines: [String] {
    var lines: [String] = []
    let unfinished = periods.filter { !$0.isComplete }
    if !unfinished.isEmpty {
      let names = listed(unfinished.map { TerminalText.line($0.name) })
      lines.append(
        "\(names) \(unfinished.count == 1 ? "is" : "are") not complete: in trends.csv, not in "
          + "the shares by \(unit.rawValue)")
    }
    let wordless = periods.reduce(0) { $0 + $1.emptyCount }
    if wordless > 0 {
      lines.append(
        "\(NumberText.grouped(wordless))\(noun(wordless, "appearance")) of papers without known "
          + "words: in no share")
    }
    for item in leftOut {
      lines.append(
        "\(NumberText.grouped(item.count))\(noun(item.count, item.kind.rawValue)): "
          + reasonWords(item.reason))
    }
    return lines
  }

  /// How many topics differ between the two periods of a report.
  package func differencesSentence(_ comparison: Comparison) -> String {
    let total = comparison.differences.count
    let differing = comparison.differences.count { comparison.finds($0) }
    let judged = comparison.differences.count { $0.reason == nil }
    let topics = "\(total)\(noun(total, "topic"))"
    let found: String
    if judged == 0 {
      found = "None of \(topics) can be judged, so nothing is said of a difference."
    } else {
      let verb = differing == 1 || differing == 0 ? "differs" : "differ"
      found =
        "\(differing == 0 ? "None" : "\(differing)") of \(topics) \(verb) between them beyond what "
        + "different papers would give (q <= "
        + "\(NumberText.fixed(comparison.qLimit, decimals: 2)))"
        + (judged < total ? "; \(total - judged) cannot be judged." : ".")
    }
    var text =
      "\(sentence(unit.counted(2))). \(found) Two \(unit.noun(2)) "
      + "cannot show a trend; from five \(unit.noun(2)) on they can"
    if comparison.periodsForTrend > 5 {
      text +=
        ", and with \(total) topics from \(NumberText.inWords(comparison.periodsForTrend))"
    }
    return text + "."
  }

  /// How many topics differ over three or four periods.
  package func fewPeriodsSentence(_ signals: SummarySignals) -> String {
    let total = signals.calls.count
    let differing = signals.calls.count { $0.word == "differs" }
    let judged = signals.judgedCount
    let found =
      judged == 0
      ? "None of \(total)\(noun(total, "topic")) can be judged, so nothing is said of a difference."
      : "\(differing == 0 ? "None" : "\(differing)") of \(total)\(noun(total, "topic")) "
        + "\(differing > 1 ? "differ" : "differs") among them beyond what different papers "
        + "would give (q <= \(NumberText.fixed(signals.qLimit, decimals: 2)))"
        + (judged < total ? "; \(total - judged) cannot be judged." : ".")
    return "\(sentence(unit.counted(signals.periodCount))). \(found) So few cannot show a trend; "
      + "from five \(unit.noun(2)) on they can."
  }

  /// What the shares, slopes and intervals beside the calls mean.
  package func movesSentence(_ signals: SummarySignals) -> String {
    let units = unit.noun(2)
    let papers = signals.calls.lazy.compactMap(\.levels).first.map {
      " (\(NumberText.grouped($0.papersBefore)) and \(NumberText.grouped($0.papersAfter)) papers)"
    }
    return
      "Shares are means of the first and the last quarter of the \(units)\(papers ?? ""), with "
      + "95 % intervals over assignments\(population == .underlyingRate ? " and papers" : ""); slopes "
      + "are medians over all pairs of \(units), with intervals over \(units) as well."
  }
}

extension SummarySignals {
  /// How many topics have a test that something may be concluded from.
  package var judgedCount: Int { calls.count { $0.q != nil } }

  /// What is said where no topic is called rising, declining or diluted.
  package var nothingMovesSentence: String {
    judgedCount == 0
      ? "Nothing can be said of any topic: none could be judged."
      : "Nothing that can be shown: of \(judgedCount)\(noun(judgedCount, "topic")) that could be judged "
        + "none met all that a call asks for."
  }

  /// The calls that say that a share moved: rising, declining, diluted, the steepest of each first.
  package var moving: [Call] {
    ["rising", "declining", "diluted"].flatMap { word in
      calls.filter { $0.word == word }.sorted {
        abs($0.slope?.value ?? 0) > abs($1.slope?.value ?? 0)
      }
    }
  }
}

extension SummarySignals.Call {
  /// Whether nothing is concluded for what the topic is, not for what its shares show.
  package var isSetAside: Bool {
    ["unstable_topic", "junk_topic", "stability_unknown"].contains(reason)
  }

  /// How often its phrases are used, early and late; nil where none was counted.
  package var evidenceText: String? {
    guard !evidence.isEmpty else { return nil }
    let counted = evidence.map {
      "\"\(TerminalText.line($0.phrase))\" in \($0.before.text(noun: " papers")) -> "
        + $0.after.text(noun: "")
        + (contradicts($0) ? " (the other way)" : "")
    }
    return "without the model: " + counted.joined(separator: ", ")
  }
}

extension SummarySignals.Evidence.Count {
  /// `30 of 601 papers (5.0 %)`.
  fileprivate func text(noun: String) -> String {
    "\(NumberText.grouped(hits)) of \(NumberText.grouped(total))\(noun) "
      + "(\(NumberText.percent(share)))"
  }
}

extension SummarySignals.Call {
  /// Whether a phrase moves against the call by at least the fifth that a call needs.
  private func contradicts(_ evidence: SummarySignals.Evidence) -> Bool {
    switch word {
    case "rising": evidence.after.share < 0.8 * evidence.before.share
    case "declining", "diluted": evidence.after.share > 1.2 * evidence.before.share
    default: false
    }
  }
}

extension SummarySignals {
  /// How often the report would make a call where there is nothing to find; nil where that was not tried.
  package var falseAlarmSentence: String? {
    falseAlarms.map {
      $0.sentence
        + (judgedCount == 0 ? "; as no topic could be judged, that says nothing of calls" : "")
    }
  }
}

extension SummarySignals.FalseAlarms {
  fileprivate var sentence: String {
    "dates shuffled \(NumberText.grouped(shuffleCount)) times, the model as it is: "
      + "\(anyCount)\(noun(anyCount, "report")) made any call "
      + "(\(rate.shareText) \(rate.intervalText)), \(trendCount) a trend and "
      + (burstCount.map { "\($0) a burst" }
        ?? "bursts were not tried, since with so many topics these shuffles are too few to tell")
  }
}

extension SummaryContent.Comparison {
  /// Whether a difference passed its test.
  package func finds(_ difference: Difference) -> Bool {
    difference.reason == nil && (difference.q.map { $0 <= qLimit } ?? false)
  }
}

/// A space and the noun in the number that a count asks for.
package func noun(_ count: Int, _ singular: String) -> String {
  " " + (count == 1 ? singular : singular + "s")
}

/// Up to twelve names with commas, and how many more there are.
func listed(_ names: [String]) -> String {
  let limit = 12
  guard names.count > limit else { return names.joined(separator: ", ") }
  return names.prefix(limit).joined(separator: ", ")
    + " and \(NumberText.grouped(names.count - limit)) more"
}

/// The text with a capital first letter.
package func sentence(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}
