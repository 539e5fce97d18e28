/// What an attribute of a source must be.
///
///     AttributeCondition("sector=migrants")
///     AttributeCondition("interview-date>=2018-05-01")     // days and numbers compare as such
///     AttributeCondition("age=")                           // nobody says it
///
/// A source of which the attribute is unknown neither fits nor fails: it is listed apart.
public struct AttributeCondition: Hashable, Sendable {
  /// As it is written; the longer ones stand first, so that `<=` is not read as `<`.
  public enum Relation: String, CaseIterable, Sendable {
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  public enum Answer: Hashable, Sendable {
    case fits, fails, unknown
  }

  /// `case` is the case.
  public let attribute: String
  public let relation: Relation
  /// Empty asks whether the attribute is known at all.
  public let value: String
  private let compared: AttributeValue

  public init(_ attribute: String, _ relation: Relation = .equal, _ value: String) {
    self.attribute = attribute
    self.relation = relation
    self.value = value
    compared = Self.value(value, of: attribute)
  }

  /// Reads `age>=30`; `nil` without a name or without a relation, and for `age==30`.
  public init?(_ text: String) {
    guard let place = text.firstIndex(where: { "!<>=".contains($0) }), place > text.startIndex,
      let relation = Relation.allCases.first(where: { text[place...].hasPrefix($0.rawValue) })
    else { return nil }
    let behind = text.index(place, offsetBy: relation.rawValue.count)
    guard !text[behind...].hasPrefix("=") else { return nil }
    self.init(String(text[..<place]), relation, String(text[behind...]))
  }

  /// Whether it asks for more or less of what has no more and less.
  public var isWithoutMeaning: Bool {
    relation != .equal && relation != .unequal && !compared.hasOrder
  }

  /// Whether more and less are those of days.
  var comparesDays: Bool { if case .day = compared { true } else { false } }

  /// Whether a source's value is as it must be; `nil` or empty is a value that nobody says.
  public func answer(for known: String?) -> Answer {
    guard let known, !known.isEmpty else {
      guard value.isEmpty else { return .unknown }
      return relation == .equal ? .fits : .fails
    }
    let other = Self.value(known, of: attribute)
    let holds: Bool
    switch relation {
    case .equal: holds = !value.isEmpty && other == compared
    case .unequal: holds = value.isEmpty || other != compared
    // "about thirty" is neither more nor less than 30.
    case _ where !other.isOfKind(compared): return .unknown
    case .below: holds = other < compared
    case .atMost: holds = other <= compared
    case .above: holds = other > compared
    case .atLeast: holds = other >= compared
    }
    return holds ? .fits : .fails
  }

  // The case 07 is not the case 7.
  private static func value(_ text: String, of attribute: String) -> AttributeValue {
    attribute == "case" ? .words(text) : AttributeValue(text)
  }
}

extension [AttributeCondition] {
  /// Whether all hold; of several `=` on one attribute one has to.
  ///
  /// - Returns: `.unknown` when none fails and some cannot be said.
  public func answer(for source: CaseTable.Attributes) -> AttributeCondition.Answer {
    var result = AttributeCondition.Answer.fits
    var equals: [String: [AttributeCondition.Answer]] = [:]
    for condition in self {
      let known = condition.attribute == "case" ? source.case : source.values[condition.attribute]
      let answer = condition.answer(for: known)
      if condition.relation == .equal {
        equals[condition.attribute, default: []].append(answer)
      } else if answer == .fails {
        return .fails
      } else if answer == .unknown {
        result = .unknown
      }
    }
    for answers in equals.values where !answers.contains(.fits) {
      guard answers.contains(.unknown) else { return .fails }
      result = .unknown
    }
    return result
  }
}
