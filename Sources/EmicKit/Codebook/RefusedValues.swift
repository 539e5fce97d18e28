/// Values of attributes that the study does not list, among the sources that are counted.
///
/// They count as unknown, which whoever reads the figures has to be told.
public struct RefusedValues: Sendable {
  private var sources: [String: [String: [String]]] = [:]

  public init() {}

  /// - Parameters:
  ///   - attributes: of a source.
  ///   - source: as it is to be named.
  public mutating func add(_ attributes: CaseTable.Attributes, of source: String) {
    for (attribute, value) in attributes.refused {
      sources[attribute, default: [:]][value, default: []].append(source)
    }
  }

  public mutating func add(_ other: RefusedValues) {
    sources.merge(other.sources) { one, other in one.merging(other) { $0 + $1 } }
  }

  /// - Parameters:
  ///   - attributes: those that are asked about.
  ///   - study: what lists their values.
  /// - Returns: a sentence for each value, in order.
  public func notes(on attributes: Set<String>, study: StudyFile) -> [String] {
    attributes.sorted().flatMap { attribute in
      (sources[attribute] ?? [:]).sorted { $0.key < $1.key }.map { value, names in
        "\(DisplayText.quoted(attribute)) can't be \(DisplayText.quoted(value)), it counts as unknown: "
          + Self.list(names) + ". Use one of: "
          + (study.values(of: attribute)?.values ?? []).map(DisplayText.quotable)
          .joined(separator: ", ") + "."
      }
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).map { DisplayText.safe($0) }.joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }
}
