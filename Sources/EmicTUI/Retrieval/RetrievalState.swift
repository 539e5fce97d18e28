import EmicKit

/// The list of quotations on the screen.
struct RetrievalState {
  var asking = AskedQuery()
  var order = RowOrder.text
  /// As it was answered last.
  var list: CodingList?
  /// What the list answers.
  var answered: Question?
  /// The expression that was found in each quotation of the list; empty where none was asked for.
  var found = ""
  var place = ListPlace()
  var showsPreview = true
  /// How many lines of the whole quotation are scrolled away.
  var previewTop = 0
  /// The summary for which quotations are gathered, when the list was opened from one.
  var summary: SummaryPlace?

  var current: CodingRow? { list?.coding(on: place.row) }

  mutating func forgetAnswer() { (list, answered) = (nil, nil) }
}

/// A cell of the framework matrix.
struct SummaryPlace: Hashable {
  var `case`: String
  var code: Code.ID
}

/// A question that is put together step by step, so that each step can be taken back.
struct AskedQuery {
  private(set) var query = CodingQuery()
  private var before: [CodingQuery] = []
  private var after: [CodingQuery] = []
  /// Why the last question had no answer, in a sentence.
  var refusal: String?
  /// What is left out of the answer and why.
  var notes: [String] = []

  mutating func ask(_ query: CodingQuery) {
    guard query != self.query else { return }
    before.append(self.query)
    if before.count > 100 { before.removeFirst() }
    after = []
    self.query = query
  }

  /// Begins anew with a question of another screen.
  mutating func begin(_ query: CodingQuery) {
    self = AskedQuery()
    self.query = query
  }

  var hasQuestionBefore: Bool { !before.isEmpty }

  /// - Returns: whether there was a question before.
  mutating func undo() -> Bool {
    guard let last = before.popLast() else { return false }
    after.append(query)
    query = last
    return true
  }

  mutating func redo() -> Bool {
    guard let next = after.popLast() else { return false }
    before.append(query)
    query = next
    return true
  }
}

extension CodingQuery {
  /// Without the part that was said last.
  func withoutLastPart() -> CodingQuery {
    var query = self
    if query.flags.popLast() != nil { return query }
    if query.speakers.popLast() != nil { return query }
    if query.conditions.popLast() != nil { return query }
    if query.transcripts.popLast() != nil { return query }
    if query.layer != nil {
      query.layer = nil
    } else if query.coders.popLast() == nil {
      if !query.text.isEmpty {
        query.text = ""
      } else if query.relations.popLast() == nil, query.codes.popLast() == nil {
        query.includesSubcodes = false
      }
    }
    return query
  }
}
