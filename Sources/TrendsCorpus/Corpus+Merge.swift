extension Corpus {
  /// The column under which a document made from a title remembers an identifier given later.
  static let givenIDColumn = "input_id"

  /// Merges papers into the corpus: new documents, new appearances, revised texts.
  ///
  /// Which document a paper is:
  /// - One with an identifier is the document of that identifier; else the document of the same
  ///   title whose identifier was made from the title, which keeps it and remembers the given one in
  ///   the column `input_id`; else a new document. Two identifiers with one title are two documents.
  /// - One without an identifier is the document of the same title key, preferably one that is
  ///   listed on that date, then the one of the smallest identifier; else a new document, whose
  ///   identifier is made from the title.
  ///
  /// A paper on two dates is one document with two appearances. Title and text are those of the
  /// newest listing date; on one date, those of the later import. An empty title or text never
  /// replaces one that holds something. Each text that gives way is a row of the audit. Columns and
  /// the link come from the same paper, and from others where it lacks them.
  ///
  /// Merging the same papers again changes nothing. Within one merge, papers with identifiers are
  /// placed first, so that their order in the files does not matter.
  ///
  /// - Complexity: O(*n* log *n*) in documents and papers.
  @discardableResult
  public mutating func merge(_ papers: [Paper]) -> CorpusChange {
    var merge = Merge(documents: documents, keys: keys)
    for (index, paper) in papers.enumerated() where paper.id != nil { merge.place(paper, index) }
    for (index, paper) in papers.enumerated() where paper.id == nil { merge.place(paper, index) }
    merge.settle()
    replace(merge.documents, keys: merge.keys)
    var change = merge.change
    let (added, changed) = (merge.addedIDs, merge.changedIDs)
    change.addedDocuments = documents.map(\.id).filter(added.contains)
    change.changedDocuments = documents.map(\.id).filter(changed.contains)
    return change
  }
}

/// A merge under way.
private struct Merge {
  private struct Candidate {
    var paper: Paper
    /// Its place in the import.
    var order: Int
    /// Whether it adds an appearance, or the document itself.
    var isNew: Bool
  }

  private(set) var documents: [Document]
  private(set) var keys: [TitleKey]
  private(set) var change = CorpusChange()
  private(set) var addedIDs: Set<String> = []
  private(set) var changedIDs: Set<String> = []

  /// How many documents were there before.
  private let knownCount: Int
  /// Documents by identifier, given later or not.
  private var byID: [String: Int] = [:]
  /// Documents by title key.
  private var byKey: [TitleKey: [Int]] = [:]
  /// The papers of this merge, by document.
  private var candidates: [Int: [Candidate]] = [:]

  init(documents: [Document], keys: [TitleKey]) {
    self.documents = documents
    self.keys = keys
    knownCount = documents.count
    for (index, document) in documents.enumerated() {
      byKey[keys[index], default: []].append(index)
      for column in document.columns where column.name == Corpus.givenIDColumn {
        byID[column.value] = index
      }
    }
    // A document's own identifier beats one that another only remembers.
    for (index, document) in documents.enumerated() { byID[document.id] = index }
  }

  // MARK: Which document a paper is

  mutating func place(_ paper: Paper, _ order: Int) {
    if paper.title.isEmpty, paper.text.isEmpty {
      change.exclusions.append(
        Exclusion(
          kind: .document, item: paper.id ?? "", reason: "no_text: neither title nor text",
          source: paper.source, line: paper.line))
      return
    }
    let key = TitleKey(of: paper)
    let index = existing(paper, key) ?? added(paper, key)
    let isNew: Bool
    if let date = paper.date {
      isNew = !documents[index].appearances.contains { $0.date == date }
    } else {
      isNew = index >= knownCount
    }
    if let date = paper.date, isNew {
      documents[index].appearances.append(
        Document.Appearance(
          date: date, dateIsInferred: paper.dateIsInferred, source: paper.source, line: paper.line))
    } else if let date = paper.date, !paper.dateIsInferred,
      let at = documents[index].appearances.firstIndex(where: {
        $0.date == date && $0.dateIsInferred
      })
    {
      documents[index].appearances[at] = Document.Appearance(
        date: date, source: paper.source, line: paper.line)
      if index < knownCount { changedIDs.insert(documents[index].id) }
    }
    candidates[index, default: []].append(Candidate(paper: paper, order: order, isNew: isNew))
  }

  private mutating func existing(_ paper: Paper, _ key: TitleKey) -> Int? {
    let namesakes = byKey[key] ?? []
    guard let id = paper.id else {
      let listed = namesakes.filter { index in
        documents[index].appearances.contains { $0.date == paper.date }
      }
      return (listed.isEmpty ? namesakes : listed).min { left, right in
        bytesAscend(documents[left].id, documents[right].id)
      }
    }
    if let index = byID[id] { return index }
    guard key.isFromTitle else { return nil }
    let unnamed = namesakes.first { index in
      TitleKey.isMade(documents[index].id)
        && !documents[index].columns.contains { $0.name == Corpus.givenIDColumn }
    }
    if let unnamed {
      documents[unnamed].columns.append(Column(name: Corpus.givenIDColumn, value: id))
      byID[id] = unnamed
      changedIDs.insert(documents[unnamed].id)
    }
    return unnamed
  }

