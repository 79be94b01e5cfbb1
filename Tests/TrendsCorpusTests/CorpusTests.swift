import Testing

@testable import TrendsCorpus

@Suite("Corpus")
struct CorpusTests {
  private func paper(
    _ title: String, _ date: String?, id: String? = nil, text: String = "Text", line: Int = 1,
    url: String? = nil, columns: [Column] = []
  ) -> Paper {
    Paper(
      id: id, date: date.flatMap { ListingDate(iso: $0) }, title: title, text: text, url: url,
      columns: columns, source: "a", line: line)
  }

  private func merged(_ imports: [Paper]...) -> Corpus {
    var corpus = Corpus()
    for papers in imports { corpus.merge(papers) }
    return corpus
  }

  @Test(
    "A paper on two dates is one document with two appearances, also if its title is typed otherwise"
  )
  func appearances() {
    var corpus = Corpus()
    let change = corpus.merge([
      paper("Étude of LLM-s", "2025-03-13"), paper("E\u{301}TUDE of LLMs!", "2025-03-12", line: 9),
    ])
    #expect(corpus.documents.count == 1)
    #expect(
      corpus.documents.first?.appearances.map(\.date.description) == ["2025-03-12", "2025-03-13"])
    #expect(corpus.documents.first?.appearances.map(\.line) == [9, 1])
    #expect(change.addedDocuments == corpus.documents.map(\.id))
    #expect(change.addedAppearanceCount == 2)
  }

  /// FNV-1a of "abc" is e71fa2190541574b; e71f ^ a2190541574b is the folded hash.
  @Test("An identifier is made from the title by a hash that never changes")
  func madeIDs() {
    #expect(merged([paper("A, b: C!", "2025")]).documents.map(\.id) == ["t-a2190541b054"])
    #expect(merged([paper("", "2025", text: "a b c")]).documents.map(\.id) == ["t-a2190541b054"])
    #expect(TitleKey.isMade("t-a2190541b054"))
    #expect(!TitleKey.isMade("t-A2190541b054"))
    #expect(!TitleKey.isMade("2401.01230"))
  }

  @Test("Papers meet by identifier, else by title")
  func identity() {
    // Two identifiers with one title are two documents.
    #expect(
      merged([paper("T", "2025", id: "1"), paper("T", "2025", id: "2")]).documents.count == 2)
    // A page after records is the record's document.
    #expect(
      merged([paper("T", "2025", id: "1")], [paper("t", "2026")]).documents.map(\.id) == ["1"])
    // A record after a page is the page's document; its identifier is remembered.
    let corpus = merged(
      [paper("T", "2025")], [paper("T", "2026", id: "1")], [paper("New title", "2027", id: "1")],
      [paper("New title", "2028", id: "2")])
    #expect(corpus.documents.map { TitleKey.isMade($0.id) } == [true, false])
    #expect(corpus.documents.map(\.appearances.count) == [3, 1])
    #expect(corpus.documents.first?.columns == [Column(name: "input_id", value: "1")])
    // Of two namesakes, the one listed on that date, else the smaller identifier.
    let two = [paper("T", "2025", id: "1"), paper("T", "2026", id: "2")]
    #expect(
      merged(two, [paper("T", "2026"), paper("T", "2027")]).documents.map(\.appearances.count) == [
        2, 1,
      ])
    // No title is no common title.
    #expect(
      merged([paper("", "2025", id: "1", text: "a"), paper("", "2025", id: "2", text: "a")])
        .documents.count == 2)
  }

  @Test("The text of the newest date is kept, and the audit says so")
  func revisions() {
    let old = paper("T", "2025-01-01", id: "1", text: "old", line: 3)
    let new = paper("T", "2025-01-02", id: "1", text: "new", line: 4)
    for papers in [[old, new], [new, old]] {
      var corpus = Corpus()
      let change = corpus.merge(papers)
      #expect(corpus.documents.map(\.text) == ["new"])
      #expect(change.revisionCount == 1)
      #expect(
        change.exclusions == [
          Exclusion(
            kind: .revision, item: "1",
            reason: "superseded: the text listed on 2025-01-01 gave way to a newer one",
            source: "a",
            line: 3)
        ])
      let before = corpus
      let again = corpus.merge(papers)
      #expect(again.isEmpty)
      #expect(again.exclusions == [])
      #expect(again.unchangedPaperCount == 2)
      #expect(corpus == before)
    }
    // On one date the later import wins; an older date never does.
    var corpus = merged([new])
    let change = corpus.merge([paper("T", "2025-01-02", id: "1", text: "newer")])
    #expect(corpus.documents.map(\.text) == ["newer"])
    #expect(change.changedDocuments == ["1"])
    #expect(change.revisionCount == 1)
    corpus.merge([old])
    #expect(corpus.documents.map(\.text) == ["newer"])
    #expect(corpus.documents.map(\.appearances.count) == [2])
    // An empty text replaces nothing.
    corpus.merge([paper("T", "2025-01-03", id: "1", text: "")])
    #expect(corpus.documents.map(\.text) == ["newer"])
  }

  @Test("Columns and links are completed, and follow the newest paper")
  func columns() {
    let corpus = merged(
      [paper("T", "2025-01-02", columns: [Column(name: "n", value: "2")])],
      [
        paper(
          "T", "2025-01-01", url: "u",
          columns: [Column(name: "n", value: "1"), Column(name: "m", value: "1")])
      ],
      [paper("T", "2025-01-03", columns: [Column(name: "n", value: "3")])])
    #expect(corpus.documents.map(\.url) == ["u"])
    #expect(
      corpus.documents.map(\.columns) == [
        [Column(name: "n", value: "3"), Column(name: "m", value: "1")]
      ])
  }

  @Test("The order of documents does not depend on the order of papers or imports")
  func canonicalOrder() {
    let papers = [
      paper("B", "2025-01-02", id: "4"), paper("A", "2025-01-02", id: "9"),
      paper("A", "2025-01-02", id: "5", text: "Other"), paper("Z", "2024", id: "z"),
      paper("C", nil, id: "3"), paper("A", "2025-01-02", id: "8"),
    ]
    let expected = ["z", "5", "8", "9", "4", "3"]
    #expect(merged(papers).documents.map(\.id) == expected)
    #expect(merged(papers.reversed()).documents.map(\.id) == expected)
    var corpus = Corpus()
    for paper in papers { corpus.merge([paper]) }
    #expect(corpus.documents.map(\.id) == expected)
    #expect(Corpus(documents: corpus.documents.reversed()) == corpus)
  }

  @Test("A stated date replaces an inferred one")
  func inferredDates() {
    var inferred = paper("T", "2025-01-02")
    inferred.dateIsInferred = true
    var corpus = merged([inferred])
    #expect(corpus.documents.first?.appearances.map(\.dateIsInferred) == [true])
    let change = corpus.merge([paper("T", "2025-01-02")])
    #expect(change.addedAppearanceCount == 0)
    #expect(corpus.documents.first?.appearances.map(\.dateIsInferred) == [false])
    #expect(corpus.merge([inferred]).isEmpty)
  }

  @Test("Papers that hold nothing are dropped with a row of the audit")
  func empty() {
    var corpus = Corpus()
    let change = corpus.merge([paper("", "2025", id: "1", text: "")])
    #expect(corpus.documents == [])
    #expect(change.exclusions.map(\.reason) == ["no_text: neither title nor text"])
  }
}
