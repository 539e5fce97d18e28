import EmicKit

/// Codings as they are named on the command line: by an id or its beginning.
extension Coding.ID {
  /// The coding that somebody means.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - codings: those that can be meant.
  ///   - missing: the sentence where none is.
  /// - Returns: its id.
  /// - Throws: refused where there is none; wrong usage where several begin so, with what they are.
  static func meant(
    _ text: String,
    among codings: [Coding],
    orElse missing: () -> String
  ) throws(Failure) -> Coding.ID {
    switch match(text, among: codings.lazy.map(\.id)) {
    case .one(let id): return id
    case .none: throw .refused(missing())
    case .tooShort:
      throw .usage(
        "\"\(text)\" is too short for the id of a coding. Give \(shortestBeginning) characters of it or "
          + "more."
      )
    case .several(let ids):
      let all = codings.map(\.id)
      let shown = codings.filter { ids.contains($0.id) }.prefix(6).map { coding in
        "\(coding.id.beginning(among: all)) (\(coding.code), from \(coding.span.start))"
      }
      throw .usage(
        "\"\(text)\" is the beginning of \(ids.count) ids: \(shown.joined(separator: ", "))"
          + (ids.count > shown.count ? ", …" : "") + ". Give more of it."
      )
    }
  }
}

extension Desk {
  /// The coder's own coding that somebody means by an id or its beginning.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - act: what was not done where there is none: `removed`.
  /// - Returns: as it is now.
  /// - Throws: refused or wrong usage.
  func coding(meant text: String, orNothingIs act: String) throws(Failure) -> Coding {
    let id = try Coding.ID.meant(text, among: sidecar.codings) {
      "\(transcript.name): \(coder) has no coding \"\(text)\". `emic codings` lists the ids; "
        + "nothing was \(act)."
    }
    guard let coding = sidecar.codings.first(where: { $0.id == id }) else {
      throw .refused("\(transcript.name): the coding is gone.")
    }
    return coding
  }
}
