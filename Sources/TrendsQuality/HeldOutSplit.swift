internal import TrendsCompute

/// Whether a document is among a held-out fraction of its corpus, by a seeded hash of its identifier.
///
/// The choice of one document depends on no other one, so it stays as it is when others come or go;
/// and what a smaller fraction holds out, a larger one with the same seed holds out too.
///
/// - Parameters:
///   - id: the permanent identifier.
///   - fraction: in `0...1`; the expected share of documents that are held out.
///   - seed: another one holds out others.
public func isHeldOut(id: String, fraction: Double, seed: UInt64) -> Bool {
  // FNV-1a of the bytes, then the counter-based generator: the hash alone is uneven in its upper
  // bits for short texts.
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let stream = RandomStream(
    seed: seed, purpose: .heldOutSplit, sweep: Int(hash >> 32), document: Int(hash & 0xffff_ffff))
  return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: RandomStream.batch) { words in
    guard let base = words.baseAddress else { return false }
    stream.fillWords(base, batch: 0)
    return Double(base[0]) * 0x1p-32 < fraction
  }
}
