/// Finds where links start and end in plain text.
enum LinkFinder {
  /// A link in a text, and whether the sentence goes on right behind it.
  struct Link: Equatable {
    var end: Int
    /// The next sentence is glued to the link: `https://a.org/b.We show`.
    var isGlued: Bool
  }

  /// Endings of host names that make `host/path` a link without a scheme.
  private static let domains: Set<String> = [
    "com", "org", "net", "io", "ai", "co", "edu", "gov", "dev", "app", "cn", "de", "uk", "fr", "ch",
    "eu", "ly", "gl", "me", "info", "science",
  ]

  /// Hosts that are found even where the word before is glued to them: `models.github.com/a/b`.
  private static let knownHosts = ["github.com", "huggingface.co", "arxiv.org", "gitlab.com"].map {
    Array($0.utf8)
  }

  private static let schemes = ["http://", "https://", "ftp://"].map { Array($0.utf8) }
  private static let web = Array("www.".utf8)

  /// Where links may start: before `://`, at `www.`, or in what may be a host name before a slash.
  ///
  /// - Returns: ranges in ascending order; no link starts outside them.
  static func zones(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var zones: [Range<Int>] = []
    func add(_ zone: Range<Int>) {
      var zone = zone
      // Those that meet are one, so that both ends ascend.
      while let last = zones.last, zone.lowerBound <= last.upperBound {
        zone = min(last.lowerBound, zone.lowerBound)..<max(last.upperBound, zone.upperBound)
        zones.removeLast()
      }
      zones.append(zone)
    }
    for i in bytes.indices {
      switch bytes[i] {
      case UInt8(ascii: "/"):
        // The longest scheme has five letters, the longest host name 253 characters.
        if i > 0, bytes[i - 1] == UInt8(ascii: ":") { add(max(0, i - 6)..<i) }
        var start = i
        var hasPoint = false
        while start > 0, i - start < 254, isHostByte(bytes[start - 1]) {
          start -= 1
          hasPoint = hasPoint || bytes[start] == UInt8(ascii: ".")
        }
        if hasPoint { add(start..<i) }
      case UInt8(ascii: "w"), UInt8(ascii: "W"):
        if i + 3 < bytes.count, bytes[i + 1] | 32 == UInt8(ascii: "w"),
          bytes[i + 2] | 32 == UInt8(ascii: "w"), bytes[i + 3] == UInt8(ascii: ".")
        {
          add(i..<i + 1)
        }
      default: continue
      }
    }
    return zones
  }

  static func isHostByte(_ byte: UInt8) -> Bool {
    isASCIILetter(byte) || isASCIIDigit(byte) || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }

  /// The link that starts at an index, or nil.
  ///
  /// With a scheme it may start inside a word; without one only where the byte before is no part of
  /// a host name, or the host is a known one.
  static func link(in bytes: [UInt8], at i: Int, end: Int) -> Link? {
    let lower = bytes[i] | 32
    if lower == UInt8(ascii: "h") || lower == UInt8(ascii: "f"), i + 1 < end,
      bytes[i + 1] | 32 == UInt8(ascii: "t")
    {
      for scheme in schemes where matches(bytes, at: i, end: end, scheme) {
        return extent(in: bytes, from: i + scheme.count, end: end)
      }
    }
    let startsWord = i == 0 || !isHostByte(bytes[i - 1]) && bytes[i - 1] != UInt8(ascii: "@")
    if startsWord, lower == UInt8(ascii: "w"), matches(bytes, at: i, end: end, web) {
      return extent(in: bytes, from: i + 4, end: end)
    }
    let afterStop = i > 0 && bytes[i - 1] == UInt8(ascii: ".")
    if startsWord || afterStop, let slash = hostEnd(in: bytes, at: i, end: end, isKnown: afterStop)
    {
      return extent(in: bytes, from: slash, end: end)
    }
    return nil
  }

  /// Where the slash after a bare host name stands.
  private static func hostEnd(in bytes: [UInt8], at i: Int, end: Int, isKnown: Bool) -> Int? {
    if isKnown {
      for host in knownHosts where matches(bytes, at: i, end: end, host) {
        let slash = i + host.count
        return slash < end && bytes[slash] == UInt8(ascii: "/") ? slash : nil
      }
      return nil
    }
    var slash = i
    // Host names have at most 253 characters.
    while slash < end, slash - i < 254, isHostByte(bytes[slash]) { slash += 1 }
    guard slash < end, bytes[slash] == UInt8(ascii: "/") else { return nil }
    let labels = bytes[i..<slash].split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last,
      domains.contains(String(decoding: last.map { $0 | 32 }, as: UTF8.self))
    else { return nil }
    // Leave the word before a known host to the text; the host itself is met again behind it.
    for host in knownHosts
    where slash - i > host.count && bytes[i..<slash].suffix(host.count) == host[...] {
      return nil
    }
    return slash
  }

  private static func extent(in bytes: [UInt8], from start: Int, end: Int) -> Link {
    var stop = start
    var depth = 0
    let enders = Array("<>\"{}|\\^`$".utf8)
    while stop < end, bytes[stop] > 32, bytes[stop] < 127, !enders.contains(bytes[stop]) {
      if bytes[stop] == UInt8(ascii: "(") { depth += 1 }
      if bytes[stop] == UInt8(ascii: ")") {
        depth -= 1
        if depth < 0 { break }
      }
      stop += 1
    }
    // What ends a sentence is not part of the link.
    let closers = Array(".,;:!?'*]".utf8)
    while stop > start, closers.contains(bytes[stop - 1]) { stop -= 1 }
    // ".We": a full stop and one capitalised word up to the end is the next sentence.
    var word = stop
    while word > start, isASCIILetter(bytes[word - 1]) { word -= 1 }
    if stop - word >= 2, word > start + 1, bytes[word - 1] == UInt8(ascii: "."),
      (65...90).contains(bytes[word]), (97...122).contains(bytes[word + 1]),
      bytes[start..<word].contains(UInt8(ascii: "/"))
    {
      return Link(end: word - 1, isGlued: true)
    }
    return Link(end: stop, isGlued: false)
  }

  /// Whether a word stands at an index, in any case.
  private static func matches(_ bytes: [UInt8], at i: Int, end: Int, _ word: [UInt8]) -> Bool {
    guard i + word.count <= end else { return false }
    return word.indices.allSatisfy { offset in
      let byte = bytes[i + offset]
      return byte == word[offset] || (isASCIILetter(byte) && byte | 32 == word[offset])
    }
  }
}
