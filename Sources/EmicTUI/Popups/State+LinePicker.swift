import EmicKit

/// The keys of a list that typing filters, and what its answer does.
extension State {
  mutating func press(_ key: Key, in picker: LinePicker) {
    var picker = picker
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return closePopup()
    case (.enter, _): return answer(picker)
    case (.up, _), (.character("p"), .control): picker.move(by: -1)
    case (.down, _), (.character("n"), .control): picker.move(by: 1)
    case (.pageUp, _): picker.move(by: -8)
    case (.pageDown, _): picker.move(by: 8)
    case (.character(" "), []) where picker.field.isEmpty,
      (.character("　"), []) where picker.field.isEmpty, (.tab, []):
      picker.toggleCurrent()
    default: return typeIntoField(key)
    }
    replacePopup(with: .lines(picker))
  }

  private mutating func answer(_ picker: LinePicker) {
    let typed = picker.field.text.trimmed
    if picker.takesWords, picker.current == nil, !typed.isEmpty {
      return takeWords(typed)
    }
    guard !picker.answer.isEmpty else {
      return complain("Nothing here is like \(typed). Take some letters off, or Esc.")
    }
    closePopup()
    take(picker.answer, for: picker.purpose)
  }

  /// Adds a part of the question as it was typed; the list stays when it cannot be meant.
  private mutating func takeWords(_ words: String) {
    guard let codings else { return }
    do throws(QueryProblem) {
      let part = try CodingQuery(reading: words, in: codings)
      guard !part.conditions.isEmpty else {
        let example = conditionExample.map { "Write it as \($0)." } ?? "Choose one of the list."
        return complain(example)
      }
      closePopup()
      var query = asking.query
      query.conditions += part.conditions.filter { !query.conditions.contains($0) }
      ask(query)
    } catch {
      complain(error.message)
    }
  }
}
