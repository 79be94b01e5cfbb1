/// A word of a chunk: what is counted, and how it was spelled.
struct ChunkPiece: Equatable {
  /// The stem, or several joined by spaces for a compound; a stop word stands as it is spelled.
  var key: [UInt8]
  /// As spelled, with plain hyphens and apostrophes.
  var surface: [UInt8]
  /// As spelled, but with words that merely start with a capital put in lower case.
  var lowered: [UInt8]
  /// Whether it ends phrases and is never a term.
  var isStop: Bool
  /// Whether it is a term only as part of a phrase.
  var isCompanion: Bool
  /// Whether something that is no word, a number or a lone letter, stands before it.
  var followsBreak: Bool
}

/// What a chunk of text, letters joined by hyphens and the like, is made of.
struct ChunkAnalysis: Equatable {
  /// Its words, joined by hyphens where nothing breaks them.
  var pieces: [ChunkPiece] = []
  /// Whether it ends in something that is no word.
  var endsInBreak = false
  /// Whether it ends in a name that a number may follow: `Llama` before `3`.
  var takesNumber = false
  /// Whether it is a number such as follows a name.
  var isVersion = false
  /// Whether it is a syllable that makes one word with the next: `multi` before `armed`.
  var isPrefix = false
  /// Whether it is a single word, and no stop word.
  var isPlainWord = false
}

/// Takes chunks apart. Each distinct chunk is looked at once.
struct ChunkAnalyzer {
  /// A word longer than this, in bytes, is no word.
  static let longestWord = 64
  /// A chunk longer than this, in bytes, is no text.
  static let longestChunk = 256
  /// The most words in one compound.
  private static let longestCompound = 5
  private static let like = Array("like".utf8)

  let classes: WordClasses
  let stemmer: Stemmer

  /// An analyzer with a stemmer of its own.
  init(classes: WordClasses) {
    self.classes = classes
    stemmer = Stemmer(classes.language)
  }

  /// The words of a chunk.
  ///
  /// Hyphens part words, so that `test-time adaptation` and `test time adaptation` count alike,
  /// with these exceptions: a bound prefix, a lone letter or a number after a name makes one word
  /// with its neighbour (`pre-trained`, `U-Net`, `GPT-4`), and function words inside hyphens hold a
  /// compound together (`text-to-image`).
  func analyze(_ chunk: UnsafeBufferPointer<UInt8>) -> ChunkAnalysis {
    Self.isLetters(chunk) ? analyze(word: word(Array(chunk))) : analyze(parts(of: chunk))
  }

  /// The words that some parts make.
  func analyze(_ parts: [ChunkPart]) -> ChunkAnalysis {
    var analysis = ChunkAnalysis()
    if parts.count == 1, let only = parts.first, only.kind == .number {
      analysis.isVersion = only.isVersion
    }
    var tokens: [Token] = []
    var followsBreak = false
    var index = 0
    while index < parts.count {
      let used = joinedCount(parts, from: index)
      guard used > 0 else {
        followsBreak = true
        index += 1
        continue
      }
      var token = token(
        parts[index..<index + used], followsBreak: followsBreak || parts[index].isElided)
      if index + used == parts.count,
        token.roles.contains(.cardinal) || (tokens.isEmpty && token.lower == Self.like)
      {
        token.stop()
      }
      tokens.append(token)
      followsBreak = false
      index += used
    }
    analysis.endsInBreak = followsBreak
    if let only = parts.first, parts.count == 1, only.kind == .word {
      analysis.isPrefix = classes.roles[only.lower].contains(.loosePrefix)
      analysis.isPlainWord = tokens.count == 1 && !tokens[0].isStop
    }
    if let last = parts.last, !followsBreak, let token = tokens.last, !token.isStop {
      analysis.takesNumber = takesNumber(last, classes.roles[last.lower])
    }
    analysis.pieces = compounds(tokens)
    return analysis
  }

  /// A chunk that is one word of ASCII letters, as most are: what the general way gives, with none of
  /// its lists.
  func analyze(word part: ChunkPart) -> ChunkAnalysis {
    let roles = classes.roles[part.lower]
    let stem = stem(part)
    let meansNothingAlone = roles.contains(.cardinal) || part.lower == Self.like
    let isStop = meansNothingAlone || isStop(roles, stem: stem)
    let isPlaced = part.isTitleCase && !classes.language.capitalisesNouns
    var analysis = ChunkAnalysis()
    analysis.isPrefix = roles.contains(.loosePrefix)
    analysis.isPlainWord = !isStop
    analysis.takesNumber = !isStop && takesNumber(part, roles)
    analysis.pieces = [
      ChunkPiece(
        key: isStop ? part.lower : stem, surface: part.surface,
        lowered: isPlaced ? part.lower : part.surface, isStop: isStop,
        isCompanion: !meansNothingAlone && roles.contains(.companion), followsBreak: false)
    ]
    return analysis
  }

  /// Whether a number may follow a part, which is no stop word.
  private func takesNumber(_ last: ChunkPart, _ roles: WordRoles.Role) -> Bool {
    // Every German noun has a capital, so that only an inner one tells a name.
    let isName = last.isName && !(classes.language.capitalisesNouns && last.isTitleCase)
    return isName && (last.kind == .word || last.kind == .letter) && !roles.contains(.counter)
  }

  // MARK: Joining parts into words

