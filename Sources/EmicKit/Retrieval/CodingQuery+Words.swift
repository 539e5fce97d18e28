extension CodingQuery {
  /// The parts in words, in the order in which people say them; read again they mean the same.
  ///
  /// - Parameter names: how sources are called; their paths without.
  /// - Returns: none for the empty question.
  public func parts(names: SourceNames? = nil) -> [String] {
    var parts: [String] = []
    if !codes.isEmpty {
      parts.append(list(codes.map(\.text)) + (includesSubcodes ? " with subcodes" : ""))
    } else if includesSubcodes {
      parts.append("with subcodes")
    }
    parts += relations.map(words)
    if !text.isEmpty { parts.append("text \(Self.quoted(text))") }
    if !coders.isEmpty { parts.append("by \(list(coders.map(\.text)))") }
    if let layer { parts.append("layer \(layer.rawValue)") }
    if !transcripts.isEmpty {
      parts.append("in \(list(transcripts.map { names?[$0] ?? $0 }))")
    }
    parts += conditions.map {
      Self.quoted($0.attribute) + $0.relation.rawValue + Self.quotedValue($0.value)
    }
    if !speakers.isEmpty { parts.append("speaker \(list(speakers))") }
    parts += flags.map { "flag \($0.text)" }
    return parts
  }

  /// The question in one line; `all codings` for the empty one.
  public func words(names: SourceNames? = nil) -> String {
    isEmpty ? Self.everything : parts(names: names).joined(separator: ", ")
  }

  static let everything = "all codings"

  private func list(_ names: [String]) -> String {
    names.map(Self.quoted).joined(separator: " or ")
  }

  private func words(_ relation: CodeRelation) -> String {
    let code = Self.quoted(relation.code.text)
    return switch relation.place {
    case .overlapping: "and \(code)"
    case .notOverlapping: "not \(code)"
    case .sameTurn: "same turn \(code)"
    case .near(let turns): "near \(code) within \(turns)"
    }
  }

  /// The words with which a part can begin, so that a name like one of them stands in quotes.
  static let keywords = [
    "and", "not", "same", "near", "by", "layer", "in", "speaker", "flag", "text", "with", "or",
    "all", "within", "turn",
  ]

  /// In quotes where the bare name would be read as something else.
  private static func quoted(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "-_./?".unicodeScalars.contains($0)
    }
    return isPlain && !name.isEmpty && !keywords.contains(name.lowercased()) ? name : inQuotes(name)
  }

  /// A value may hold blanks and keywords: it reaches to the comma.
  private static func quotedValue(_ value: String) -> String {
    let hasEdge = value.first?.isWhitespace == true || value.last?.isWhitespace == true
    return hasEdge || value.contains { $0 == "," || $0 == "，" || $0 == "\"" || $0.isNewline }
      ? inQuotes(value) : value
  }

  private static func inQuotes(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
