/// Prints a new `study.yaml`, and adds to one that people have written.
public enum StudyFileWriter {
  /// The text of a new file; what has its default is left out.
  public static func text(of study: StudyFile) -> String {
    var members = [
      YAMLMember("format", .text("emic/study")),
      YAMLMember("version", .number(1)),
    ]
    func add(_ key: String, _ node: YAMLNode?) {
      if let node { members.append(YAMLMember(key, node)) }
    }
    func add(_ key: String, _ texts: [String]) { add(key, texts.isEmpty ? nil : .texts(texts)) }
    add("title", .text(study.title))
    add("codebook", study.codebook.map { .text($0) })
    add("coders", study.coders.isEmpty ? nil : .list(study.coders.map(node(of:))))
    add("interviewers", study.interviewers)
    add("respondents", study.respondents)
    add("transcripts", study.transcripts)
    add("unit", study.unit.map { .text($0) })
    add("sidecars", study.sidecars == .beside ? nil : .text(study.sidecars.rawValue))
    add("names", study.namesRequired ? .text("required") : nil)
    add("boundaries", study.boundaries == .ask ? nil : .text(study.boundaries.rawValue))
    add("attributes", study.attributes.isEmpty ? nil : .mapping(study.attributes.map(\.yaml)))
    add("rounds", study.rounds.isEmpty ? nil : .list(study.rounds.map { node(of: $0) }))
    return YAMLWriter.text(of: members)
  }

  static func node(of coder: Coder) -> YAMLNode {
    var members = [YAMLMember("id", .text(coder.id.text))]
    if coder.name != coder.id.text { members.append(YAMLMember("name", .text(coder.name))) }
    if coder.role != .coder { members.append(YAMLMember("role", .text(coder.role.rawValue))) }
    return .mapping(members, isFlow: true)
  }

  static func node(of round: StudyFile.Round, isFlow: Bool = false) -> YAMLNode {
    var members = [YAMLMember("name", .text(round.name)), YAMLMember("kind", .text(round.kind))]
    if let codebook = round.codebook { members.append(YAMLMember("codebook", .number(codebook))) }
    members.append(YAMLMember("transcripts", .texts(round.transcripts)))
    members.append(YAMLMember("coders", .texts(round.coders.map(\.text))))
    if let draw = round.draw { members.append(YAMLMember("draw", node(of: draw))) }
    return .mapping(members, isFlow: isFlow)
  }

  private static func node(of draw: StudyFile.Draw) -> YAMLNode {
    let share = YAMLNode(.scalar("\(draw.share)", isPlain: true))
    var members = [YAMLMember("share", share)]
    if !draw.attributes.isEmpty { members.append(YAMLMember("by", .texts(draw.attributes))) }
    members.append(YAMLMember("seed", .number(draw.seed)))
    return .mapping(members, isFlow: true)
  }
}

extension StudyFile.AttributeValues {
  fileprivate var yaml: YAMLMember {
    let items = values.map { value in
      let same = synonyms.filter { $0.value == value }.map(\.key).sorted()
      return same.isEmpty
        ? YAMLNode.text(value) : .mapping([YAMLMember(value, .texts(same))], isFlow: true)
    }
    return YAMLMember(attribute, .list(items))
  }
}