  private mutating func added(_ paper: Paper, _ key: TitleKey) -> Int {
    var id = paper.id ?? key.madeID
    var attempt: UInt8 = 0
    // Two keys with one hash of 48 bits are all but impossible; the next start parts them.
    while byID[id] != nil, attempt < .max {
      attempt += 1
      id = key.madeID(attempt: attempt)
    }
    documents.append(Document(id: id, title: "", text: "", appearances: []))
    keys.append(key)
    let index = documents.count - 1
    byID[id] = index
    byKey[key, default: []].append(index)
    addedIDs.insert(id)
    return index
  }

  // MARK: What the document says

  /// Chooses title, text and columns of every document that the merge touched.
  mutating func settle() {
    for (index, papers) in candidates.sorted(by: { $0.key < $1.key }) {
      settle(index, papers.sorted { $0.order < $1.order })
    }
    changedIDs.subtract(addedIDs)
    change.revisionCount = change.exclusions.count { $0.kind == .revision }
    change.exclusions.sort {
      ($0.source ?? "", $0.line ?? 0, $0.item) < ($1.source ?? "", $1.line ?? 0, $1.item)
    }
  }

  private mutating func settle(_ index: Int, _ papers: [Candidate]) {
    let isKnown = index < knownCount
    if !isKnown, papers.count == 1 {
      // A new document of one paper, as most are: there is nothing to choose from.
      Self.take(papers[0].paper, into: &documents[index])
      change.addedAppearanceCount += documents[index].appearances.count
      return
    }
    let before = documents[index]
    let newDates = Set(papers.filter(\.isNew).compactMap(\.paper.date))
    // What was stored counts as listed on its newest date before this merge.
    let storedDate = before.appearances.map(\.date).filter { !newDates.contains($0) }.max()
    var document = before
    document.appearances.sort { $0.date < $1.date }
    // Ascending by date; of one date, the stored text first, then in import order.
    let ordered = papers.enumerated().sorted { left, right in
      let (l, r) = (left.element.paper.date, right.element.paper.date)
      return l == r ? left.offset < right.offset : isEarlier(l, r)
    }.map(\.element)
    for candidate in ordered
    where !isKnown || !isEarlier(candidate.paper.date, storedDate) {
      Self.take(candidate.paper, into: &document)
    }
    for candidate in ordered { fillGaps(of: &document, from: candidate.paper) }
    audit(document, before: before, isKnown: isKnown, storedDate: storedDate, ordered)
    keys[index] = TitleKey(title: document.title, text: document.text)
    documents[index] = document
    change.addedAppearanceCount += newDates.count
    if isKnown, document != before || !newDates.isEmpty { changedIDs.insert(document.id) }
    let isUntouched = isKnown && document == before
    change.unchangedPaperCount += papers.count { !$0.isNew && isUntouched }
  }

  /// Undated papers are older than all dated ones.
  private func isEarlier(_ left: ListingDate?, _ right: ListingDate?) -> Bool {
    guard let right else { return false }
    guard let left else { return true }
    return left < right
  }

  private static func take(_ paper: Paper, into document: inout Document) {
    if !paper.title.isEmpty { document.title = paper.title }
    if !paper.text.isEmpty { document.text = paper.text }
    if let url = paper.url { document.url = url }
    for column in paper.columns {
      if let at = document.columns.firstIndex(where: { $0.name == column.name }) {
        document.columns[at].value = column.value
      } else {
        document.columns.append(column)
      }
    }
  }

  private func fillGaps(of document: inout Document, from paper: Paper) {
    if document.title.isEmpty { document.title = paper.title }
    if document.text.isEmpty { document.text = paper.text }
    if document.url == nil { document.url = paper.url }
    for column in paper.columns where !document.columns.contains(where: { $0.name == column.name })
    {
      document.columns.append(column)
    }
  }

  /// One row for the stored text where it gave way, and for each new appearance whose text did.
  private mutating func audit(
    _ document: Document, before: Document, isKnown: Bool, storedDate: ListingDate?,
    _ papers: [Candidate]
  ) {
    func isSuperseded(_ title: String, _ text: String) -> Bool {
      (!title.isEmpty && title != document.title) || (!text.isEmpty && text != document.text)
    }
    func row(_ date: ListingDate?, _ source: String?, _ line: Int?) -> Exclusion {
      let when = date.map { "the text listed on \($0)" } ?? "the undated text"
      return Exclusion(
        kind: .revision, item: document.id, reason: "superseded: \(when) gave way to a newer one",
        source: source, line: line)
    }
    if isKnown, isSuperseded(before.title, before.text) {
      let listing = before.appearances.first { $0.date == storedDate }
      change.exclusions.append(row(storedDate, listing?.source, listing?.line))
    }
    for candidate in papers
    where candidate.isNew && isSuperseded(candidate.paper.title, candidate.paper.text) {
      change.exclusions.append(
        row(candidate.paper.date, candidate.paper.source, candidate.paper.line))
    }
  }
}
