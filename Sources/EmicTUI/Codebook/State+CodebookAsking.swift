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
    var form = CodeForm(purpose, in: book.book)
    // Begun here, or before the program ended.
    let begun = book.begun[purpose]
    let draft = drafts[purpose.draftKey]
    if let begun { form = begun } else if let draft { form.takeUp(draft) }
    // What differs on both sides is asked when the form is answered.
    _ = form.follow(book.book)
    popups.append(.form(form))
    if begun != nil || draft != nil { say("Here is what you had begun. Ctrl-U empties a field.") }
  }

  mutating func press(_ key: Key, in form: CodeForm) {
    var form = form
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return leaveForm(form)
    case (.character("s"), .control): return answerForm()
    case (.character("o"), .control):
      outbox.append(.edit(form.document, title: form.title))
      return
    case (.enter, _):
      guard form.current < form.fields.count - 1 else { return answerForm() }
      form.move(by: 1)
    case (.tab, []), (.down, _): form.move(by: 1)
    case (.tab, _), (.up, _): form.move(by: -1)
    case (.pageDown, _): form.move(by: 100)
    case (.pageUp, _): form.move(by: -100)
    case (.character("n"), .control) where form.takesParts:
      guard form.addPart() else {
        return complain("A code is split into at most \(CodeForm.mostParts) parts.")
      }
    case (.left, _) where form.isOnChoice: form.choose(-1)
    case (.right, _) where form.isOnChoice: form.choose(1)
    case _ where form.isOnChoice: return complain(form.choiceWords)
    default: return typeIntoField(key)
    }
    replacePopup(with: .form(form))
  }

  private mutating func leaveForm(_ form: CodeForm) {
    closePopup()
    book?.begun[form.purpose] = form.isTouched ? form : nil
    keepDraft(of: form)
    guard form.isTouched else { return }
    say("Nothing was changed. What you typed is kept: the same key takes it up again.")
  }

  /// Asks for a yes to what the form on top comes to.
  mutating func answerForm() {
    guard settlesForm(), let book, case .form(let form) = popups.last else { return }
    do throws(CodebookProblem) {
      let changes = try form.changes(of: book.book)
      guard !changes.isEmpty else { return complain("Nothing differs: change a field, or Esc.") }
      popups.append(.confirmation(question(about: form, changes)))
    } catch {
      // What is typed next is meant to mend it.
      if let place = form.field(of: error) {
        var form = form
        form.current = place
        replacePopup(with: .form(form))
      }
      complain(error.sentence)
    }
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
      .prompt(
        Prompt(
          title: "Why, for the history (the yes is next)",
          purpose: .codebookReason(intent)
        )
      )
    )
    return true
  }

  mutating func ask(_ intent: CodebookIntent, because reason: String) {
    guard let book else { return }
    // Who has expected the question already.
    guard !["y", "Y", "yes"].contains(reason) else {
      askReason(intent)
      return complain(
        "“\(reason)” would be the reason in the history. Write why, or nothing; then comes the yes."
      )
    }
    do throws(CodebookProblem) {
      _ = try intent.changes(of: book.book, because: reason)
      popups.append(.confirmation(question(intent, reason)))
    } catch {
      complain(error.sentence)
    }
  }

  // MARK: A yes

  mutating func take(_ answer: Confirmation.Answer, to deed: CodebookDeed) {
    guard answer == .yes else {
      // A form that lies beneath is gone on with.
      if popups.isEmpty { say("Nothing was changed.") }
      return
    }
    switch deed {
    case .form: carryOutForm()
    case .intent(.decline(let proposal, let other), let reason):
      decline(proposal, other, because: reason)
    case .intent(let intent, let reason):
      guard let book else { return }
      do throws(CodebookProblem) {
        perform(try intent.changes(of: book.book, because: reason), accepting: intent.accepted)
      } catch {
        complain(error.sentence)
      }
    }
  }

  /// Others may have changed the code while the yes was asked for: a form that can't be carried out
  /// stays open.
  private mutating func carryOutForm() {
    guard settlesForm(), let book, case .form(let form) = popups.last else { return }
    do throws(CodebookProblem) {
      let changes = try form.changes(of: book.book)
      guard !changes.isEmpty else { return complain("Nothing differs: change a field, or Esc.") }
      closePopup()
      self.book?.begun[form.purpose] = nil
      forgetDraft(of: form)
      perform(changes, accepting: nil)
    } catch {
      complain(error.sentence)
    }
  }
}

extension CodebookIntent {
  /// The proposal that becomes a code with it.
  var accepted: ProposedCode? {
    if case .accept(let proposal, _) = self { proposal } else { nil }
  }

  /// The changes of the book that it comes to, each with the reason.
  func changes(
    of book: Codebook,
    because reason: String
  ) throws(CodebookProblem) -> [CodebookChange] {
    var changes = try changes(of: book)
    for index in changes.indices { changes[index].reason = reason }
    return changes
  }

  private func changes(of book: Codebook) throws(CodebookProblem) -> [CodebookChange] {
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
      if let other { try book.refuseReading(proposal.code, as: other) }
      return []
    }
  }

  func isEmpty(in book: Codebook) throws(CodebookProblem) -> Bool {
    let changes = try changes(of: book, because: "")
    return !changes.isEmpty && changes.allSatisfy(\.isEmpty)
  }
}
