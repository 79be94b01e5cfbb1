import ArgumentParser
import Glibc
import TrendsCorpus
import TrendsFeatures
import TrendsLDA
import TrendsReports
import TrendsStore
import TrendsViews

/// How the program ends; after BSD's sysexits.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  /// The arguments are wrong, also where more topics are asked for than there are documents.
  case badArguments = 64
  /// Input or store is damaged, malformed, or newer than the program.
  case badData = 65
  /// There is no such path, no listing in it, no fit, or nothing in the range of dates.
  case missingInput = 66
  case cannotWrite = 73
  /// Ended by the user.
  case interrupted = 130

  /// The status for an error, or nil where the argument parser knows best.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandError: self = error.status
    case FeatureError.invalidOption: self = .badArguments
    case is CorpusError, is FeatureError: self = .badData
    case LDAError.noTokens, LDAError.checkpoint, is ReportsError: self = .badData
    case is LDAError: self = .badArguments
    case ViewsError.workbook: self = .cannotWrite
    case let error as StoreError:
      switch error.errorClass {
      case .missing: self = .missingInput
      case .damaged: self = .badData
      case .cannotWrite: self = .cannotWrite
      }
    default: return nil
    }
  }
}

/// What only the command line can find wrong.
enum CommandError: Error, Equatable, CustomStringConvertible {
  case noSuchPath(String)
  case noListings(folder: String)
  case cannotRead(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  case badArgument(String)
  case nothingInRange(String)
  case noPapers([String])
  case noVocabulary(docword: String, tried: [String])
  case mixedInputs(bag: String, text: String)
  case severalBags([String])
  case noSuchTopic(String, last: String)
  /// A small file of the user's, with the line at fault.
  case badFile(String)
  case problemsFound(Int)
  case nothingToScore(String)
  /// A checkpoint of other papers or another program; what is wrong.
  case foreignCheckpoint(String)
  /// The user ended a fit that can go on; how.
  case interruptedFit(String)
  case interrupted

  var status: ExitStatus {
    switch self {
    case .noSuchPath, .noListings, .nothingInRange, .noPapers, .noVocabulary, .nothingToScore:
      .missingInput
    case .cannotRead, .problemsFound, .foreignCheckpoint, .badFile: .badData
    case .cannotWrite: .cannotWrite
    case .badArgument, .mixedInputs, .severalBags, .noSuchTopic: .badArguments
    case .interrupted, .interruptedFit: .interrupted
    }
  }

  var description: String {
    switch self {
    case .noSuchPath(let path): "\(path): no such file or folder"
    case .noListings(let folder):
      "\(folder) holds no listings; expected files that end in .txt, .jsonl, .csv or .tsv "
        + "(or these with .gz)"
    case .cannotRead(let path, let reason): "\(path): cannot be read: \(reason)"
    case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason)"
    case .badArgument(let message), .badFile(let message): message
    case .nothingInRange(let message), .nothingToScore(let message): message
    case .noPapers(let names): "no paper in \(names.joined(separator: ", "))"
    case .noVocabulary(let docword, let tried):
      "\(docword) is a bag of words, but its vocabulary is missing; expected "
        + tried.joined(separator: " or ")
    case .mixedInputs(let bag, let text):
      "\(bag) is a bag of words and \(text) is text; a store holds one or the other"
    case .severalBags(let names):
      "one bag of words at a time; found " + names.joined(separator: ", ")
    case .noSuchTopic(let name, let last):
      "no topic '\(name)'; topics are T0001 to \(last), see 'trends topics'"
    case .problemsFound(let count):
      "\(count) problem\(count == 1 ? "" : "s") found"
    case .foreignCheckpoint(let what): "\(what); run 'trends fit' without --resume"
    case .interruptedFit(let remedy): "interrupted; \(remedy)"
    case .interrupted: "interrupted; nothing unfinished was kept"
    }
  }
}

/// Writes a line to standard error.
func printError(_ line: String) {
  FileHandles.standardError.write(line + "\n")
}

/// Prints a warning: a number and a remedy.
func warn(_ message: String) {
  printError("warning: \(message)")
}
