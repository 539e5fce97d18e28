extension CodingQuery {
  /// Reads a question as people type it, parts between commas.
  ///
  ///     信任 or mistrust with subcodes, not legitimacy, age>=30, text "contract"
  ///
  /// - Parameters:
  ///   - text: also with full-width commas and signs.
  ///   - codings: what names can be meant.
  /// - Throws: the first thing that cannot be meant.
  public init(reading text: String, in codings: StudyCodings) throws(QueryProblem) {
    self.init()
    let narrow = text.map { Self.narrow[$0] ?? $0 }
    for part in try Self.split(narrow) {
      let words = Self.trimmed(part)
      guard !words.isEmpty, words.lowercased() != Self.everything else { continue }
      try read(words, codings)
    }
  }

  /// Signs of an input method that mean something here.
  private static let narrow: [Character: Character] = [
    "，": ",", "＝": "=", "＜": "<", "＞": ">", "！": "!", "“": "\"", "”": "\"",
  ]

  private mutating func read(_ part: String, _ codings: StudyCodings) throws(QueryProblem) {
    if let (name, relation, value) = Self.condition(in: part) {
      conditions.append(try codings.condition(name, relation, value))
    } else if let rest = try Self.rest(of: part, after: "and") {
      relations.append(CodeRelation(.overlapping, try codings.code(named: rest)))
    } else if let rest = try Self.rest(of: part, after: "not") {
      relations.append(CodeRelation(.notOverlapping, try codings.code(named: rest)))
    } else if let rest = try Self.rest(of: part, after: "same turn") {
      relations.append(CodeRelation(.sameTurn, try codings.code(named: rest)))
    } else if let rest = try Self.rest(of: part, after: "near") {
      relations.append(try Self.near(rest, codings))
    } else if let rest = try Self.rest(of: part, after: "by") {
      coders += try Self.names(rest).map { name throws(QueryProblem) in
        try codings.coder(named: name)
      }
    } else if let rest = try Self.rest(of: part, after: "layer") {
      guard let layer = CodingLayer(rawValue: Self.unquoted(rest)) else {
        throw .unknownLayer(Self.unquoted(rest))
      }
      self.layer = layer
    } else if let rest = try Self.rest(of: part, after: "in") {
      transcripts += try Self.names(rest).map { name throws(QueryProblem) in
        try codings.transcript(named: name)
      }
    } else if let rest = try Self.rest(of: part, after: "speaker") {
      speakers += try Self.names(rest).map { name throws(QueryProblem) in
        try codings.speaker(named: name)
      }
    } else if let rest = try Self.rest(of: part, after: "flag") {
      let flag = Coding.Flag(Self.unquoted(rest))
      guard Coding.Flag.known.contains(flag) else { throw .unknownFlag(Self.unquoted(rest)) }
      flags.append(flag)
    } else if let rest = try Self.rest(of: part, after: "text") {
      self.text = Self.unquoted(rest)
      do throws(SearchProblem) {
        _ = try filter()
      } catch {
        throw .search(error)
      }
    } else {
      try readCodes(part, codings)
    }
  }

  private mutating func readCodes(_ part: String, _ codings: StudyCodings) throws(QueryProblem) {
    var names = part
    if let range = Self.suffix(names, "with subcodes") {
      includesSubcodes = true
      names = range
    }
    guard !names.isEmpty else { return }
    for word in ["and", "not", "or"] where Self.suffix(names, word) != nil {
      throw .nothingAfter(word)
    }
    codes += try Self.names(names).map { name throws(QueryProblem) in try codings.code(named: name)
    }
  }

  private static func near(
    _ words: String,
    _ codings: StudyCodings
  ) throws(QueryProblem) -> CodeRelation {
    let tokens = tokens(words)
    guard let place = tokens.lastIndex(of: "within") else {
      return CodeRelation(.near(turns: 1), try codings.code(named: words))
    }
    let distance = tokens[(place + 1)...].joined(separator: " ")
    guard let turns = Int(distance), turns >= 0 else { throw .notADistance(distance) }
    let name = tokens[..<place].joined(separator: " ")
    return CodeRelation(.near(turns: turns), try codings.code(named: name))
  }

  // MARK: Words and quotation marks

  /// The parts between commas that stand outside quotation marks.
  private static func split(_ text: [Character]) throws(QueryProblem) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    guard !isQuoted else { throw .openQuote }
    return parts
  }

  /// Attribute, relation and value; `nil` for other parts.
  private static func condition(
    in part: String
  ) -> (name: String, relation: AttributeCondition.Relation, value: String)? {
    var isQuoted = false
    for place in part.indices {
      if part[place] == "\"" { isQuoted.toggle() }
      guard !isQuoted, "!<>=".contains(part[place]), place > part.startIndex,
        let relation = AttributeCondition.Relation.allCases.first(where: {
          part[place...].hasPrefix($0.rawValue)
        })
      else { continue }
      // What is looked for in a text may hold any sign.
      guard (try? rest(of: part, after: "text")) ?? nil == nil else { return nil }
      let behind = part.index(place, offsetBy: relation.rawValue.count)
      return (
        unquoted(trimmed(String(part[..<place]))), relation,
        unquoted(trimmed(String(part[behind...])))
      )
    }
    return nil
  }

  /// What follows a keyword; `nil` when the part does not begin with it.
  private static func rest(of part: String, after keyword: String) throws(QueryProblem) -> String? {
    let words = tokens(part)
    let wanted = keyword.split(separator: " ").map(String.init)
    guard words.count >= wanted.count,
      zip(words, wanted).allSatisfy({ $0.lowercased() == $1 })
    else { return nil }
    let rest = words.dropFirst(wanted.count)
    guard !rest.isEmpty else { throw .nothingAfter(keyword) }
    // Blanks within a text count.
    guard keyword == "text" else { return rest.joined(separator: " ") }
    return trimmed(String(part.dropFirst(keyword.count)))
  }

  private static func suffix(_ part: String, _ words: String) -> String? {
    let (all, wanted) = (tokens(part), words.split(separator: " ").map(String.init))
    guard all.suffix(wanted.count).map({ $0.lowercased() }) == wanted else { return nil }
    return all.dropLast(wanted.count).joined(separator: " ")
  }

  /// The names between `or`s.
  private static func names(_ words: String) throws(QueryProblem) -> [String] {
    var names: [[String]] = [[]]
    for token in tokens(words) {
      if token.lowercased() == "or" || token == "|" {
        names.append([])
      } else {
        names[names.count - 1].append(token)
      }
    }
    guard !names.contains([]) else { throw .nothingAfter("or") }
    return names.map { unquoted($0.joined(separator: " ")) }
  }

  /// The words, one in quotation marks whole.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        if !token.isEmpty { tokens.append(token) }
        token = ""
      } else {
        token.append(character)
      }
    }
    return token.isEmpty ? tokens : tokens + [token]
  }

  /// A name without the quotation marks around it.
  static func bare(_ name: String) -> String { unquoted(name) }

  private static func unquoted(_ name: String) -> String {
    guard name.count >= 2, name.first == "\"", name.last == "\"" else { return name }
    var result = ""
    var wasQuote = false
    for character in name.dropFirst().dropLast() {
      if character == "\"", !wasQuote {
        wasQuote = true
        continue
      }
      result.append(character)
      wasQuote = false
    }
    return result
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let head = text.drop { $0.isWhitespace }
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
