import EmicKit

/// The case of a transcript and its attributes: shown, and set.
extension State {
  /// Asks for the attributes of the transcript in hand.
  mutating func showCase() {
    let row = list.rows.indices.contains(list.row) ? list.rows[list.row].name : nil
    guard let name = screen == .coding ? coding?.transcript.name : row else {
      return complain("There is no transcript here.")
    }
    outbox.append(.readCase(transcript: name))
  }

  mutating func show(_ opened: OpenedCase) {
    let known = opened.attributes.filter { $0.value != nil }
    let unknown = opened.attributes.filter { $0.value == nil }
    let rows =
      ["case: \(opened.caseName.isEmpty ? "unknown" : opened.caseName)"]
      + known.map { "\($0.name): \($0.value ?? "")" } + unknown.map { "\($0.name): unknown" }
    let names = ["case"] + (known + unknown).map(\.name)
    popups.append(
      .choice(
        Choice(
          title: "Case of \(opened.transcript)",
          rows: rows,
          purpose: .attribute(opened, names)
        )
      )
    )
  }

  /// Takes the last change of an attribute back, or does it again.
  ///
  /// - Parameters:
  ///   - act: undo or redo.
  ///   - transcript: whose case is shown and is to be shown anew.
  mutating func stepCase(_ act: ChangeHistory.Act, showing transcript: String? = nil) {
    guard let coder else { return askForCoder() }
    outbox.append(.stepCase(act, showing: transcript, coder: coder.id))
  }

  mutating func askAttribute(_ name: String, of opened: OpenedCase) {
    let allowed = opened.attributes.first { $0.name == name }?.allowed ?? []
    let hint = allowed.isEmpty ? "" : " (\(allowed.joined(separator: " | ")))"
    var prompt = Prompt(
      title: name + hint,
      purpose: .attribute(transcript: opened.transcript, name: name)
    )
    let value =
      name == "case" ? opened.caseName : opened.attributes.first { $0.name == name }?.value ?? nil
    prompt.field = TextField(value ?? "")
    popups.append(.prompt(prompt))
  }
}

/// A transcript's case with all attributes that the study knows.
public struct OpenedCase: Hashable, Sendable {
  public struct Attribute: Hashable, Sendable {
    public var name: String
    /// `nil` when it is unknown.
    public var value: String?
    /// Those that `study.yaml` lists; empty when any value is good.
    public var allowed: [String]

    public init(name: String, value: String?, allowed: [String]) {
      self.name = name
      self.value = value
      self.allowed = allowed
    }
  }

  public var transcript: String
  /// Empty when nobody says it.
  public var caseName: String
  public var attributes: [Attribute]

  public init(transcript: String, caseName: String, attributes: [Attribute]) {
    self.transcript = transcript
    self.caseName = caseName
    self.attributes = attributes
  }
}
