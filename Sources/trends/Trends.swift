import ArgumentParser
import CKernels

/// The root command.
struct Trends: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trends",
    abstract: "Find the themes of dated papers, and their shares over time with intervals.",
    discussion: """
      Everything lives in one file, trends.db in the working folder; --store PATH or TRENDS_STORE \
      name another.

      EXAMPLE:
        trends fit --topics 20 listings/
        trends report --since 2025-03-12
        trends topics
      """,
    version: Versions.text,
    subcommands: [
      ImportCommand.self, FitCommand.self, ReportCommand.self, TopicsCommand.self,
      ShowCommand.self, DocumentsCommand.self, PhrasesCommand.self, WhyCommand.self,
      DiffCommand.self, EvaluateCommand.self, CalibrateCommand.self, DoctorCommand.self,
      ExportCommand.self, IntrusionCommand.self,
    ])
}

@main
enum Main {
  static func main() {
    tr_require_instruction_set(ExitStatus.failed.rawValue)
    Interrupt.install()
    do {
      var command = try Trends.parseAsRoot()
      try command.run()
    } catch {
      if let status = ExitStatus(error) {
        printError("error: \(error)")
        exit(status)
      }
      let status = Trends.exitCode(for: error)
      guard status.isSuccess else {
        // The parser begins its messages in capitals, ours do not.
        let message = Trends.fullMessage(for: error)
        printError(message.hasPrefix("Error:") ? "error:" + message.dropFirst(6) : message)
        Trends.exit(withError: status)
      }
      Trends.exit(withError: error)
    }
  }

  private static func exit(_ status: ExitStatus) -> Never {
    Trends.exit(withError: ExitCode(status.rawValue))
  }
}
