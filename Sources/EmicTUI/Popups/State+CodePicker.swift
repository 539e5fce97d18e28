import EmicKit

/// The list of codes: opening it, its keys, and what its answer does.
extension State {
  mutating func pickCode() {
    guard let target = coding?.target else {
      return complain("There is nothing to code here: select some words.")
    }
    let picker = CodePicker(.assign(target.span), codebook: codebook)
    guard picker.total > 0 || codebook.codes.isEmpty else {
      return complain("The codebook has no code that can be assigned.")
    }
    popups.append(.picker(picker))
  }

  mutating func press(_ key: Key, in picker: CodePicker) {
    var picker = picker
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return closePopup()
    case (.enter, _): return answer(picker)
    case (.tab, []):
      guard case .codebook(let aim) = picker.purpose else { return proposeCode(picker) }
      guard aim.tab != nil else { return }
      return answer(aim, nil)
    case (.up, _), (.character("p"), .control): picker.move(by: -1)
    case (.down, _), (.character("n"), .control): picker.move(by: 1)
    case (.pageUp, _): picker.move(by: -8)
    case (.pageDown, _): picker.move(by: 8)
    case (.right, _): picker.showsQuotations.toggle()
    case (.left, _): picker.showsQuotations = false
    case (.character(let digit), .alt) where digit.isASCII && digit.isNumber && digit != "0":
      pin(picker.current, to: digit.wholeNumberValue ?? 1)
    case (.character(" "), []) where picker.spaceMarks,
      (.character("　"), []) where picker.spaceMarks:
      if picker.purpose.takesSeveral { picker.toggleCurrent() }
    case (.character(","), []), (.character("，"), []):
      guard picker.purpose.takesSeveral else { break }
      guard picker.current != nil || picker.field.text.trimmed.isEmpty else {
        return complain(
          "No code is named like \(picker.field.text.trimmed). Take some letters off."
        )
      }
      picker.takeCurrent()
    default: return typeIntoField(key)
    }
    replacePopup(with: .picker(picker))
  }

  private mutating func answer(_ picker: CodePicker) {
    if let lost = picker.lost {
      var picker = picker
      picker.lost = nil
      replacePopup(with: .picker(picker))
      return complain("\(lost) is not offered any more: the codebook has changed. Choose again.")
    }
    switch picker.purpose {
    case .codebook(let aim):
      guard let code = picker.current else { return complain("No code is named so.") }
      answer(aim, code)
    case .assign(let span):
      guard !picker.answer.isEmpty else { return complainNoMatch(picker) }
      closePopup()
      assign(picker.answer, to: span)
    case .recode(let id):
      guard recoding?.item?.coding.id == id else {
        closePopup()
        return complain("This coding waits no more: the codebook has changed. Nothing was decided.")
      }
      guard !picker.answer.isEmpty else { return complain("No code is named so.") }
      closePopup()
      decide(.choose(picker.answer))
    case .change(let id):
      guard let code = picker.current else { return complainNoMatch(picker) }
      closePopup()
      change(id, to: code)
    case .ask:
      guard !picker.answer.isEmpty else { return complainNoSuchCode(picker) }
      closePopup()
      takeAsked(picker.answer)
    case .theme:
      guard let code = picker.current else { return complainNoSuchCode(picker) }
      closePopup()
      askForTheme(codebook.resolved(code))
    case .columns:
      guard !picker.answer.isEmpty else { return complainNoSuchCode(picker) }
      closePopup()
      takeColumns(picker.answer)
    case .relate(let place):
      guard !picker.answer.isEmpty else { return complainNoSuchCode(picker) }
      closePopup()
      takeRelated(picker.answer, place)
    }
  }

  private mutating func complainNoSuchCode(_ picker: CodePicker) {
    do throws(CodeNamingProblem) {
      let id = try codebook.code(named: picker.field.text.trimmed)
      complain("\(id) can't be chosen here.")
    } catch {
      complain(QueryProblem.code(error).message)
    }
  }

  private mutating func complainNoMatch(_ picker: CodePicker) {
    guard !picker.field.isEmpty else {
      return complain("The codebook has no codes yet: type a name, Tab makes it a code.")
    }
    complain(
      "No code is named like \(picker.field.text): nothing was assigned. Tab makes it a code."
    )
  }

  private mutating func proposeCode(_ picker: CodePicker) {
    let name = picker.field.text.trimmed
    guard case .assign(let span) = picker.purpose else {
      return complain("A new code is made where something is coded: select words, then c.")
    }
    guard !name.isEmpty else { return complain("Type the new code's name first.") }
    closePopup()
    assignNewCode(named: name, to: span)
  }

  mutating func pin(_ code: Code.ID?, to place: Int) {
    guard let code, codebook[code]?.isAssignable == true else { return }
    let before = quickCodes[place]
    quickCodes = quickCodes.filter { $0.value != code }
    quickCodes[place] = code
    let loss =
      before == nil || before == code ? "" : " \(before?.text ?? "") has no digit any more."
    say("\(place) is \(name(of: code)) from now on.\(loss)")
    rememberPlace()
  }
}
