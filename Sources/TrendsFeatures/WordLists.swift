/// What is known about the words of a language before any corpus is read.
struct WordLists: Sendable {
  /// Lower-case forms that end a phrase and are never terms.
  var stopWords: Set<String>
  /// Lower-case forms that are terms only as part of a phrase.
  var companions: Set<String> = []
  /// Runs of words that are taken out wherever they stand.
  var stopPhrases: [String] = []
  /// Stems that end no phrase: what they say is said of the word after them.
  var phraseOpeners: Set<String> = []
  /// Stems that start no phrase: what they say is said of the word before them.
  var phraseClosers: Set<String> = []
  /// Capitalised words before a number that count things rather than name them.
  var counters: Set<String> = []
  /// Syllables that make one word with what follows the hyphen: `pre-trained` is `pretrained`.
  var boundPrefixes: Set<String> = []
  /// Those of them that are no words, so that they bind without a hyphen, too: `multi armed`.
  var loosePrefixes: Set<String> = []
  /// Function words that open a compound: `in-context`, `off-policy`, `out-of-distribution`.
  var openers: Set<String> = []
  /// Function words inside a compound: `text-to-image`, `mixture-of-experts`.
  var links: Set<String> = []
  /// Function words that close a compound: `warm-up`, `plug-in`.
  var closers: Set<String> = []
  /// Numbers in words: part of a compound before a hyphen (`two-stage`), stop words elsewhere.
  var cardinals: Set<String> = []

  /// The words of a text in lines.
  static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  /// English; the lists are in ``StopWords``.
  static let english = WordLists(
    stopWords: StopWords.functionWords.union(StopWords.scholarlyWords),
    companions: StopWords.companionWords, stopPhrases: StopWords.phrases,
    phraseOpeners: StopWords.phraseOpeners, phraseClosers: StopWords.phraseClosers,
    counters: StopWords.counters,
    boundPrefixes: [
      "pre", "post", "non", "multi", "anti", "semi", "sub", "inter", "intra", "bi", "uni", "tri",
      "quasi", "re", "co", "un", "de", "auto", "hyper", "micro", "macro", "over", "under", "up",
      "down", "omni", "trans", "mis", "dis",
    ],
    loosePrefixes: [
      "pre", "post", "non", "multi", "anti", "semi", "inter", "intra", "quasi", "omni",
    ],
    openers: ["in", "on", "off", "out", "all", "any", "both", "by", "with", "at"],
    links: [
      "to", "of", "the", "in", "by", "and", "on", "for", "at", "with", "out", "from", "into",
      "under", "over", "a", "an", "or", "as", "within", "per",
    ],
    closers: ["up", "in", "out", "off", "on", "down", "by"],
    cardinals: [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
      "twelve",
    ])
}
