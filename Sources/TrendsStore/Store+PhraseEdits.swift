import GRDB
public import TrendsFeatures

extension Store {
  /// What the user wants of phrases, in the order of the phrases' text.
  ///
  /// - Throws: ``StoreError/damaged(path:what:)`` where a row is of no known kind.
  public func phraseEdits() throws -> [PhraseEdit] {
    try reading { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT phrase, action, alias_of FROM phrase_edits ORDER BY phrase")
      return try rows.map { row in
        let phrase: String
        let text: String
        let aliasOf: String?
        do throws(WrongType) {
          phrase = try row.checked(0)
          text = try row.checked(1)
          aliasOf = try row.checkedOptional(2)
        } catch {
          throw damaged("an edit of a phrase holds a wrong value in column '\(error.column)'")
        }
        guard let action = PhraseEdit.Action(rawValue: text),
          (action == .aliasOf) == (aliasOf != nil)
        else { throw damaged("the edit of phrase '\(phrase)' is no edit: '\(text)'") }
        return PhraseEdit(phrase: phrase, action: action, aliasOf: aliasOf)
      }
    }
  }

  /// Puts edits in the place of all that there are, in one transaction.
  ///
  /// - Parameter edits: of two for one phrase the later counts.
  public func replacePhraseEdits(_ edits: [PhraseEdit]) throws {
    try writing { db in
      try db.execute(sql: "DELETE FROM phrase_edits")
      let statement = try db.makeStatement(
        sql: "INSERT OR REPLACE INTO phrase_edits (phrase, action, alias_of) VALUES (?, ?, ?)")
      for edit in edits {
        statement.setUncheckedArguments([
          Self.storable(edit.phrase), edit.action.rawValue, edit.aliasOf.map(Self.storable),
        ])
        try statement.execute()
      }
    }
  }
}
