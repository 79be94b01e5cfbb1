import GRDB
import Testing
import TrendsFeatures

@testable import TrendsStore

@Suite struct PhraseEditsTests {
  private let edits = [
    PhraseEdit(phrase: "rye bread", action: .accept),
    PhraseEdit(phrase: "spelt", action: .aliasOf, aliasOf: "rye"),
    PhraseEdit(phrase: "white bread", action: .reject),
  ]

  @Test func editsAreKeptInTheOrderOfTheirPhrases() throws {
    let scratch = try Scratch()
    let path = scratch.file("trends.db")
    let store = try Store(path: path, mode: .create)
    #expect(try store.phraseEdits() == [])
    try store.replacePhraseEdits(edits.reversed())
    try store.close()
    let again = try Store(path: path, mode: .readWrite)
    #expect(try again.phraseEdits() == edits)
    // What is put in their place leaves none of them.
    try again.replacePhraseEdits([edits[0]])
    #expect(try again.phraseEdits() == [edits[0]])
  }

  @Test func ofTwoEditsForAPhraseTheLaterCounts() throws {
    let scratch = try Scratch()
    let store = try Store(path: scratch.file("trends.db"), mode: .create)
    try store.replacePhraseEdits([
      edits[0], PhraseEdit(phrase: "rye bread", action: .reject),
    ])
    #expect(try store.phraseEdits() == [PhraseEdit(phrase: "rye bread", action: .reject)])
  }

  @Test(arguments: [
    "INSERT INTO phrase_edits VALUES (1, 'rye', 'bake', NULL)",
    "INSERT INTO phrase_edits VALUES (1, 'rye', 'alias_of', NULL)",
    "INSERT INTO phrase_edits VALUES (1, 'rye', 'accept', 'bread')",
  ])
  func aRowThatIsNoEditIsDamage(sql: String) throws {
    let scratch = try Scratch()
    let store = try Store(path: scratch.file("trends.db"), mode: .create)
    try store.writing { db in try db.execute(sql: sql) }
    #expect(throws: StoreError.self) { try store.phraseEdits() }
  }
}
