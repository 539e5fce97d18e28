/// Reads `study.yaml`.
public enum StudyFileReader {
  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: the name under which messages speak of it.
  /// - Returns: what the file says; defaults for what it does not say.
  /// - Throws: the first problem, with its line.
  public static func read(_ bytes: [UInt8], file: String) throws(StudyFileError) -> StudyFile {
    let root = try YAMLTree.read(bytes, file: file, as: StudyFileError.self)
    var fields = try Fields(root, of: "the file", file: file)
    try fields.format("emic/study")
    try fields.formatVersion()
    var study = StudyFile()
    study.title = try fields.text("title") ?? ""
    study.codebook = try codebook(&fields)
    study.coders = try coders(try fields.items("coders"), file: file)
    study.interviewers = try fields.texts("interviewers")
    study.respondents = try fields.texts("respondents")
    study.transcripts = try fields.texts("transcripts")
    study.unit = try fields.word("unit", of: ["character", "sentence", "turn"])
    let place = try fields.word("sidecars", of: ["beside", "by-coder"])
    study.sidecars = place.flatMap { StudyFile.SidecarPlace(rawValue: $0) } ?? .beside
    study.namesRequired = try fields.word("names", of: ["optional", "required"]) == "required"
    let boundaries = try fields.word(
      "boundaries",
      of: StudyFile.Boundaries.allCases.map(\.rawValue)
    )
    study.boundaries = boundaries.flatMap { StudyFile.Boundaries(rawValue: $0) } ?? .ask
    study.attributes = try StudyAttributesReader.attributes(fields.take("attributes"), file: file)
    study.rounds = try rounds(try fields.items("rounds"), of: study.coders, file: file)
    try refuseMiswritten(fields.rest, file: file)
    return study
  }

  /// Keys that emic does not know are kept; one that it knows and that is written otherwise would do
  /// nothing without a word.
  private static func refuseMiswritten(
    _ rest: [YAMLMember],
    file: String
  ) throws(StudyFileError) {
    for member in rest {
      let key = member.key.lowercased()
      guard key != member.key, keys.contains(key) else { continue }
      throw StudyFileError(
        file: file,
        line: member.value.line,
        problem: .miswrittenKey(member.key, known: key)
      )
    }
  }

  static let keys: Set<String> = [
    "format", "version", "title", "codebook", "coders", "interviewers", "respondents",
    "transcripts", "unit", "sidecars", "names", "boundaries", "attributes", "rounds",
  ]

  private typealias Fields = YAMLFields<StudyFileError>

  private static func codebook(_ fields: inout Fields) throws(StudyFileError) -> String? {
    guard let node = fields.take("codebook") else { return nil }
    let path = try Fields.text(of: node, key: "codebook", file: fields.file)
    let isDrive = path.utf8.dropFirst().first == UInt8(ascii: ":")
    guard !path.isEmpty, !path.hasPrefix("/"), !path.hasPrefix("~"), !path.contains("\\"),
      !path.contains("\0"), !isDrive
    else {
      throw StudyFileError(
        file: fields.file,
        line: node.line,
        problem: .absoluteCodebook(path)
      )
    }
    return path
  }

  private static func coders(
    _ nodes: [YAMLNode],
    file: String
  ) throws(StudyFileError) -> [Coder] {
    var coders: [Coder] = []
    for node in nodes {
      let coder = try coder(node, file: file)
      guard !coders.contains(where: { $0.id == coder.id }) else {
        throw StudyFileError(file: file, line: node.line, problem: .duplicateCoder(coder.id))
      }
      coders.append(coder)
    }
    return coders
  }

  private static func coder(_ node: YAMLNode, file: String) throws(StudyFileError) -> Coder {
    if case .scalar(let id, _) = node.content {
      return Coder(id: try coderID(id, at: node, file: file))
    }
    var fields = try Fields(node, of: "coders", file: file)
    guard let id = try fields.text("id") else {
      throw StudyFileError(file: file, line: node.line, yaml: .missing(key: "id"))
    }
    let role = try fields.word("role", of: ["coder", "lead", "supervisor"])
    return Coder(
      id: try coderID(id, at: node, file: file),
      name: try fields.text("name"),
      role: role.flatMap { Coder.Role(rawValue: $0) } ?? .coder
    )
  }

  private static func coderID(
    _ text: String,
    at node: YAMLNode,
    file: String
  ) throws(StudyFileError) -> Coder.ID {
    guard Coder.isWellFormed(text) else {
      throw StudyFileError(file: file, line: node.line, problem: .malformedCoder(text))
    }
    guard text != Coder.consensus.text else {
      throw StudyFileError(file: file, line: node.line, problem: .reservedCoder)
    }
    guard text != Coder.times.text else {
      throw StudyFileError(file: file, line: node.line, problem: .coderOfTimes)
    }
    return Coder.ID(text)
  }

  private static func rounds(
    _ nodes: [YAMLNode],
    of coders: [Coder],
    file: String
  ) throws(StudyFileError) -> [StudyFile.Round] {
    var rounds: [StudyFile.Round] = []
    for node in nodes {
      var fields = try Fields(node, of: "rounds", file: file)
      guard let name = try fields.text("name"), !name.isEmpty else {
        throw StudyFileError(file: file, line: node.line, yaml: .missing(key: "name"))
      }
      guard !rounds.contains(where: { $0.name == name }) else {
        throw StudyFileError(file: file, line: node.line, problem: .duplicateRound(name))
      }
      let kind = try fields.text("kind") ?? "main"
      let codebook = try fields.number("codebook")
      let transcripts = try fields.texts("transcripts")
      var members: [Coder.ID] = []
      for item in try fields.items("coders") {
        let text = try Fields.text(of: item, key: "coders", file: file)
        let id = try coderID(text, at: item, file: file)
        guard coders.isEmpty || coders.contains(where: { $0.id == id }) else {
          let nearest = EditDistance.nearest(to: text, among: coders.map(\.id.text))
          throw StudyFileError(
            file: file,
            line: item.line,
            problem: .unknownCoder(id, round: name, nearest: nearest)
          )
        }
        members.append(id)
      }
      rounds.append(
        StudyFile.Round(
          name: name,
          kind: kind,
          codebook: codebook,
          transcripts: transcripts,
          coders: members,
          draw: try fields.take("draw").map { node throws(StudyFileError) in
            try draw(node, file: file)
          }
        )
      )
    }
    return rounds
  }

  private static func draw(_ node: YAMLNode, file: String) throws(StudyFileError) -> StudyFile.Draw
  {
    var fields = try Fields(node, of: "draw", file: file)
    guard let share = try fields.text("share").flatMap({ Double($0) }), share > 0, share <= 1 else {
      throw StudyFileError(
        file: file,
        line: node.line,
        yaml: .wrongKind(key: "share", expected: "a number above 0 and at most 1")
      )
    }
    guard let seed = try fields.number("seed") else {
      throw StudyFileError(file: file, line: node.line, yaml: .missing(key: "seed"))
    }
    return StudyFile.Draw(share: share, by: try fields.texts("by"), seed: seed)
  }
}
