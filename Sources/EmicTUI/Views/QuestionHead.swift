import EmicKit

/// The lines above every answer: what is asked, and what is left out.
extension State {
  /// Question on row 1, notes on row 2, a rule on row 3.
  func drawQuestion(into canvas: inout Canvas) {
    let width = size.width
    let words = asking.query.words(names: codings?.names)
    let x = canvas.draw("? ", x: 1, y: 1, style: Style(.key))
    canvas.draw(Ellipsis.cut(words, to: width - x - 1), x: x, y: 1, style: Style(.title))
    if let first = asking.notes.first {
      let more = asking.notes.count > 1 ? "  g i all" : ""
      let room = width - 2 - DisplayText.width(of: more)
      let isCut = DisplayText.width(of: first) > room
      let shown = Ellipsis.cut(first, to: isCut && more.isEmpty ? room - 9 : room)
      canvas.draw(
        shown + (isCut && more.isEmpty ? "  g i all" : more),
        x: 1,
        y: 2,
        style: Style(.faint),
        limit: width
      )
    }
    canvas.drawRule(x: 0, y: 3, width: width)
  }

  /// What there is to say while there is no answer; `nil` when there is one.
  var missingAnswer: String? {
    if case .refused(let sentence) = codingsProgress, codings == nil { return sentence }
    if codings == nil { return "Reading the study's codings…" }
    return asking.refusal.map { $0 + waysOut }
  }

  /// The keys that lead out of a refusal.
  private var waysOut: String {
    "\n\n\(keyName(of: .askCoders, "b")) chooses a coder, \(keyName(of: .askLayer, "L")) a layer"
      + (asking.hasQuestionBefore
        ? ", \(keyName(of: .undo, "u")) goes back to the question before." : ".")
  }

  func drawMissingAnswer(_ words: String, into canvas: inout Canvas) {
    let lines = Paragraphs.wrapped([words], width: min(84, max(2, size.width - 4)))
    let room = max(0, size.height - RetrievalGeometry.listTop - 2)
    for (row, line) in lines.prefix(room).enumerated() {
      canvas.draw(line, x: 2, y: RetrievalGeometry.listTop + 1 + row, limit: size.width)
    }
    canvas.cursor = (2, RetrievalGeometry.listTop + 1)
  }

  /// At the right of the head: what is going on, and who asks.
  var questionFacts: String {
    let doing =
      codingsProgress == .reading && codings != nil
      ? "reading…  " : askedQuestion != nil ? "searching…  " : ""
    return doing + (coder?.id.text ?? "")
  }
}
