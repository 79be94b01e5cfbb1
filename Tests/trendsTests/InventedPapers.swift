import Foundation
import Testing

/// A paper that nobody wrote.
struct InventedPaper: Equatable {
  /// The listing date, `2024-01-10`.
  var date: String
  var title: String
  var text: String
}

/// Papers on three themes that share no word, the same at every run.
enum InventedPapers {
  /// Bread, stars and boats.
  static let themes = [
    """
    dough yeast oven crust flour sourdough loaf gluten crumb rye hydration kneading fermentation \
    baker sponge
    """,
    """
    telescope galaxy orbit planet comet nebula spectrum mirror asteroid eclipse redshift supernova \
    photometry parallax dust
    """,
    """
    sail harbour keel rudder anchor tide mast hull canvas rigging regatta buoy ferry sailor lagoon
    """,
  ].map { $0.split(separator: " ").map(String.init) }

  /// How many papers on each theme a listing date has.
  struct Listing {
    var date: String
    var counts: [Int]
  }

  /// Five dates over three months: bread rises from 1 to 5 of 8 papers, stars fall, boats stay.
  static let rising = [
    Listing(date: "2024-01-10", counts: [1, 5, 2]), Listing(date: "2024-01-24", counts: [2, 4, 2]),
    Listing(date: "2024-02-07", counts: [3, 3, 2]), Listing(date: "2024-02-21", counts: [4, 2, 2]),
    Listing(date: "2024-03-06", counts: [5, 1, 2]),
  ]

  /// 40 papers with 41 appearances: the first one is listed again on the last date.
  static let papers: [InventedPaper] = {
    var papers = make(rising)
    var again = papers[0]
    again.date = rising[rising.count - 1].date
    papers.append(again)
    return papers
  }()

  /// Papers of given dates and themes.
  static func make(_ listings: [Listing]) -> [InventedPaper] {
    var papers: [InventedPaper] = []
    for listing in listings {
      for (theme, count) in listing.counts.enumerated() {
        for _ in 0..<count {
          papers.append(paper(number: papers.count + 1, theme: theme, date: listing.date))
        }
      }
    }
    return papers
  }

  /// One paper: six sentences with four words of its theme each.
  static func paper(number: Int, theme: Int, date: String) -> InventedPaper {
    let words = themes[theme]
    // Knuth's linear congruential generator of MMIX: all that is asked of it is to repeat.
    var state = UInt64(number)
    func word() -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return words[Int(state >> 33) % words.count]
    }
    let title = "A \(word()) with its \(word()), study \(number)"
    let sentences = (0..<6).map { _ in
      "We see the \(word()) and the \(word()) where a \(word()) is on the \(word())."
    }
    return InventedPaper(date: date, title: title, text: sentences.joined(separator: " "))
  }

  /// Listing pages by their file names, one a date: a header, a date line without a year, and
  /// titles and abstracts in turn.
  static func pages(_ papers: [InventedPaper] = papers) -> [String: String] {
    Dictionary(grouping: papers, by: \.date).reduce(into: [:]) { pages, group in
      pages["listing-\(group.key).txt"] =
        "The reading circle\n\n" + page(group.value, dateLine: dateLine(group.key))
    }
  }

  /// A date line and the papers under it.
  static func page(_ papers: [InventedPaper], dateLine: String) -> String {
    dateLine + "\n\n" + papers.map { $0.title + "\n\n" + $0.text + "\n" }.joined(separator: "\n")
  }

  /// `2024-01-10` as pages have it: `Jan 10`.
  static func dateLine(_ date: String) -> String {
    let months = ["Jan", "Feb", "Mar"]
    let parts = date.split(separator: "-").compactMap { Int($0) }
    return "\(months[parts[1] - 1]) \(parts[2])"
  }

  static func jsonLines(_ papers: [InventedPaper] = papers) -> String {
    papers.map {
      #"{"date": "\#($0.date)", "title": "\#($0.title)", "abstract": "\#($0.text)"}"# + "\n"
    }.joined()
  }

  /// A table with a header.
  static func table(_ papers: [InventedPaper] = papers, separator: String = ",") -> String {
    let rows = papers.map { [$0.date, "\"\($0.title)\"", "\"\($0.text)\""] }
    return ([["date", "title", "text"]] + rows)
      .map { $0.joined(separator: separator) + "\n" }.joined()
  }
}

extension WorkingFolder {
  /// A folder with the invented papers in `listings/`.
  static func withListings() throws -> WorkingFolder {
    let folder = try WorkingFolder()
    try folder.write(InventedPapers.pages(), into: "listings")
    return folder
  }

  /// A folder with nothing but a store, in which the invented papers are fitted with three topics.
  static func withFit() throws -> WorkingFolder {
    let folder = try WorkingFolder()
    try folder.write("trends.db", try fittedStore.get())
    return folder
  }

  /// The bytes of that store, made once.
  private static let fittedStore = Result {
    let folder = try WorkingFolder.withListings()
    try TrendsProgram.succeed("fit", "--topics", "3", "--sweeps", "60", "listings/", in: folder)
    return try folder.bytes("trends.db")
  }
}
