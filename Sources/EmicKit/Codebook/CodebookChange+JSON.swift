/// A change as a history keeps it, with both states of every code that it touched.
extension CodebookChange {
  var json: JSONValue {
    var members = [
      JSONMember("summary", .string(summary)),
      JSONMember("kind", kind.map { .string($0.rawValue) } ?? .null),
      JSONMember("codes", .strings(codes.map(\.text))),
      JSONMember("version", .count(version)),
      JSONMember(
        "edits",
        .array(
          edits.map { edit in
            .object([
              JSONMember("before", edit.before.map(Self.json) ?? .null),
              JSONMember("after", edit.after.map(Self.json) ?? .null),
            ])
          }
        )
      ),
    ]
    if !reason.isEmpty { members.append(JSONMember("reason", .string(reason))) }
    if isMinor { members.append(JSONMember("minor", true)) }
    if let undoes { members.append(JSONMember("undoes", .string(undoes))) }
    return .object(members)
  }

  /// - Returns: `nil` for what is none.
  init?(json: JSONValue) {
    guard let summary = json["summary"]?.string, case .number(let version)? = json["version"],
      let version = Int(version), case .array(let codes)? = json["codes"],
      case .array(let edits)? = json["edits"]
    else { return nil }
    var kind: CodebookHistoryEntry.Change?
    if let text = json["kind"]?.string {
      guard let known = CodebookHistoryEntry.Change(rawValue: text) else { return nil }
      kind = known
    }
    var read: [Edit] = []
    for edit in edits {
      var sides: [Standing?] = []
      for key in ["before", "after"] {
        guard let side = edit[key], side != .null else {
          sides.append(nil)
          continue
        }
        guard let standing = Self.standing(side) else { return nil }
        sides.append(standing)
      }
      read.append(Edit(before: sides[0], after: sides[1]))
    }
    self.init(
      summary,
      kind,
      of: codes.compactMap { $0.string.map { Code.ID($0) } },
      version: version,
      read
    )
    reason = json["reason"]?.string ?? ""
    isMinor = json["minor"] == true
    undoes = json["undoes"]?.string
  }

  private static func json(_ standing: Standing) -> JSONValue {
    .object([
      JSONMember("code", .string(ProposalsFile.text(of: [standing.code]))),
      JSONMember("behind", standing.behind.map { .string($0.text) } ?? .null),
    ])
  }

  private static func standing(_ json: JSONValue) -> Standing? {
    guard let text = json["code"]?.string,
      var code = (try? ProposalsFile.read(Array(text.utf8), file: "history"))?.first
    else { return nil }
    code.isProposal = false
    return Standing(code, behind: json["behind"]?.string.map { Code.ID($0) })
  }
}
