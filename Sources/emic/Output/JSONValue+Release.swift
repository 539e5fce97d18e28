import EmicKit

extension JSONValue {
  /// The same with names replaced in every text; keys stay.
  func released(_ release: Release) -> JSONValue {
    switch self {
    case .string(let text): .string(release.words(text))
    case .array(let items): .array(items.map { $0.released(release) })
    case .object(let members):
      .object(members.map { JSONMember($0.key, $0.value.released(release)) })
    case .null, .bool, .number: self
    }
  }
}

extension MatrixDimension {
  /// Whether anything can stand in its columns: an attribute for which the study lists no values.
  func isFreeText(in study: StudyFile) -> Bool {
    guard case .attribute(let name) = self else { return false }
    return study.values(of: name) == nil
  }
}
