import EmicKit

/// What is about to be done to the codebook, in words, before anybody says yes.
extension State {
  func question(about form: CodeForm, _ changes: [CodebookChange]) -> Confirmation {
    var lines = changes.map { planned($0) }
    let verb: String
    switch form.purpose {
    case .add: verb = "adds it"
    case .rename(let id):
      verb = "renames it"
      lines += [touched([id]), "They keep the code: only its name changes."]
    case .redefine(let id):
      verb = "writes it"
      lines.append(touched([id]))
      let isMinor = changes.allSatisfy { $0.kind != .redefine || $0.isMinor }
      lines.append(
        isMinor
          ? "They stand as they are."
          : "They wait in their coders' recode queues until each is decided."
      )
    case .split(let id):
      verb = "splits it"
      lines = [
        touched([id]),
        "They wait in their coders' recode queues until each is decided; until then they are read as "
          + "\(id), which is no longer offered.",
      ]
    }
    lines.append(reasonLine(form.text("reason")))
    return Confirmation(
      title: form.title + "?",
      lines: lines + commentWarning,
      verb: verb,
      deed: .codebook(.form)
    )
  }

  /// What a change will do, where the words of the message line would say that it is done.
  private func planned(_ change: CodebookChange) -> String {
    guard let id = change.codes.first, let after = change.edits.first?.after?.code else {
      return change.summary
    }
    switch change.kind {
    case .add:
      return "\(id) comes \(after.parent.map { "under \($0)" } ?? "to the top of the book"): "
        + after.name.entries.map(\.text).joined(separator: " / ") + "."
    case .rename:
      return "\(id) is called \(after.name.entries.map(\.text).joined(separator: " / "))."
    case .redefine:
      let before = change.edits.first?.before?.code
      let parts = Code.Part.allCases.filter { before?[$0] != after[$0] }
      return "Written anew of \(id): \(parts.map(\.rawValue).joined(separator: ", "))."
    default: return change.summary
    }
  }

  func question(_ intent: CodebookIntent, _ reason: String) -> Confirmation {
    var question = Confirmation(
      title: "",
      lines: [],
      verb: "",
      deed: .codebook(.intent(intent, reason: reason))
    )
    var writesBook = true
    switch intent {
    case .move(let id, let parent):
      question.title = "Put \(id) under \(parent?.text ?? "the top of the book")?"
      question.lines = [touched([id]), "They keep the code: only its place changes."]
      question.verb = "moves it"
    case .merge(let id, let other):
      question.title = "Merge \(id) into \(other)?"
      question.lines = [
        touched([id]),
        "They are read as \(other) from now on. No sidecar is rewritten; reviving \(id) takes it back.",
      ]
      question.verb = "merges them"
      question.isDestructive = true
    case .retire(let id):
      question.title = "Retire \(id)?"
      question.lines = [
        touched([id]), "They stay as they are and can be read; the code is no longer offered.",
      ]
      question.verb = "retires it"
      question.isDestructive = true
    case .revive(let id):
      question.title = "Bring \(id) back?"
      question.lines = [revivedWords(id)]
      question.verb = "brings it back"
    case .accept(let proposal, let parent):
      question.title = "Accept +\(proposal.code.id) of \(proposal.coder)?"
      question.lines = [
        "It stands under \(parent?.text ?? "the top of the book").",
        "What \(proposal.coder) has coded with it is then coded with the codebook's code.",
      ]
      question.verb = "accepts it"
    case .decline(let proposal, let other):
      question.title = "Decline +\(proposal.code.id) of \(proposal.coder)?"
      question.lines = [
        other.map { "Its codings are read as \($0) from now on." }
          ?? "Its codings stay as they are; it is no longer offered."
      ]
      question.verb = "declines it"
      question.isDestructive = true
      writesBook = false
    }
    question.lines.append(reasonLine(reason))
    if writesBook { question.lines += commentWarning }
    return question
  }

  // MARK: Words

  /// How many codings of whom a change touches.
  func touched(_ ids: [Code.ID]) -> String {
    guard let book else { return "" }
    var counts: [Coder.ID: Int] = [:]
    for id in ids {
      for (coder, count) in book.uses.coders(of: id, in: book.book) {
        counts[coder, default: 0] += count
      }
    }
    let total = counts.values.reduce(0, +)
    let names = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let words =
      total == 0
      ? "No coding that you may see has it."
      : "\(total) \(total == 1 ? "coding has" : "codings have") it: \(names.joined(separator: ", "))."
    return words + hiddenWords
  }

  private var hiddenWords: String {
    guard let hidden = book?.uses.hiddenSidecars, hidden > 0 else { return "" }
    return
      " \(hidden) \(hidden == 1 ? "sidecar is" : "sidecars are") hidden from you; what has it there "
      + "is touched, too."
  }

  private func revivedWords(_ id: Code.ID) -> String {
    switch book?.book[id]?.replacedBy.count ?? 0 {
    case 0: "It is offered again."
    case 1:
      "Its codings are read as \(id) again, not as \(book?.book[id]?.replacedBy[0].text ?? "")."
    default: "It is offered again, and its codings wait no longer. What was recoded stays recoded."
    }
  }

  private func reasonLine(_ reason: String) -> String {
    reason.isEmpty ? "No reason is given." : "Reason: \(reason)"
  }

  private var commentWarning: [String] {
    guard let lines = book?.commentLines, let first = lines.first else { return [] }
    return [
      lines.count == 1
        ? "The comment in line \(first) of the file is not kept; the file as it was is in "
          + ".emic/backup/codebook/."
        : "The comments in \(lines.count) lines of the file, from line \(first), are not kept; the file "
          + "as it was is in .emic/backup/codebook/."
    ]
  }
}
