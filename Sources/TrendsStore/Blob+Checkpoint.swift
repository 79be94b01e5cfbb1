import Foundation
import TrendsLDA

/// The head of a chain's checkpoint: the fit it belongs to, and how far the chain is.
///
/// Options as JSON, the most sweeps (0 where they are settled), features, programs, digest of the
/// corpus, number of the fit; chain, sweep, sweeps in all, number of draws, beta, K and the K values
/// of alpha.
struct CheckpointHead: BlobValue, Equatable {
  static let blobKind = BlobKind.checkpointHead
  var fit: FitIdentity
  var chain: Int
  var sweep: Int
  var sweepCount: Int
  var drawCount: Int
  var beta: Double
  var alpha: [Double]

  init(_ checkpoint: ChainCheckpoint, of fit: FitIdentity) {
    self.fit = fit
    chain = checkpoint.chain
    sweep = checkpoint.sweep
    sweepCount = checkpoint.sweepCount
    drawCount = checkpoint.draws.count
    beta = checkpoint.beta
    alpha = checkpoint.alpha
  }

  func encode(into writer: inout ByteWriter) {
    fit.encode(into: &writer)
    writer.integer(chain)
    writer.integer(sweep)
    writer.integer(sweepCount)
    writer.integer(drawCount)
    writer.double(beta)
    writer.integer(alpha.count)
    for value in alpha { writer.double(value) }
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    fit = try FitIdentity(from: &reader)
    chain = try reader.integer()
    sweep = try reader.integer()
    sweepCount = try reader.integer()
    drawCount = try reader.integer()
    beta = try reader.double()
    let topicCount = try reader.count(bytesEach: 8)
    alpha = []
    alpha.reserveCapacity(topicCount)
    for _ in 0..<topicCount { alpha.append(try reader.double()) }
  }
}

extension FitIdentity {
  func encode(into writer: inout ByteWriter) {
    writer.text(optionsText)
    writer.integer(largestSweepCount ?? 0)
    writer.text(features)
    writer.text(programs)
    writer.text(corpus.description)
    writer.integer(number)
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let text = try reader.text()
    guard let options = try? JSONDecoder().decode(LDAOptions.self, from: Data(text.utf8)) else {
      throw BlobDamage("holds options that cannot be read")
    }
    guard (try? options.validate(documentCount: .max)) != nil else {
      throw BlobDamage("holds options out of range")
    }
    let largest = Int(try reader.integer(in: 0...1_000_000, "a largest number of sweeps of"))
    let features = try reader.text()
    let programs = try reader.text()
    let hexadecimal = try reader.text()
    guard let corpus = ContentDigest(hexadecimal: hexadecimal) else {
      throw BlobDamage("holds no digest of a corpus")
    }
    self.init(
      options: options, largestSweepCount: largest == 0 ? nil : largest, features: features,
      programs: programs, corpus: corpus,
      number: try reader.integer())
  }

  /// Tells the fit from others in the files that hold its draws.
  var digest: ContentDigest {
    var writer = ByteWriter()
    encode(into: &writer)
    return ContentDigest(of: writer.bytes)
  }

  private var optionsText: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only a number that is not finite is beyond JSON, and no fit begins with one.
    let data = (try? encoder.encode(options)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

/// The head of a file with draws: the digest of the fit's identity, the chain, the number of draws.
struct DrawsHead: BlobValue, Equatable {
  static let blobKind = BlobKind.checkpointDraws
  var fit: ContentDigest
  var chain: Int
  var drawCount: Int

  init(fit: ContentDigest, chain: Int, drawCount: Int) {
    self.fit = fit
    self.chain = chain
    self.drawCount = drawCount
  }

  func encode(into writer: inout ByteWriter) {
    writer.text(fit.description)
    writer.integer(chain)
    writer.integer(drawCount)
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let hexadecimal = try reader.text()
    guard let digest = ContentDigest(hexadecimal: hexadecimal) else {
      throw BlobDamage("holds no digest of a fit")
    }
    fit = digest
    chain = try reader.integer()
    drawCount = try reader.integer()
  }
}

/// The state of a generator of GSL: a count, then bytes.
struct GeneratorState: BlobValue, Equatable {
  static let blobKind = BlobKind.generatorState
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func encode(into writer: inout ByteWriter) {
    writer.integer(bytes.count)
    writer.append(bytes)
  }

  init(from reader: inout ByteReader) throws(BlobDamage) {
    let count = try reader.count()
    bytes = []
    bytes.reserveCapacity(count)
    for _ in 0..<count { bytes.append(try reader.byte()) }
  }
}
