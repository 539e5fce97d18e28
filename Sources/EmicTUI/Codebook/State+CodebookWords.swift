import EmicKit

/// Where somebody is in the codebook, what works there, and what an editor gave back.
extension State {
  /// In words, for somebody who listens to the screen.
  var codebookPlace: String {
    guard let book, let code = book.code else { return "The codebook has no codes." }
    let places = book.rows.filter(\.isPlace)
    let place = book.current.flatMap { places.firstIndex(of: $0) } ?? 0
    let count = book.uses.coders(of: code.id, in: book.book).reduce(0) { $0 + $1.count }
    let kind = code.isFamily ? "family" : book.proposal != nil ? "proposal" : "code"
    return "Codebook, version \(book.book.version), \(place + 1) of \(places.count): \(kind) "
      + "\(code.id), \(code.name.entries.map(\.text).joined(separator: ", "))"
      + (code.isFamily ? "." : ", \(count) codings.")
  }

  /// Why a command can do nothing on the codebook just now; `nil` when it can.
  func codebookUnavailability(of command: Command) -> String? {
    guard let book,
      let binding = keymap.bindings.first(where: { $0.command == command && $0.place == .codebook })
    else { return nil }
    guard binding.group == "Changing the codebook", command.pinnedPlace == nil, command != .save
    else { return nil }
    if !book.isRead { return "still being read" }
    if book.readOnlyBecause != nil { return "read only" }
    let code = book.code
    let hasLeft = code?.retired != nil || code?.replacedBy.isEmpty == false
    switch command {
    case .addCode: return nil
    case .undo where hasMemoStep(.undo): return nil
    case .redo where hasMemoStep(.redo): return nil
    case .undo: return book.steps.undo.isEmpty ? "nothing to undo" : nil
    case .redo: return book.steps.redo.isEmpty ? "nothing to redo" : nil
    case .accept, .decline: return book.proposal == nil ? "no proposal here" : nil
    case _ where code == nil: return "no code here"
    case _ where book.proposal != nil: return "a proposal"
    case .reviveCode: return hasLeft ? nil : "in use"
    case .redefine, .retireCode: return hasLeft ? "retired" : nil
    case .splitCode, .mergeCode:
      if code?.isFamily == true { return "a family" }
      return code?.replacedBy.isEmpty == false ? "replaced already" : nil
    default: return nil
    }
  }

  /// Takes a text over into the field from which it went to the editor.
  mutating func takeEdited(_ text: String) {
    switch popups.last {
    case .form(var form):
      form.take(text)
      replacePopup(with: .form(form))
    case .memo(var sheet):
      sheet.field = TextField(text.trimmed, isMultiline: true)
      replacePopup(with: .memo(sheet))
    default: break
    }
  }
}
