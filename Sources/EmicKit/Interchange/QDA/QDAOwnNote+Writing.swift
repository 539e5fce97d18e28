/// Written in parts, since what it says of codings grows with their number.
extension QDAOwnNote {
  /// What comes before the codings.
  var beginning: String {
    var members: [JSONMember] = [
      JSONMember("format", "emic/qda"), JSONMember("version", 1),
    ]
    if let codebook {
      members.append(JSONMember("codebook", .string(CodebookWriter.text(of: codebook))))
    }
    if let study {
      members.append(JSONMember("study", .string(StudyFileWriter.text(of: study))))
    }
    if !cases.isEmpty {
      members.append(
        JSONMember(
          "memos-on-cases",
          .object(
            cases.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
          )
        )
      )
    }
    if !staying.isEmpty {
      members.append(
        JSONMember(
          "left-out",
          .object(staying.map { JSONMember($0.what, .number(String($0.count))) })
        )
      )
    }
    return "{" + Self.lines(of: members)
  }

  /// What comes before the first of the codings, and behind the last.
  static let codingsEdges = (start: ",\n  \"codings\": {", end: "\n  }")

  /// What comes behind the codings.
  var ending: String {
    let members = links.sorted { $0.key < $1.key }.map { JSONMember($0.key, .object($0.value)) }
    let links = members.isEmpty ? "" : "," + Self.lines(of: [JSONMember("links", .object(members))])
    return links + "\n}\n"
  }

  /// What is said of a coding, as it stands among the others; a comma comes between two.
  static func member(_ guid: String, _ extra: [JSONMember]) -> [UInt8] {
    // A line feed in a text is escaped: these begin lines.
    lines(of: [JSONMember(guid, .object(extra))]).utf8.flatMap { byte in
      byte == Ascii.lineFeed ? [byte, Ascii.space, Ascii.space] : [byte]
    }
  }

  /// Members of an object without its braces, each on a line that begins with its line feed.
  private static func lines(of members: [JSONMember]) -> String {
    String(decoding: JSONValue.object(members).printed().dropFirst().dropLast(3), as: UTF8.self)
  }
}
