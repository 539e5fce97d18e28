extension Settlement {
  static let keys = ["from", "decision", "reason", "note", "by"]

  /// Takes the keys of a settlement out of members.
  ///
  /// - Parameter members: left as they are when something among them is not of its kind: what
  ///   somebody else has written is kept, not mended.
  init?(taking members: inout [JSONMember]) {
    func value(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }
    guard case .array(let from)? = value("from"), let decision = value("decision")?.string,
      from.allSatisfy({ $0.string != nil }),
      ["reason", "note", "by"].allSatisfy({ value($0) == nil || value($0)?.string != nil })
    else { return nil }
    self.init(
      from: from.compactMap { $0.string.map { Coding.ID($0) } },
      decision: Decision(decision),
      reason: value("reason")?.string.map { Reason($0) },
      note: value("note")?.string,
      by: value("by")?.string.map { Coder.ID($0) }
    )
    members.removeAll { Self.keys.contains($0.key) }
  }

  /// In the order of a coding's keys; what there is none of is left out.
  var members: [JSONMember] {
    func member(_ key: String, _ text: String?) -> [JSONMember] {
      text.map { [JSONMember(key, .string($0))] } ?? []
    }
    return [JSONMember("from", .array(from.map { .string($0.text) }))]
      + member("decision", decision.text) + member("reason", reason?.text)
      + member("note", note) + member("by", by?.text)
  }
}

extension Sidecar.Settled {
  init(json: JSONValue) {
    guard case .object(var members) = json,
      let at = json["at"]?.string.flatMap({ Timestamp($0) }),
      let settlement = Settlement(taking: &members)
    else {
      self = .unknown(json)
      return
    }
    self = .verdict(settlement, at: at, kept: members.filter { $0.key != "at" })
  }

  /// The note follows the keys that every entry has.
  var json: JSONValue {
    switch self {
    case .unknown(let json): return json
    case .verdict(let settlement, let at, let kept):
      let members = settlement.members
      return .object(
        members.filter { $0.key != "note" } + [JSONMember("at", .string(at.text))]
          + members.filter { $0.key == "note" } + kept
      )
    }
  }
}
