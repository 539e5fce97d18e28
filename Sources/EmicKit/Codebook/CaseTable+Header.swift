extension CaseTable {
  /// What is known of a source: its case and its attributes.
  public struct Attributes: Hashable, Sendable {
    /// Empty when nobody says it.
    public var `case`: String
    /// By attribute; what is unknown is not here.
    public var values: [String: String]
  }

  /// The case and the attributes of a source: the table's, else its header's.
  ///
  /// A header's value that the study does not list is unknown.
  public func attributes(
    of name: String,
    header: SourceStructure.Header?,
    study: StudyFile
  ) -> Attributes {
    var values: [String: String] = [:]
    for attribute in header?.attributes ?? [] where !Self.isOwn(attribute.key) {
      let allowed = study.values(of: attribute.key)
      values[attribute.key] =
        allowed == nil ? attribute.value : allowed?.value(for: attribute.value)
    }
    let row = self[name]
    values.merge(row?.values ?? [:]) { _, table in table }
    let own = row?.case ?? ""
    return Attributes(case: own.isEmpty ? header?["case"] ?? "" : own, values: values)
  }

  /// The names of attributes that a listing has: the table's columns, then the study's.
  public func attributeNames(study: StudyFile) -> [String] {
    attributes + study.attributes.map(\.attribute).filter { !attributes.contains($0) }
  }

  private static func isOwn(_ key: String) -> Bool { key == "case" || key == "transcript-id" }
}
