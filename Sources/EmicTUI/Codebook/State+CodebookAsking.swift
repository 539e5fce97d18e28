import EmicKit

/// What is asked before the codebook is changed: the words, the other code, the reason, a yes.
extension State {
  // MARK: Forms

  mutating func openForm(_ purpose: CodeForm.Purpose) {
    guard let book else { return }
    do throws(CodebookProblem) {
      // What can't be done at all is said before anything is typed.
      switch purpose {
      case .redefine(let id): _ = try book.book.redefining(id, [:])
      case .split(let id): _ = try book.book.splitting(id, into: [])
      case .add, .rename: break
      }
    } catch {
      guard case .splitIntoNothing = error else { return complain(error.sentence) }
    }
    popups.append(.form(book.begun[purpose] ?? CodeForm(purpose, in: book.book)))
    if book.begun[purpose] != nil { say("Here is what you had begun. Ctrl-U empties a field.") }
  }

  mutating func press(_ key: Key, in form: CodeForm) {
    var form = form
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return leaveForm(form)
    case (.character("s"), .control): return answer(form)
    case (.character("o"), .control):
      outbox.append(.edit(form.document, title: form.title))
      return
    case (.enter, _):
      guard form.current < form.fields.count - 1 else { return answer(form) }
      form.move(by: 1)
    case (.tab, []), (.down, _): form.move(by: 1)
    case (.tab, _), (.up, _): form.move(by: -1)
    case (.pageDown, _): form.move(by: 100)
    case (.pageUp, _): form.move(by: -100)
    default:
      guard case .choice = form.fields[form.current].kind else { return typeIntoField(key) }
      switch key.code {
      case .left: form.choose(-1)
      case .right, .character(" "), .character("　"): form.choose(1)
      default: return
      }
    }
    replacePopup(with: .form(form))
  }

  private mutating func leaveForm(_ form: CodeForm) {
    closePopup()
    book?.begun[form.purpose] = form.isTouched ? form : nil
    guard form.isTouched else { return }
    say("Nothing was changed. What you typed is kept: the same key takes it up again.")
  }

  private mutating func answer(_ form: CodeForm) {
    guard let book else { return }
    do throws(CodebookProblem) {
      let changes = try form.changes(of: book.book)
      guard !changes.isEmpty else { return complain("Nothing differs: change a field, or Esc.") }
      popups.append(.question(question(about: form, changes)))
    } catch {
      complain(error.sentence)
    }
  }

  private func question(about form: CodeForm, _ changes: [CodebookChange]) -> CodebookQuestion {
    var lines = changes.map(\.summary)
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
    return CodebookQuestion(
      title: form.title + "?",
      lines: lines + commentWarning,
      verb: verb,
      deed: .change(changes, accepted: nil)
    )
  }

  // MARK: Another code

  mutating func pickTarget(_ aim: CodebookAim) {
    guard let book else { return }
    if case .merge(let id) = aim {
      do throws(CodebookProblem) {
        // Refused now if the code can be merged into nothing.
        _ = try book.book.merging(id, into: id)
      } catch {
        guard case .mergeIntoItself = error else { return complain(error.sentence) }
      }
    }
    popups.append(.picker(CodePicker(.codebook(aim), codebook: book.book)))
  }

  mutating func answer(_ aim: CodebookAim, _ code: Code.ID?) {
    guard let intent = aim.intent(code) else {
      return complain("Choose a code: no code is named so.")
    }
    if askReason(intent, over: true) {
      popups.removeAll { if case .picker = $0 { true } else { false } }
    }
  }

  // MARK: The reason

  /// Asks why, unless it can't be done.
  @discardableResult
  mutating func askReason(_ intent: CodebookIntent, over popup: Bool = false) -> Bool {
    guard let book else { return false }
    do throws(CodebookProblem) {
      guard try !intent.isEmpty(in: book.book) else {
        complain("Nothing would change.")
        return false
      }
    } catch {
      complain(error.sentence)
      return false
    }
    popups.append(
      .prompt(Prompt(title: "Why? It stays in the history", purpose: .codebookReason(intent)))
    )
    return true
  }

  mutating func ask(_ intent: CodebookIntent, because reason: String) {
    guard let book else { return }
    do throws(CodebookProblem) {
      var changes = try intent.changes(of: book.book)
      for index in changes.indices { changes[index].reason = reason }
      popups.append(.question(question(intent, changes, reason)))
    } catch {
      complain(error.sentence)
    }
  }

  private func question(
    _ intent: CodebookIntent,
    _ changes: [CodebookChange],
    _ reason: String
  ) -> CodebookQuestion {
    var question = CodebookQuestion(
      title: "",
      lines: [],
      verb: "",
      deed: .change(changes, accepted: nil)
    )
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
      question.deed = .change(changes, accepted: proposal)
    case .decline(let proposal, let other):
      question.title = "Decline +\(proposal.code.id) of \(proposal.coder)?"
      question.lines = [
        other.map { "Its codings are read as \($0) from now on." }
          ?? "Its codings stay as they are; it is no longer offered."
      ]
      question.verb = "declines it"
      question.isDestructive = true
      question.deed = .decline(proposal, into: other, reason: reason)
    }
    question.lines.append(reasonLine(reason))
    if case .change = question.deed { question.lines += commentWarning }
    return question
  }

  // MARK: A yes

  mutating func press(_ key: Key, in question: CodebookQuestion) {
    let isYes = key == Key(.character("y")) || key == Key(.enter) && !question.isDestructive
    if isYes { return carryOut(question) }
    // Other keys do nothing: what is typed blindly must change nothing.
    guard key.isCancel || key == Key(.character("n")) || key == Key(.character("q")) else { return }
    closePopup()
    // A form that lies beneath is gone on with.
    if popups.isEmpty { say("Nothing was changed.") }
  }

  private mutating func carryOut(_ question: CodebookQuestion) {
    closePopup()
    if case .form(let form) = popups.last {
      closePopup()
      book?.begun[form.purpose] = nil
    }
    switch question.deed {
    case .change(let changes, let accepted): perform(changes, accepting: accepted)
    case .decline(let proposal, let other, let reason): decline(proposal, other, because: reason)
    }
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

extension CodebookIntent {
  /// The changes of the book that it comes to.
  func changes(of book: Codebook) throws(CodebookProblem) -> [CodebookChange] {
    switch self {
    case .move(let id, let parent): return [try book.moving(id, under: parent)]
    case .merge(let id, let other): return [try book.merging(id, into: other)]
    case .retire(let id): return [try book.retiring(id)]
    case .revive(let id): return [try book.reviving(id)]
    case .accept(let proposal, let parent):
      var code = proposal.code
      code.parent = parent
      return [try book.addingCode(code)]
    case .decline(let proposal, let other):
      // As a merge would: the same codes are refused, with the same words.
      if let other { _ = try book.adding([proposal.code]).merging(proposal.code.id, into: other) }
      return []
    }
  }

  func isEmpty(in book: Codebook) throws(CodebookProblem) -> Bool {
    let changes = try changes(of: book)
    return !changes.isEmpty && changes.allSatisfy(\.isEmpty)
  }
}
