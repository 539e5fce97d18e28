extension CaseTable {
  /// What is known of a source: its case and its attributes.
  public struct Attributes: Hashable, Sendable {
    /// Empty when nobody says it.
    public var `case`: String
    /// By attribute; what is unknown is not here.
    public var values: [String: String]
    /// By attribute: what stands there and the study does not list, so that it is unknown.
    public var refused: [String: String] = [:]
  }

  /// The case and the attributes of a source: the table's, else its header's.
  ///
  /// A value that the study does not list is unknown; in the table it wins over the header all the
  /// same.
  public func attributes(
    of name: String,
    header: SourceStructure.Header?,
    study: StudyFile
  ) -> Attributes {
    let row = self[name]
    // With room for all, as in the table.
    let room = (header?.attributes.count ?? 0) + (row?.values.count ?? 0)
    var values = [String: String](minimumCapacity: room)
    var refused: [String: String] = [:]
    for attribute in header?.attributes ?? [] where !Self.isOwn(attribute.key) {
      let allowed = study.values(of: attribute.key)
      values[attribute.key] =
        allowed == nil ? attribute.value : allowed?.value(for: attribute.value)
      if values[attribute.key] == nil { refused[attribute.key] = attribute.value }
    }
    for (attribute, value) in row?.values ?? [:] {
      (values[attribute], refused[attribute]) = (value, nil)
    }
    for (attribute, value) in row?.refused ?? [:] {
      (values[attribute], refused[attribute]) = (nil, value)
    }
    let own = row?.case ?? ""
    return Attributes(
      case: own.isEmpty ? header?["case"] ?? "" : own,
      values: values,
      refused: refused
    )
  }

  /// The names of attributes that a listing has: the table's columns, then the study's.
  public func attributeNames(study: StudyFile) -> [String] {
    attributes + study.attributes.map(\.attribute).filter { !attributes.contains($0) }
  }

  private static func isOwn(_ key: String) -> Bool { key == "case" || key == "transcript-id" }
}
