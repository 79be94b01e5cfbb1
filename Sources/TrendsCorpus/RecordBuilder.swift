/// Puts the fields of one record, of a table or of JSON, into the parts of a paper.
struct RecordBuilder {
  private var best: [(rank: Int, name: String, value: String)?]
  /// Fields without a role, and those that a better one displaced, in input order.
  private var others: [(order: Int, column: Column)] = []
  private var order = 0
  private var orders: [Int]

  init() {
    best = Array(repeating: nil, count: FieldRole.Part.allCases.count)
    orders = Array(repeating: 0, count: best.count)
  }

  /// Adds a field; of several with one part the best rank wins, then the first.
  mutating func add(_ name: String, _ value: String, role: FieldRole?) {
    order += 1
    guard let role else {
      others.append((order, Column(name: name, value: value)))
      return
    }
    let part = role.part.rawValue
    // An empty field never displaces one that holds something.
    if let current = best[part] {
      let isBetter =
        current.value.isEmpty != value.isEmpty ? current.value.isEmpty : role.rank < current.rank
      guard isBetter else {
        others.append((order, Column(name: name, value: value)))
        return
      }
      others.append((orders[part], Column(name: current.name, value: current.value)))
    }
    best[part] = (role.rank, name, value)
    orders[part] = order
  }

  private func value(_ part: FieldRole.Part) -> String? { best[part.rawValue]?.value }

  /// The paper; its date is nil where the record has none or an empty one.
  ///
  /// - Throws: what is wrong with its date.
  func paper(at place: SourcePlace, options: ReadingOptions) throws -> Paper {
    let clean = { (part: FieldRole.Part) in fieldText(value(part) ?? "") }
    let (id, date, url) = (clean(.id), clean(.date), clean(.url))
    return Paper(
      id: id.isEmpty ? nil : id,
      date: date.isEmpty ? nil : try recordDate(date, options: options, at: place),
      title: clean(.title), text: clean(.text), url: url.isEmpty ? nil : url,
      columns: others.sorted { $0.order < $1.order }.map(\.column),
      source: place.source, line: place.line ?? 1)
  }
}
