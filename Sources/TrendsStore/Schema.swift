import GRDB

/// The layout of the tables, as the steps that lead to it.
///
/// `user_version` in the file counts the steps that were taken. To change the layout, append a step;
/// never edit one that was released.
struct Schema: Sendable {
  /// `application_id` of our files: the letters `TRND`.
  static let applicationID = 0x5452_4E44

  /// SQL that takes the file from version *i* to version *i* + 1, for each *i* from 0.
  var steps: [String]

  /// The version that this program writes.
  var version: Int { steps.count }

  /// Takes the file from `found` to the current version, inside the caller's transaction.
  func migrate(_ db: Database, from found: Int) throws {
    if found == 0 { try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)") }
    for step in steps[found...] { try db.execute(sql: step) }
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  static let current = Schema(steps: [
    """
    -- One row an input that was read. Texts only: what the reader made of it is below.
    CREATE TABLE imports (
      number INTEGER PRIMARY KEY,
      source TEXT NOT NULL,              -- as the user typed it
      file_name TEXT NOT NULL,           -- without folders
      digest TEXT NOT NULL,              -- SHA-256 of the bytes
      options TEXT NOT NULL,
      papers INTEGER NOT NULL,
      UNIQUE (digest, options, file_name)
    ) STRICT;

    CREATE TABLE documents (
      number INTEGER PRIMARY KEY,        -- the order of insertion
      id TEXT NOT NULL UNIQUE,           -- permanent
      title TEXT NOT NULL,
      text TEXT NOT NULL,
      url TEXT,
      columns TEXT NOT NULL,             -- a JSON object of texts, in input order
      checksum INTEGER NOT NULL          -- CRC-32 of the row and its appearances
    ) STRICT;

    CREATE TABLE appearances (
      document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      date TEXT NOT NULL,                -- ISO 8601: a day, a month or a year
      inferred INTEGER NOT NULL,         -- 1 where the year was not stated
      source TEXT NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (document, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE exclusions (
      number INTEGER PRIMARY KEY,
      import INTEGER REFERENCES imports, -- NULL where no single input is to blame
      kind TEXT NOT NULL,
      item TEXT NOT NULL,
      reason TEXT NOT NULL,
      source TEXT,
      line INTEGER
    ) STRICT;

    -- Documents of which only the counts are known; BLOBs as in Blob.swift.
    CREATE TABLE bags (
      number INTEGER PRIMARY KEY,
      documents BLOB NOT NULL,
      vocabulary BLOB NOT NULL,
      rows BLOB NOT NULL
    ) STRICT;

    CREATE TABLE fits (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      options TEXT NOT NULL,             -- JSON
      features TEXT NOT NULL,            -- JSON
      programs TEXT NOT NULL,            -- JSON
      inputs TEXT NOT NULL,              -- JSON
      documents INTEGER NOT NULL,
      terms INTEGER NOT NULL,
      tokens INTEGER NOT NULL,
      seal TEXT NOT NULL                 -- SHA-256 of the row and of the frames of its parts
    ) STRICT;

    CREATE TABLE fit_parts (
      fit INTEGER NOT NULL REFERENCES fits ON DELETE CASCADE,
      chain INTEGER NOT NULL,            -- -1 for what belongs to no chain
      kind INTEGER NOT NULL,             -- BlobKind
      number INTEGER NOT NULL,           -- of draws, from 0
      data BLOB NOT NULL,
      PRIMARY KEY (fit, chain, kind, number)
    ) STRICT;
    """,
    """
    -- What the user wants of phrases, whatever their figures; the next fit follows it.
    CREATE TABLE phrase_edits (
      number INTEGER PRIMARY KEY,
      phrase TEXT NOT NULL UNIQUE,       -- as the user wrote it
      action TEXT NOT NULL,              -- accept, reject or alias_of
      alias_of TEXT
    ) STRICT;
    """,
  ])
}
