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
    /// Ask for the codings of these codes.
    case ask
    /// Ask where these codes stand, too, or do not.
    case relate(CodeRelation.Place)
    /// Columns of the framework matrix.
    case columns
    /// The code of a hand-out.
    case theme

    /// Whether several codes can be taken at once.
    var takesSeveral: Bool {
      switch self {
      case .assign, .recode, .ask, .relate, .columns: true
      case .change, .codebook, .theme: false
      }
    }

    /// Whether a name that is no code's can become one.
    var makesCodes: Bool { if case .assign = self { true } else { false } }

    /// Whether the answer changes codings: then only what the codebook holds today may be taken.
    var changesWork: Bool {
      switch self {
      case .assign, .change, .recode: true
      case .codebook, .ask, .relate, .columns, .theme: false
      }
    }

    /// Whether a code is listed: for coding those that can be given to words today.
    fileprivate func lists(_ code: Code) -> Bool {
      switch self {
      case .assign, .change, .recode: return code.isAssignable
      case .ask, .relate, .columns, .theme: return true
      case .codebook(let aim):
        guard code.id != aim.code else { return false }
        return code.isAssignable || aim.takesFamilies && code.isFamily && code.retired == nil
      }
    }
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
  /// The code in hand that the codebook does not offer any more: the next Enter takes nothing, for it
  /// was meant for that one.
  var lost: Code.ID?
  private var filter: CodeFilter
  private(set) var total: Int

  init(_ purpose: Purpose, codebook: Codebook) {
    self.purpose = purpose
    let codes = codebook.codes.filter(purpose.lists)
    filter = CodeFilter(codes)
    total = codes.count
    rows = codes.map(\.id)
  }

  var current: Code.ID? { rows.indices.contains(row) ? rows[row] : nil }

  /// Lists what the codebook offers now that somebody else has changed it.
  mutating func follow(_ codebook: Codebook) {
    let codes = codebook.codes.filter(purpose.lists)
    filter = CodeFilter(codes)
    total = codes.count
    let inHand = current
    rows = filter.matches(field.text.trimmed)
    if let inHand, !rows.contains(inHand) { lost = inHand }
    row = inHand.flatMap { rows.firstIndex(of: $0) } ?? 0
    let offered = Set(codes.map(\.id))
    if let gone = chosen.first(where: { !offered.contains($0) }) { lost = gone }
    chosen.removeAll { !offered.contains($0) }
  }

  mutating func refilter() {
    lost = nil
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
    lost = nil
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
