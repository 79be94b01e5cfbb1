/// What is known about words before any corpus is read: the lists of a language, and what the user
/// adds to them and takes out of them.
struct WordClasses: Sendable {
  let language: Language
  let lists: WordLists
  /// What the lists say of each lower-case form.
  let roles: WordRoles
  /// Stems that the user wants stopped.
  let stoppedStems: Set<[UInt8]>
  /// Words that lean on the next with an apostrophe.
  let elisions: Set<String>

  /// The lists of a language as the user wants them.
  ///
  /// - Parameters:
  ///   - stoppedStems: stems that the user wants stopped.
  ///   - keptStems: stems of words that no list of the project may leave out.
  init(
    language: Language = .english, stoppedStems: Set<[UInt8]> = [], keptStems: Set<[UInt8]> = []
  ) {
    let lists = language.wordLists
    let stemmer = Stemmer(language)
    func without(_ words: Set<String>) -> Set<String> {
      guard !keptStems.isEmpty else { return words }
      return words.filter {
        let bytes = Array($0.utf8)
        return !keptStems.contains(bytes) && !keptStems.contains(stemmer.stem(bytes))
      }
    }
    self.language = language
    self.lists = lists
    self.stoppedStems = stoppedStems
    roles = WordRoles(
      lists: lists, stopWords: without(lists.stopWords), companions: without(lists.companions))
    elisions = language.elisions
  }

  /// The lists as the options of a fit change them.
  ///
  /// - Returns: the classes, and the keys of the words and phrases that the user stops.
  static func changed(by options: FeatureOptions, threadCount: Int)
    -> (classes: WordClasses, stopped: [String])
  {
    let language = options.language
    let plain = TermKeys(classes: WordClasses(language: language), threadCount: threadCount)
    let stopped = plain.keys(of: options.stopWords).filter { !$0.isEmpty }
    let kept = plain.keys(of: options.keptTerms).filter { !$0.isEmpty && !$0.contains(" ") }
    let stemmer = Stemmer(language)
    let classes = WordClasses(
      language: language,
      stoppedStems: Set(stopped.filter { !$0.contains(" ") }.map { Array($0.utf8) }),
      keptStems: Set(kept.flatMap { [Array($0.utf8), stemmer.stem(Array($0.utf8))] }))
    return (classes, stopped)
  }
}
