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
  /// When links were made, and what else they have, by id of the link.
  var links: [String: [JSONMember]] = [:]
  /// Whether its codebook is there and cannot be read.
  private(set) var isCodebookDamaged = false
  /// The case on which a memo is, by id of the memo: cases have no memos in the standard.
  var cases: [String: String] = [:]

  /// What stayed behind, and how much of it there was.
  var staying: [ImportReport.LeftOut] = []

  init() {}

  /// - Returns: `nil` for what is no such note; a part that cannot be read is left out.
  init?(reading text: String) {
    guard let root = try? JSONValue(reading: Array(text.utf8)),
      root["format"]?.string == "emic/qda", root["version"]?.int == 1
    else { return nil }
    codebook = root["codebook"]?.string.flatMap {
      try? CodebookReader.read(Array($0.utf8), file: "codebook")
    }
    isCodebookDamaged = codebook == nil && root["codebook"] != nil
    study = root["study"]?.string.flatMap {
      try? StudyFileReader.read(Array($0.utf8), file: "study")
    }
    if case .object(let members)? = root["memos-on-cases"] {
      for member in members { cases[member.key] = member.value.string }
    }
    if case .object(let members)? = root["left-out"] {
      staying = members.compactMap { member in
        member.value.int.map { ImportReport.LeftOut(what: member.key, count: $0) }
      }
    }
    codings = Self.extras(root["codings"])
    links = Self.extras(root["links"])
  }

  private static func extras(_ value: JSONValue?) -> [String: [JSONMember]] {
    guard case .object(let members)? = value else { return [:] }
    return members.reduce(into: [:]) { extras, member in
      if case .object(let extra) = member.value { extras[member.key] = extra }
    }
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

/// The ids of codes in emic's own `.qdc` files, which have no memos: an instruction before the root that
/// other programs pass over.
///
///     <?emic-codes 6f1d0f5e-3c52-4e0b-9d1b-7b0a6b1a54e1=trust …?>
enum QDAOwnCodes {
  private static let start = Array("<?emic-codes ".utf8)

  static func text(of codes: [Code]) -> String {
    codes.filter { Code.isWellFormed($0.id.text) }
      .map { "\(QDAWriter.guid(of: $0))=\($0.id)" }.joined(separator: " ")
  }

  /// By GUID, from the bytes of a file; empty where nothing of the kind stands before its root.
  static func read(_ bytes: [UInt8]) -> [String: Code.ID] {
    var ids: [String: Code.ID] = [:]
    // Behind the XML declaration.
    let head = bytes.prefix(200)
    guard
      let place = head.indices.first(where: { bytes[$0...].starts(with: start) })
    else { return ids }
    let body = bytes[(place + start.count)...].prefix { $0 != UInt8(ascii: "?") }
    for pair in body.split(separator: 0x20) {
      let parts = String(decoding: pair, as: UTF8.self).split(separator: "=")
      guard parts.count == 2, Code.isWellFormed(String(parts[1])) else { continue }
      ids[QDAGUID.plain(String(parts[0]))] = Code.ID(String(parts[1]))
    }
    return ids
  }
}
