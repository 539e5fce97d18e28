/// Sources that are left out because nobody can say whether they are as a question wants them: a value is
/// unknown, or is neither more nor less than what was asked for.
public struct UnansweredConditions: Sendable {
  private struct Incomparable: Sendable {
    var transcript: String
    var attribute: String
    var kind: String
    /// As it may be shown; empty where it may not.
    var value: String
  }

  private var unknown: [String] = []
  /// Those of which a value of some source is unknown.
  private var attributes: Set<String> = []
  private var incomparable: [Incomparable] = []

  public init() {}

  /// Takes a source in that is left out.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - conditions: all that are asked.
  ///   - source: its case and attributes.
  ///   - shown: the same as far as their words may be shown; `nil` for all.
  public mutating func add(
    _ transcript: String,
    _ conditions: [AttributeCondition],
    of source: CaseTable.Attributes,
    shown: CaseTable.Attributes? = nil
  ) {
    let open = conditions.filter { $0.answer(for: source.value(of: $0.attribute)) == .unknown }
    let unsaid = open.filter { (source.value(of: $0.attribute) ?? "").isEmpty }
    guard unsaid.isEmpty else {
      unknown.append(transcript)
      return attributes.formUnion(unsaid.map(\.attribute))
    }
    guard let condition = open.first else { return }
    incomparable.append(
      Incomparable(
        transcript: transcript,
        attribute: condition.attribute,
        kind: condition.comparesDays ? "day" : "number",
        value: (shown ?? source).value(of: condition.attribute) ?? ""
      )
    )
  }

  public mutating func add(_ other: UnansweredConditions) {
    unknown += other.unknown
    attributes.formUnion(other.attributes)
    incomparable += other.incomparable
  }

  /// A sentence for each reason.
  ///
  /// - Parameters:
  ///   - list: makes one of what is named.
  ///   - name: how a transcript is called.
  ///   - asking: what stands before a condition that is typed.
  /// - Returns: none where nothing was left out.
  public func notes(
    listing list: ([String]) -> String,
    name: (String) -> String = { $0 },
    asking: String = ""
  ) -> [String] {
    var notes: [String] = []
    let names = attributes.sorted()
    if let first = names.first {
      notes.append(
        "Left out, since their \(names.joined(separator: " or ")) is unknown: "
          + "\(list(unknown.map(name))). \(asking)\(first)= asks for them."
      )
    }
    for group in Set(incomparable.map { [$0.attribute, $0.kind] }).sorted(by: { $0[0] < $1[0] }) {
      let sources = incomparable.filter { [$0.attribute, $0.kind] == group }.map { source in
        let value = DisplayText.safe(String(source.value.prefix(Self.longestValue)))
        return name(source.transcript) + (value.isEmpty ? "" : " (\(value))")
      }
      notes.append("Left out, since their \(group[0]) is no \(group[1]): \(list(sources)).")
    }
    return notes
  }

  private static let longestValue = 40
}

extension CaseTable.Attributes {
  /// What is known of an attribute; `case` is the case.
  fileprivate func value(of attribute: String) -> String? {
    attribute == "case" ? self.case : values[attribute]
  }
}