  /// How many parts from `index` on make one word; 0 if the first is no word.
  private func joinedCount(_ parts: [ChunkPart], from index: Int) -> Int {
    let part = parts[index]
    let next = index + 1 < parts.count ? parts[index + 1] : nil
    switch part.kind {
    case .number:
      // 3-D is 3D.
      return next?.kind == .letter && next?.lower == [UInt8(ascii: "d")] ? 2 : 0
    case .letter:
      return next?.kind == .word ? 2 : 0
    case .code:
      return 1
    case .word:
      guard let next else { return 1 }
      let roles = classes.roles[part.lower]
      if roles.contains(.boundPrefix), next.kind == .word || next.kind == .code { return 2 }
      let isStop = roles.contains(.stop)
      switch next.kind {
      case .letter where !isStop: break
      case .number where part.isName && next.isVersion && !isStop: return 2
      case .code where !next.isDimension && !isStop: return 2
      default: return 1
      }
      // DALL-E 3 and DALL-E-3 are one name.
      let number = index + 2 < parts.count ? parts[index + 2] : nil
      return number?.isVersion == true && part.isName ? 3 : 2
    }
  }

  private struct Token {
    var piece: ChunkPiece
    var lower: [UInt8]
    var roles: WordRoles.Role
    var isStop: Bool { piece.isStop }

    /// Makes a stop word of it.
    mutating func stop() {
      piece.isStop = true
      piece.isCompanion = false
      piece.key = lower
    }
  }

  private func token(_ parts: ArraySlice<ChunkPart>, followsBreak: Bool) -> Token {
    let lower = parts.count == 1 ? parts[parts.startIndex].lower : parts.flatMap(\.lower)
    let roles = classes.roles[lower]
    let stem = self.stem(parts, lower: lower)
    let isStop = isStop(roles, stem: stem)
    let hasNumber = parts.contains { $0.kind == .number || $0.kind == .code }
    var surface: [UInt8] = []
    var lowered: [UInt8] = []
    surface.reserveCapacity(lower.count + parts.count)
    lowered.reserveCapacity(lower.count + parts.count)
    for (index, part) in parts.enumerated() {
      if index > 0, part.separator != 0 {
        surface.append(part.separator)
        lowered.append(part.separator)
      }
      surface += part.surface
      let isPlaced = part.isTitleCase && !hasNumber && !classes.language.capitalisesNouns
      lowered += isPlaced ? part.lower : part.surface
    }
    return Token(
      piece: ChunkPiece(
        key: isStop ? lower : stem, surface: surface,
        lowered: lowered, isStop: isStop, isCompanion: roles.contains(.companion),
        followsBreak: followsBreak),
      lower: lower, roles: roles)
  }

  /// The stem of a word; names that end in digits or a lone letter are their own stems, and LLMs
  /// are LLM in the plural.
  private func stem(_ parts: ArraySlice<ChunkPart>, lower: [UInt8]) -> [UInt8] {
    guard let last = parts.last, last.kind == .word else { return lower }
    return last.isPluralAcronym ? Array(lower.dropLast()) : stemmer.stem(lower)
  }

  private func stem(_ word: ChunkPart) -> [UInt8] {
    word.isPluralAcronym ? Array(word.lower.dropLast()) : stemmer.stem(word.lower)
  }

  /// Whether a word ends phrases: by a list, or because the user wants its stem stopped.
  private func isStop(_ roles: WordRoles.Role, stem: [UInt8]) -> Bool {
    roles.contains(.stop)
      || (!classes.stoppedStems.isEmpty && classes.stoppedStems.contains(stem))
  }

  // MARK: Compounds held together by function words

  private func compounds(_ tokens: [Token]) -> [ChunkPiece] {
    guard tokens.count > 1, tokens.contains(where: \.isStop) else { return tokens.map(\.piece) }
    var pieces: [ChunkPiece] = []
    var index = 0
    while index < tokens.count {
      let end = compoundEnd(tokens, from: index)
      pieces.append(joined(tokens[index..<end]))
      index = end
    }
    return pieces
  }

  /// The end of the compound that starts at a token; the next token if it starts none.
  private func compoundEnd(_ tokens: [Token], from start: Int) -> Int {
    let limit = min(tokens.count, start + Self.longestCompound)
    func isWhole(_ index: Int) -> Bool { index == start || !tokens[index].piece.followsBreak }
    var end = start + 1
    if tokens[start].isStop {
      guard tokens[start].roles.contains(.opener),
        let content = contentAfterLinks(end)
      else { return end }
      end = content + 1
    }
    while end < limit, tokens[end].isStop, let content = contentAfterLinks(end) {
      end = content + 1
    }
    let closes =
      end == tokens.count - 1 && end < limit && isWhole(end) && tokens[end].isStop
      && tokens[end].roles.contains(.closer)
    return closes ? end + 1 : end

    /// The first word after any links from `index` on that is no stop word.
    func contentAfterLinks(_ index: Int) -> Int? {
      var index = index
      while index < limit, isWhole(index) {
        if !tokens[index].isStop { return index }
        guard tokens[index].roles.contains(.link) else { return nil }
        index += 1
      }
      return nil
    }
  }

  private func joined(_ tokens: ArraySlice<Token>) -> ChunkPiece {
    guard var piece = tokens.first?.piece, tokens.count > 1 else {
      return tokens.first?.piece
        ?? ChunkPiece(
          key: [], surface: [], lowered: [], isStop: true, isCompanion: false, followsBreak: true)
    }
    for token in tokens.dropFirst() {
      piece.key += [UInt8(ascii: " ")] + token.piece.key
      piece.surface += [UInt8(ascii: "-")] + token.piece.surface
      piece.lowered += [UInt8(ascii: "-")] + token.piece.lowered
    }
    piece.isStop = false
    piece.isCompanion = false
    return piece
  }
}
