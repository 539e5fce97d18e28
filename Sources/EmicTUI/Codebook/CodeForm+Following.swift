import EmicKit

/// A form stays open while others change its code: it takes their words over where none were typed.
extension CodeForm {
  /// The code whose words it began with; `nil` where it began empty.
  private var code: Code.ID? {
    switch purpose {
    case .rename(let id), .redefine(let id): id
    case .add, .split: nil
    }
  }

  /// Takes over what has changed in the book since it was opened, field by field.
  ///
  /// - Returns: the fields that were changed here and there differently; they stay as they were typed.
  mutating func follow(_ book: Codebook) -> [CodebookConflicts.Conflict] {
    guard let code, book[code] != nil else { return [] }
    let here = fields.indices.contains(current) ? fields[current].key : ""
    let mine = fields
    var conflicts: [CodebookConflicts.Conflict] = []
    fields = CodeForm(purpose, in: book).fields.map { theirs in
      guard var field = mine.first(where: { $0.key == theirs.key }) else { return theirs }
      if let conflict = field.follow(theirs, of: code) { conflicts.append(conflict) }
      return field
    }
    // A language that others have taken away, and in which something was typed here.
    for var field in mine where !fields.contains(where: { $0.key == field.key }) {
      guard field.text != field.base.trimmed else { continue }
      if let conflict = field.follow(Field(field.key, field.label), of: code) {
        conflicts.append(conflict)
      }
      fields.insert(field, at: min(2, fields.count))
    }
    current = fields.firstIndex { $0.key == here } ?? min(current, fields.count - 1)
    return conflicts
  }

  /// Writes down what was chosen where both had changed the same.
  mutating func settle(_ choices: [CodebookConflicts.Choice]) {
    for choice in choices {
      guard let index = fields.firstIndex(where: { $0.part == choice.conflict.field }) else {
        continue
      }
      fields[index].base = choice.conflict.other
      guard choice.side == .other else { continue }
      fields[index].replace(with: choice.conflict.other)
    }
  }
}

extension CodeForm.Field {
  /// What it is called where two wordings of it are shown.
  var part: String {
    switch key {
    case "en": "name"
    case "zh": "name (zh)"
    case _ where key.hasPrefix("name-"): "name (\(key.dropFirst(5)))"
    default: key
    }
  }

  /// - Returns: what can't be told without asking.
  fileprivate mutating func follow(
    _ theirs: CodeForm.Field,
    of code: Code.ID
  ) -> CodebookConflicts.Conflict? {
    guard theirs.text != base.trimmed else { return nil }
    if text == base.trimmed {
      replace(with: theirs.field.text)
    } else if text != theirs.text {
      return CodebookConflicts.Conflict(code, part, text, theirs.text)
    }
    base = theirs.field.text
    return nil
  }

  fileprivate mutating func replace(with text: String) {
    field = TextField(text, isMultiline: kind == .text)
  }
}
