/// Prints a codebook in its canonical form: same content, same bytes.
public enum CodebookWriter {
  /// The text of the file, with the comments at its head and a final line end.
  public static func text(of codebook: Codebook) -> String {
    var members = [
      YAMLMember("format", .text("emic/codebook")),
      YAMLMember("version", .number(codebook.version)),
    ]
    if !codebook.title.isEmpty { members.append(YAMLMember("title", .text(codebook.title))) }
    var children: [Code.ID?: [Code]] = [:]
    for code in codebook.codes { children[code.parent, default: []].append(code) }
    members.append(YAMLMember("codes", nodes(of: nil, children)))
    if !codebook.history.isEmpty {
      members.append(YAMLMember("history", .list(codebook.history.map(\.yaml))))
    }
    return codebook.heading + YAMLWriter.text(of: members + codebook.kept)
  }

  private static func nodes(of parent: Code.ID?, _ children: [Code.ID?: [Code]]) -> YAMLNode {
    .list(
      (children[parent] ?? []).map { code in
        var members = code.members
        if children[code.id] != nil {
          members.append(YAMLMember("codes", nodes(of: code.id, children)))
        }
        return .mapping(members)
      }
    )
  }
}

extension Code {
  /// The keys of a code in the order of the file; what is empty is left out.
  var members: [YAMLMember] {
    var members = [YAMLMember("id", .text(id.text))]
    if !name.entries.isEmpty { members.append(YAMLMember("name", name.yaml)) }
    func add(_ key: String, _ node: YAMLNode?) {
      if let node { members.append(YAMLMember(key, node)) }
    }
    func add(_ key: String, _ text: String) { add(key, text.isEmpty ? nil : .text(text)) }
    add("family", isFamily ? .flag(true) : nil)
    add("working", isWorking ? .flag(true) : nil)
    add("brief", brief)
    add("definition", definition)
    add("use-when", useWhen)
    add("not-when", notWhen)
    add("example", example)
    add("key", key.map { String($0) } ?? "")
    add("color", color ?? "")
    add("since", since.map { .number($0) })
    add("revised", revised.map { .number($0) })
    add("retired", retired.map { .number($0) })
    add("replaced-by", replacedBy.isEmpty ? nil : .texts(replacedBy.map(\.text)))
    return members + kept
  }
}

extension Code.Name {
  fileprivate var yaml: YAMLNode {
    if entries.count == 1, entries[0].language.isEmpty { return .text(entries[0].text) }
    return .mapping(entries.map { YAMLMember($0.language, .text($0.text)) }, isFlow: true)
  }
}

extension CodebookHistoryEntry {
  fileprivate var yaml: YAMLNode {
    var members: [YAMLMember] = []
    if let id { members.append(YAMLMember("id", .text(id))) }
    members.append(YAMLMember("version", .number(version)))
    // Without quotes, as people write it; no reader of the study's files takes it for a number.
    if let at { members.append(YAMLMember("at", YAMLNode(.scalar(at.text, isPlain: true)))) }
    if let by { members.append(YAMLMember("by", .text(by.text))) }
    members.append(YAMLMember("change", .text(change.rawValue)))
    members.append(YAMLMember("codes", .texts(codes.map(\.text))))
    if !reason.isEmpty { members.append(YAMLMember("reason", .text(reason))) }
    if isMinor { members.append(YAMLMember("minor", .flag(true))) }
    if let undoes { members.append(YAMLMember("undoes", .text(undoes))) }
    if !was.isEmpty { members.append(YAMLMember("was", .mapping(was))) }
    return .mapping(members + kept)
  }
}
