import ArgumentParser
import TrendsCorpus

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is wrong with files, with line numbers, before anything is imported.",
    discussion: """
      Reads like 'import', but goes on after the first problem and writes nothing.

      EXAMPLE:
        trends doctor listings/
      """)

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  @OptionGroup var input: InputOptions

  func run() throws {
    let reading = try input.reading()
    let files = try InputFiles(
      paths: paths, format: reading.format, vocabulary: input.vocabulary, dates: input.dates)
    for warning in files.warnings { FileHandles.standardOutput.write("warning: \(warning)\n") }
    if let bag = files.bag {
      let counts = try readBag(
        bag.counts, vocabulary: bag.vocabulary, dates: bag.dates, options: reading)
      for warning in counts.warnings { FileHandles.standardOutput.write("warning: \(warning)\n") }
      FileHandles.standardOutput.write(
        "\(bag.counts.source): \(count(counts.documentCount, "document")) and "
          + "\(count(counts.tokenCount, "token"))\n")
      return
    }
    let problems = diagnose(files.texts, options: reading)
    for problem in problems {
      FileHandles.standardOutput.write("\(problem.severity.rawValue): \(problem)\n")
    }
    let errors = problems.count { $0.severity == .error }
    guard errors == 0 else { throw CommandError.problemsFound(errors) }
    let found = try readPapers(from: files.texts, options: reading)
    guard found.paperCount > 0 else { throw CommandError.noPapers(files.texts.map(\.source)) }
    FileHandles.standardOutput.write(
      "\(count(found.paperCount, "paper")) on \(count(found.listingCount, "listing")): "
        + "no errors, \(count(problems.count, "warning"))\n")
  }
}
