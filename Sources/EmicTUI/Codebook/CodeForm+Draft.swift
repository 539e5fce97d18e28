import EmicKit

/// What was typed into a form and not carried out, kept for the next session as a memo is.
extension CodeForm {
  /// What is kept of it: the words, and those with which the book began; `nil` where nothing was typed.
  var draft: Draft? {
    guard isTouched else { return nil }
    var begun = self
    for index in begun.fields.indices {
      let field = begun.fields[index]
      begun.fields[index].field = TextField(field.base, isMultiline: field.kind == .text)
    }
    return Draft(document, begunOver: begun.document)
  }

  /// Goes on with what was kept: a field in which nothing was typed is as the book has it.
  mutating func takeUp(_ draft: Draft) {
    take(draft.begunOver)
    for index in fields.indices { fields[index].base = fields[index].field.text }
    take(draft.text)
    // An id that was typed is seen first, as when the form is opened.
    current = 0
  }
}

extension CodeForm.Purpose {
  /// Under which name its draft is kept.
  var draftKey: String {
    switch self {
    case .add(let near): "form add \(near?.text ?? "")"
    case .rename(let id): "form rename \(id)"
    case .redefine(let id): "form redefine \(id)"
    case .split(let id): "form split \(id)"
    }
  }
}

extension State {
  /// Keeps what was typed into a form across restarts; one that is as it was opened is kept no more.
  mutating func keepDraft(of form: CodeForm) {
    guard drafts[form.purpose.draftKey] != form.draft else { return }
    drafts[form.purpose.draftKey] = form.draft
    keepDrafts()
  }

  /// The form was carried out.
  mutating func forgetDraft(of form: CodeForm) {
    guard drafts.removeValue(forKey: form.purpose.draftKey) != nil else { return }
    keepDrafts()
  }
}
