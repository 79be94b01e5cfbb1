/// What is known about words before any corpus is read: stop words, prefixes, small words in
/// compounds.
struct WordClasses: Sendable {
  /// Lower-case forms that end a phrase and are never terms.
  let stopWords: Set<String>
  /// Stems that the user wants stopped.
  let stoppedStems: Set<[UInt8]>
  /// Lower-case forms that are terms only as part of a phrase.
  let companions = StopWords.companionWords
  /// Capitalised words before a number that count things rather than name them.
  let counters = StopWords.counters

  /// Syllables that make one word with what follows the hyphen: `pre-trained` is `pretrained`.
  let boundPrefixes: Set<String> = [
    "pre", "post", "non", "multi", "anti", "semi", "sub", "inter", "intra", "bi", "uni", "tri",
    "quasi", "re", "co", "un", "de", "auto", "hyper", "micro", "macro", "over", "under", "up",
    "down", "omni", "trans", "mis", "dis",
  ]
  /// Function words that open a compound: `in-context`, `off-policy`, `out-of-distribution`.
  let openers: Set<String> = ["in", "on", "off", "out", "all", "any", "both", "by", "with", "at"]
  /// Function words inside a compound: `text-to-image`, `mixture-of-experts`.
  let links: Set<String> = [
    "to", "of", "the", "in", "by", "and", "on", "for", "at", "with", "out", "from", "into", "under",
    "over", "a", "an", "or", "as", "within", "per",
  ]
  /// Function words that close a compound: `warm-up`, `plug-in`.
  let closers: Set<String> = ["up", "in", "out", "off", "on", "down", "by"]

  /// Numbers in words: part of a compound before a hyphen (`two-stage`), stop words elsewhere.
  let cardinals: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  /// The built-in lists, and the stems that the user wants stopped.
  init(stoppedStems: Set<[UInt8]> = []) {
    stopWords = StopWords.functionWords.union(StopWords.scholarlyWords)
    self.stoppedStems = stoppedStems
  }
}
