import ArgumentParser
import TrendsFeatures

/// What counts as a term.
struct TermOptions: ParsableArguments {
  @Option(
    name: .customLong("min-documents"),
    help: "The fewest papers a term must occur in (default: 2, and 5 from 1,000 papers on).")
  var minimumDocuments: Int?

  @Option(
    name: .customLong("max-share"),
    help: "The largest share of papers a term may occur in (default: 0.5).")
  var maximumShare: Double?

  @Option(
    help: ArgumentHelp(
      "The language of the papers: \(Language.list). (default: en)", valueName: "code"))
  var language: String?

  @Option(help: ArgumentHelp("A file of further stop words, one a line.", valueName: "path"))
  var stopWords: String?

  @Option(
    help: ArgumentHelp(
      "A file of words and phrases, one a line, that are terms whatever the stop lists, "
        + "--max-share and the search for boilerplate say.", valueName: "path"))
  var keepTerms: String?

  @Option(
    help: ArgumentHelp(
      "A file of phrases, one a line, that are joined however rare they are; --min-documents "
        + "holds for them as for all terms.", valueName: "path"))
  var lexicon: String?

  @Flag(name: .customLong("no-lexicon"), help: "Do without the general lexicon of phrases.")
  var noLexicon = false

  @Flag(
    name: .customLong("no-acronyms"),
    help: "Count acronyms by themselves, also where papers define them.")
  var noAcronyms = false

  @Flag(
    name: .customLong("keep-boilerplate"),
    help: "Keep terms that are spread over papers like background.")
  var keepBoilerplate = false

  @Flag(
    name: .customLong("no-phrases"),
    help: """
      Look for no phrases and acronyms: count single words, names such as U-Net and GPT-4, and what \
      --lexicon, --keep-terms and accepted edits name.
      """)
  var noPhrases = false

  func features() throws -> FeatureOptions {
    if let minimumDocuments, minimumDocuments < 1 {
      throw CommandError.badArgument(
        "--min-documents must be at least 1, but is \(minimumDocuments)")
    }
    let largestShare = maximumShare ?? FeatureOptions().maximumDocumentShare
    guard largestShare > 0, largestShare <= 1 else {
      throw CommandError.badArgument(
        "--max-share must be above 0 and at most 1, but is \(largestShare)")
    }
    return FeatureOptions(
      minimumDocumentCount: minimumDocuments, maximumDocumentShare: largestShare,
      minesPhrases: !noPhrases, stopWords: try entries(stopWords), lexicon: try entries(lexicon),
      language: try chosenLanguage(), usesBuiltInLexicon: !noLexicon && !noPhrases,
      keptTerms: try entries(keepTerms), joinsAcronyms: !noAcronyms && !noPhrases,
      dropsBoilerplate: !keepBoilerplate)
  }

  private func chosenLanguage() throws -> Language {
    guard let language else { return .english }
    guard let known = Language(rawValue: language.lowercased()) else {
      throw CommandError.badArgument(
        "--language '\(language)' is not supported; supported are \(Language.list)")
    }
    return known
  }

  private func entries(_ path: String?) throws -> [String] {
    try path.map { try TextFile($0).entries } ?? []
  }
}

extension TermOptions {
  /// Checks that every flag that is given says what an interrupted fit has.
  func requireAgreement(with options: FeatureOptions) throws {
    let given = try features()
    if minimumDocuments != nil, given.minimumDocumentCount != options.minimumDocumentCount {
      try GivenFlag(name: "--min-documents", value: minimumDocuments.map(String.init))
        .requireAgreement(with: options.minimumDocumentCount.map(String.init) ?? "left open")
    }
    try GivenFlag(name: "--max-share", value: maximumShare)
      .requireAgreement(with: options.maximumDocumentShare)
    try GivenFlag(name: "--language", value: language?.lowercased())
      .requireAgreement(with: options.language.rawValue)
    for (flag, isGiven, disagrees, what) in [
      ("--no-phrases", noPhrases, options.minesPhrases, "has phrases"),
      ("--no-lexicon", noLexicon, options.usesBuiltInLexicon, "uses the lexicon"),
      ("--no-acronyms", noAcronyms, options.joinsAcronyms, "joins acronyms"),
      ("--keep-boilerplate", keepBoilerplate, options.dropsBoilerplate, "leaves boilerplate out"),
    ] where isGiven && disagrees {
      throw CommandError.badArgument(
        "\(flag) is given, but the interrupted fit \(what); "
          + "leave it out, or begin anew without --resume")
    }
    for (flag, path, entries, kept) in [
      ("--stop-words", stopWords, given.stopWords, options.stopWords),
      ("--keep-terms", keepTerms, given.keptTerms, options.keptTerms),
      // Of a lexicon the fit keeps the entries that occur.
      ("--lexicon", lexicon, given.lexicon.filter(Set(options.lexicon).contains), options.lexicon),
    ] {
      guard let path, Set(entries) != Set(kept) else { continue }
      throw CommandError.badArgument(
        "\(flag) \(path) has \(count(entries.count, "word")), but the interrupted fit has "
          + "\(kept.count) others; leave it out, or begin anew without --resume")
    }
  }
}
