/// What the columns of a matrix stand for.
public enum MatrixDimension: Hashable, Sendable {
  case attribute(String)
  case transcript
  case coder
  case `case`

  /// `transcript`, `coder`, `case`, or else the name of an attribute.
  public init(_ text: String) {
    self =
      switch text {
      case "transcript": .transcript
      case "coder": .coder
      case "case": .case
      default: .attribute(text)
      }
  }

  /// Whether `cases.csv`, or else the head of a text, says it.
  package var isOfCases: Bool {
    switch self {
    case .attribute, .case: true
    case .transcript, .coder: false
    }
  }

  public var text: String {
    switch self {
    case .attribute(let name): name
    case .transcript: "transcript"
    case .coder: "coder"
    case .case: "case"
    }
  }
}

/// A column of a matrix: for each dimension a value, `nil` where it is unknown.
public struct MatrixColumn: Hashable, Sendable {
  public let values: [String?]

  public init(_ values: [String?]) { self.values = values }

  /// Whether some value is unknown.
  public var isUnknown: Bool { values.contains(nil) }
}

/// Sorts sources into columns.
struct MatrixColumns {
  let dimensions: [MatrixDimension]
  private(set) var columns: [MatrixColumn] = []
  private var keys: [[AttributeValue?]: Int] = [:]

  init(_ dimensions: [MatrixDimension]) { self.dimensions = dimensions }

  /// The place of a source's column, which is made when it is the first there.
  ///
  /// - Parameters:
  ///   - transcript: the source's path.
  ///   - coder: `nil` for a source that nobody has coded.
  ///   - attributes: of the source.
  /// - Returns: `nil` when it has no column: coders are columns, and nobody has coded it.
  mutating func place(
    _ transcript: String,
    _ coder: Coder.ID?,
    _ attributes: CaseTable.Attributes
  ) -> Int? {
    var values: [String?] = []
    var key: [AttributeValue?] = []
    for dimension in dimensions {
      let value: String?
      switch dimension {
      case .transcript: value = transcript
      case .coder:
        guard let coder else { return nil }
        value = coder.text
      case .case: value = attributes.case.isEmpty ? transcript : attributes.case
      case .attribute(let name): value = attributes.values[name]
      }
      values.append(value)
      if case .attribute = dimension {
        key.append(value.map { AttributeValue($0) })
      } else {
        key.append(value.map { .words($0) })
      }
    }
    if let place = keys[key] { return place }
    keys[key] = columns.count
    columns.append(MatrixColumn(values))
    return columns.count - 1
  }

  /// The columns' places in the order in which they are shown: by the study's list of values, else as
  /// numbers, days and words go; what is unknown comes last.
  func order(study: StudyFile) -> [Int] {
    let lists = dimensions.map { dimension -> [String] in
      if case .attribute(let name) = dimension { return study.values(of: name)?.values ?? [] }
      return dimension == .coder ? study.coders.map(\.id.text) : []
    }
    let ranks = columns.map { column in
      zip(column.values, lists).map { value, list in
        Rank(listed: value.flatMap(list.firstIndex), value: value.map { AttributeValue($0) })
      }
    }
    return columns.indices.sorted { ranks[$0].lexicographicallyPrecedes(ranks[$1]) }
  }

  private struct Rank: Comparable {
    var listed: Int?
    var value: AttributeValue?

    static func < (one: Rank, other: Rank) -> Bool {
      guard let value = one.value, let otherValue = other.value else {
        return one.value != nil && other.value == nil
      }
      switch (one.listed, other.listed) {
      case (let place?, let otherPlace?): return place < otherPlace
      case (nil, nil): return value < otherValue
      default: return one.listed != nil
      }
    }
  }
}
