import EmicKit

/// The list from which codes are chosen.
struct CodePicker {
  enum Purpose: Equatable {
    /// Code this span.
    case assign(Span)
    /// Give these codings another code.
    case change(Coding.ID)
    /// Recode a coding that waits.
    case recode(Coding.ID)
    /// Choose another code for a change of the codebook.
    case codebook(CodebookAim)
  }

  var purpose: Purpose
  var field = TextField()
  /// The codes chosen so far, by Space or a comma, in that order.
  var chosen: [Code.ID] = []
  /// The ids that match what is typed after the last comma.
  var rows: [Code.ID]
  var row = 0
  var showsQuotations = false
  /// Whether the row in hand was gone to by an arrow: then Space marks it, and is no blank of a name.
  private var isChoosing = false
  private let filter: CodeFilter
  let total: Int

  init(_ purpose: Purpose, codebook: Codebook) {
    self.purpose = purpose
    let codes = codebook.codes.filter { code in
      guard case .codebook(let aim) = purpose else { return code.isAssignable }
      guard code.id != aim.code else { return false }
      return code.isAssignable || aim.takesFamilies && code.isFamily && code.retired == nil
    }
    filter = CodeFilter(codes)
    total = codes.count
    rows = codes.map(\.id)
  }

  var current: Code.ID? { rows.indices.contains(row) ? rows[row] : nil }

  mutating func refilter() {
    rows = filter.matches(field.text.trimmed)
    row = 0
    isChoosing = false
  }

  /// A comma ends one name and begins the next.
  mutating func takeCurrent() {
    if let current, !field.text.trimmed.isEmpty, !chosen.contains(current) {
      chosen.append(current)
    }
    field = TextField()
    refilter()
  }

  /// Whether several codes can be chosen.
  var takesSeveral: Bool {
    switch purpose {
    case .assign, .recode: true
    case .change, .codebook: false
    }
  }

  /// Whether Space marks the row in hand: nothing is typed, or the row was gone to.
  var spaceMarks: Bool { field.isEmpty || isChoosing }

  mutating func toggleCurrent() {
    guard let current else { return }
    if let place = chosen.firstIndex(of: current) {
      chosen.remove(at: place)
    } else {
      chosen.append(current)
    }
  }

  mutating func move(by distance: Int) {
    row = min(max(0, row + distance), max(0, rows.count - 1))
    isChoosing = true
  }

  /// What Enter assigns: all that was chosen, and the row in hand when something is typed for it or
  /// nothing else was chosen; nothing when what is typed names no code.
  var answer: [Code.ID] {
    if rows.isEmpty, !field.text.trimmed.isEmpty { return [] }
    guard let current, chosen.isEmpty || !field.text.trimmed.isEmpty, !chosen.contains(current)
    else { return chosen }
    return chosen + [current]
  }
}
