/// A memo in emic's own projects that holds what the standard has no place for, so that a study
/// comes back as it went: ids of codes, the codebook's history, flags.
///
/// Other programs show it as a memo and may keep, change or drop it: what stands in the rest of the
/// project counts before it.
struct QDAOwnNote {
  static let name = "emic: what this format has no place for"
  /// How the origin of emic's own projects begins.
  static let origin = "emic"

  var codebook: Codebook?
  var study: StudyFile?
  /// By id of the coding.
  var codings: [String: [JSONMember]] = [:]
  /// The case on which a memo is, by id of the memo: cases have no memos in the standard.
  var cases: [String: String] = [:]

  init() {}

  /// - Returns: `nil` for what is no such note; a part that cannot be read is left out.
  init?(reading text: String) {
    guard let root = try? JSONValue(reading: Array(text.utf8)),
      root["format"]?.string == "emic/qda", root["version"]?.int == 1
    else { return nil }
    codebook = root["codebook"]?.string.flatMap {
      try? CodebookReader.read(Array($0.utf8), file: "codebook")
    }
    study = root["study"]?.string.flatMap {
      try? StudyFileReader.read(Array($0.utf8), file: "study")
    }
    if case .object(let members)? = root["memos-on-cases"] {
      for member in members { cases[member.key] = member.value.string }
    }
    if case .object(let members)? = root["codings"] {
      for member in members {
        if case .object(let extra) = member.value { codings[member.key] = extra }
      }
    }
  }

  var text: String {
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
    if !codings.isEmpty {
      members.append(
        JSONMember(
          "codings",
          .object(
            codings.sorted { $0.key < $1.key }.map { JSONMember($0.key, .object($0.value)) }
          )
        )
      )
    }
    return String(decoding: JSONValue.object(members).printed(), as: UTF8.self)
  }

  /// What a coding has that the standard has no place for; a codebook version only where it is not
  /// the current one.
  static func extra(of coding: Coding, codebook version: Int) -> [JSONMember] {
    var extra: [JSONMember] = []
    if coding.codebook != version {
      extra.append(JSONMember("codebook", .number(String(coding.codebook))))
    }
    if !coding.flags.isEmpty {
      extra.append(JSONMember("flags", .array(coding.flags.map { .string($0.text) })))
    }
    if let replacement = coding.replacement {
      extra.append(JSONMember("replacement", .string(replacement)))
    }
    return extra + coding.kept
  }
}
