import ArgumentParser

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read listings into the store without fitting.",
    discussion: """
      Reads listing pages, JSON lines, CSV and TSV, gzipped or not, folders of these, a UCI or \
      LDA-C bag of words, and - for standard input. The same input twice adds nothing.

      EXAMPLE:
        trends import listings/
        trends import --year 2025 page.txt
        trends import --date published --text abstract papers.csv
      """)

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  @OptionGroup var input: InputOptions
  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let importer = try Importer(paths: paths, options: input)
    let store = try storeOptions.open(.create)
    let outcome = try importer.save(into: store)
    try store.close()
    for line in outcome.lines { printError(line) }
  }
}
