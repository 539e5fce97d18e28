extension CodebookLint {
  /// That codes may be used where nobody may look: *never used* and *used once* are about the rest.
  package static func note(hiddenSidecars count: Int) -> String {
    "Uses are counted without \(count == 1 ? "1 sidecar that is" : "\(count) sidecars that are") hidden "
      + "from you: not submitted, or coded blind."
  }
}

extension CodebookLint.Finding {
  /// The code of which the message speaks first; `emic check` finds its line by it.
  public var code: Code.ID {
    switch self {
    case .missingParts(let id, _), .similarNames(let id, _, _, _), .neverUsed(let id),
      .usedOnce(let id), .unknownReplacement(let id, _, _), .sameSound(let id, _, _, _, _),
      .alwaysTogether(let id, _, _), .parentAndChild(let id, _, _):
      id
    case .replacementCycle(let ids), .sharedKey(_, let ids): ids.first ?? ""
    }
  }

  /// Two sentences: what is weak, and what to do.
  public var message: String {
    switch self {
    case .missingParts(let id, let parts):
      "\(id): \(list(parts.map(\.rawValue))) \(parts.count == 1 ? "is" : "are") missing. "
        + "Coders agree on what is written down."
    case .similarNames(let id, let other, let name, let otherName):
      "\(id) and \(other): the names \(DisplayText.quoted(name)) and "
        + "\(DisplayText.quoted(otherName)) are nearly the same. Rename one or merge them."
    case .sameSound(let id, let other, let name, let otherName, let pinyin):
      "\(id) and \(other): the names \(DisplayText.quoted(name)) and "
        + "\(DisplayText.quoted(otherName)) are both \(pinyin) in pinyin. Rename one or merge them."
    case .alwaysTogether(let id, let other, _):
      "\(id) and \(other) always stand on the same text. Merge them, or tell them apart in the "
        + "definitions."
    case .parentAndChild(let id, let child, let spans):
      "\(id) and its subcode \(child) stand on one span\(spans == 1 ? "" : " \(spans) times"). Keep the "
        + "subcode alone: it is rolled up."
    case .replacementCycle(let ids) where ids.count == 1:
      "\(list(ids.map(\.text))) is replaced by itself. Take replaced-by out."
    case .replacementCycle(let ids):
      "\(list(ids.map(\.text))) replace each other in a circle. Take one replaced-by out."
    case .unknownReplacement(let id, let missing, let nearest):
      "\(id): replaced-by names \(DisplayText.quoted(missing.text)), which is not in the codebook."
        + (nearest.map { " Did you mean \"\($0)\"?" } ?? "") + " Correct the id."
    case .sharedKey(let key, let ids):
      "\(list(ids.map(\.text))) share the quick key \(DisplayText.quoted(String(key))). "
        + "Give each its own."
    case .neverUsed(let id):
      "\(id) is never used. Look whether coders know it, or retire it."
    case .usedOnce(let id):
      "\(id) is used once. Look whether it belongs to a wider code."
    }
  }

  private func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }
}
