import Foundation
import Glibc
import TrendsCorpus

/// The files behind the paths that a user gives: the only place where inputs are opened.
struct InputFiles {
  /// Text inputs in order; the files of a folder by name.
  var texts: [NamedInput] = []
  /// A bag of words with its vocabulary and, where there are, its dates.
  var bag: BagFiles?
  /// What folders hold that is not read, a line each folder.
  var warnings: [String] = []

  struct BagFiles {
    var counts: NamedInput
    var vocabulary: NamedInput
    var dates: NamedInput?
  }

  /// Everything that was read, for digests.
  var all: [NamedInput] {
    texts + (bag.map { [$0.counts, $0.vocabulary] + ($0.dates.map { [$0] } ?? []) } ?? [])
  }

  /// Reads files, the files of folders, and `-` for standard input.
  ///
  /// - Parameters:
  ///   - format: the format of all of them, or nil to tell it from each.
  ///   - vocabulary: the vocabulary of a bag of words, or nil to look beside it.
  ///   - dates: the dates of a bag of words, or nil to look beside it.
  /// - Throws: ``CommandError`` with the path at fault.
  init(
    paths: [String], format: InputFormat? = nil, vocabulary: String? = nil, dates: String? = nil
  ) throws {
    var bags: [NamedInput] = []
    for path in paths {
      let (files, warning) = try Self.expand(path)
      if let warning { warnings.append(warning) }
      for file in files {
        try Interrupt.check()
        let input = NamedInput(try Self.read(file), source: file)
        let found = format ?? InputFormat.detect(input.bytes, source: file)
        if found.isBagOfWords { bags.append(input) } else { texts.append(input) }
      }
    }
    guard bags.count <= 1 else { throw CommandError.severalBags(bags.map(\.source)) }
    guard let counts = bags.first else { return }
    if let text = texts.first {
      throw CommandError.mixedInputs(bag: counts.source, text: text.source)
    }
    bag = BagFiles(
      counts: counts,
      vocabulary: try Self.beside(counts.source, named: vocabulary, suffix: "vocab", required: true)
        ?? NamedInput([], source: ""),
      dates: try Self.beside(counts.source, named: dates, suffix: "dates", required: false))
  }

  /// The files that a path stands for, and what is said of those that it does not stand for.
  private static func expand(_ path: String) throws -> (files: [String], warning: String?) {
    if path == "-" { return ([path], nil) }
    guard !path.isEmpty else { throw CommandError.badArgument("an empty path names no input") }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandError.noSuchPath(path)
    }
    guard isFolder.boolValue else { return ([path], nil) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw CommandError.cannotRead(path: path, reason: "its files cannot be listed")
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    let shown = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .filter { !$0.hasPrefix(".") && !isCompanion($0) }
    let listings = shown.filter(isListing)
    guard !listings.isEmpty else { throw CommandError.noListings(folder: path) }
    let others = shown.filter { !isListing($0) }
    let named = others.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    let warning =
      others.isEmpty
      ? nil
      : "in '\(path)' only \(endings.joined(separator: ", ")) and these with .gz are read, not "
        + named + (others.count > 3 ? " and \(grouped(others.count - 3)) more" : "")
        + "; name a file itself to read it"
    return (listings.map { folder + $0 }, warning)
  }

  /// What the listings of a folder end in.
  private static let endings = [".txt", ".jsonl", ".ndjson", ".csv", ".tsv"]

  /// Whether a file of a folder is meant to be read.
  private static func isListing(_ name: String) -> Bool {
    endings.contains { uncompressed(name).hasSuffix($0) }
  }

  /// Whether a file of a folder is no input by itself: it goes with a bag of words, tells of the folder,
  /// or is a store.
  private static func isCompanion(_ name: String) -> Bool {
    let name = uncompressed(name)
    return ["vocab.txt", "dates.csv"].contains { name == $0 || name.hasSuffix("." + $0) }
      || name.hasPrefix("readme") || name.hasSuffix(".readme.txt")
      || [".db", ".db-wal", ".db-shm", ".db-checkpoint"].contains { name.hasSuffix($0) }
  }

  private static func uncompressed(_ name: String) -> String {
    let lower = name.lowercased()
    return lower.hasSuffix(".gz") ? String(lower.dropLast(3)) : lower
  }

  /// The file that goes with a bag of words: the one named, else `X.vocab.txt` beside
  /// `X.docword.txt`, else `vocab.txt` in its folder.
  private static func beside(
    _ docword: String, named path: String?, suffix: String, required: Bool
  ) throws -> NamedInput? {
    if let path { return NamedInput(try read(path), source: path) }
    let ending = suffix == "vocab" ? "vocab.txt" : "dates.csv"
    let url = URL(fileURLWithPath: docword)
    let folder =
      docword.contains("/")
      ? String(docword[...(docword.lastIndex(of: "/") ?? docword.startIndex)]) : ""
    let name = url.lastPathComponent
    var tried: [String] = []
    for base in [".docword.txt.gz", ".docword.txt", ".dat.gz", ".dat"] where name.hasSuffix(base) {
      tried.append(folder + name.dropLast(base.count) + "." + ending)
      break
    }
    tried.append(folder + ending)
    for candidate in tried where FileManager.default.fileExists(atPath: candidate) {
      return NamedInput(try read(candidate), source: candidate)
    }
    if required { throw CommandError.noVocabulary(docword: docword, tried: tried) }
    return nil
  }

  /// The most bytes of one input.
  private static let largestInput = 1 << 32

  /// The bytes of a file, a pipe, or of standard input.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw CommandError.noSuchPath(path) }
      throw CommandError.cannotRead(path: path, reason: String(cString: strerror(errno)))
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      bytes.reserveCapacity(Int(status.st_size))
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] }
      guard bytes.count <= Self.largestInput else {
        throw CommandError.cannotRead(path: path, reason: "it is larger than 4 GiB; split it")
      }
      if count == 0 { return bytes }
      if count < 0, errno != EINTR {
        throw CommandError.cannotRead(path: path, reason: String(cString: strerror(errno)))
      }
      try Interrupt.check()
    }
  }
}
