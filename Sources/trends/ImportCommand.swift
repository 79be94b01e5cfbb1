import ArgumentParser

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read listings into the store without fitting.",
    discussion: """
      Reads listing pages, JSON lines, CSV and TSV, gzipped or not, folders of these, a UCI or \
      LDA-C bag of words, and - for standard input. The same input twice adds nothing.

      --format mallet-state reads what MALLET wrote with --output-state, as documents and as a fit \
      of one draw, which 'trends report' takes like any other; --dates names a CSV with the columns \
      document (the source in the state) and date.

      EXAMPLE:
        trends import listings/
        trends import --year 2025 page.txt
        trends import --date published --text abstract papers.csv
        trends import --format mallet-state --dates dates.csv state.gz
      """)

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  @OptionGroup var input: InputOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    if input.format?.lowercased() == MalletImport.format {
      let state = try MalletImport(
        paths: paths, dates: input.dates, options: try input.reading(ignoresFormat: true))
      let store = try storeOptions.open(.create)
      let lines = try state.save(into: store, fingerprint: input.fingerprint)
      try store.close()
      for line in lines { printError(line) }
      return
    }
    var importer = try Importer(paths: paths, options: input)
    let store = try storeOptions.open(.create)
    let outcome = try importer.save(into: store)
    try store.close()
    for line in outcome.lines { printError(line) }
  }
}
