import EmicKit

/// The codebook on the screen.
struct CodebookState {
  /// A change that the disk does not have yet.
  struct Pending {
    var change: CodebookChange
    /// Gives the history's entry the same time and id whenever it is carried out.
    var moment: Moment
    /// The proposal that leaves its coder's file when the change is on the disk.
    var accepted: ProposedCode?
    /// A proposal that goes back there.
    var returned: ProposedCode?
    /// For the history of undo, once it is on the disk.
    var act = ChangeHistory.Act.do
    /// As it was done first, whatever is done with it now.
    var step: CodebookStep?
  }

  enum Saving: Equatable {
    case saved
    case saving
    case notSaved(String)
    /// Both sides have changed the same, and nobody has chosen yet.
    case differs
  }

  /// One line of the tree.
  enum Row: Hashable {
    case code(Code.ID)
    case proposal(Int)
    /// Above the proposals.
    case heading

    var isPlace: Bool { self != .heading }
  }

  /// As the disk has it, as far as is known here.
  private(set) var saved: Codebook
  /// As the screen shows it: with the changes that are on their way to the disk.
  private(set) var book: Codebook
  private(set) var pending: [Pending] = []
  /// How many of the pending changes the save under way brings to the disk.
  var inFlight = 0
  /// Whether the file was read for this screen; nothing is changed before.
  var isRead = false
  var proposals: [ProposedCode]
  var uses = CodeUses()
  var findings: [CodebookLint.Finding] = [] {
    didSet {
      findingPlaces = [:]
      for (place, finding) in findings.enumerated() {
        for id in finding.codes where findingPlaces[id]?.last != place {
          findingPlaces[id, default: []].append(place)
        }
      }
    }
  }
  /// Of each code, since every row of the tree asks for its own in every frame.
  private var findingPlaces: [Code.ID: [Int]] = [:]
  var used: Set<Code.ID> = []
  var readOnlyBecause: String?
  var commentLines: [Int] = []
  var saving = Saving.saved

  var steps = UndoStacks<CodebookStep>()
  /// The step that could not be taken when it was last tried.
  var stepInTheWay: CodebookStep?
  /// Memos on codes.
  var memos: [ListedMemo] = []
  /// Forms begun and left.
  var begun: [CodeForm.Purpose: CodeForm] = [:]

  private(set) var rows: [Row] = []
  var row = 0
  /// What the codes shown are filtered by.
  private(set) var pattern = ""
  /// How far the entry beside the tree is scrolled.
  var entryTop = 0

  init(_ book: Codebook, proposals: [ProposedCode]) {
    saved = book
    self.book = book
    self.proposals = proposals
    listRows()
  }

  // MARK: Rows

  /// The row in hand.
  var current: Row? { rows.indices.contains(row) ? rows[row] : nil }

  /// The code in hand: of the book, or proposed.
  var code: Code? {
    switch current {
    case .code(let id): book[id]
    case .proposal(let place): proposals.indices.contains(place) ? proposals[place].code : nil
    case .heading, nil: nil
    }
  }

  /// The proposal in hand.
  var proposal: ProposedCode? {
    guard case .proposal(let place) = current, proposals.indices.contains(place) else { return nil }
    return proposals[place]
  }

  mutating func filter(by pattern: String) {
    let here = current
    self.pattern = pattern
    listRows()
    if let here, pattern.isEmpty, let place = rows.firstIndex(of: here) {
      row = place
    } else {
      row = rows.firstIndex(where: \.isPlace) ?? 0
    }
  }

  mutating func move(by distance: Int) {
    let places = rows.indices.filter { rows[$0].isPlace }
    guard !places.isEmpty else { return }
    let here = places.firstIndex { $0 >= row } ?? places.count - 1
    row = places[min(max(0, here + distance), places.count - 1)]
    entryTop = 0
  }

  mutating func go(to id: Code.ID) {
    if !rows.contains(.code(id)) { filter(by: "") }
    if let place = rows.firstIndex(of: .code(id)) { row = place }
    entryTop = 0
  }

  mutating func listRows() {
    let here = current
    if pattern.isEmpty {
      rows = book.codes.map { .code($0.id) }
      if !proposals.isEmpty { rows.append(.heading) }
      rows += proposals.indices.map { .proposal($0) }
    } else {
      let found = Set(CodeFilter(proposals.map(\.code)).matches(pattern))
      rows = CodeFilter(book.codes).matches(pattern).map { .code($0) }
      let proposed = proposals.indices.filter { found.contains(proposals[$0].code.id) }
      if !proposed.isEmpty { rows.append(.heading) }
      rows += proposed.map { .proposal($0) }
    }
    if let here, let place = rows.firstIndex(of: here) { row = place }
    row = min(row, max(0, rows.count - 1))
    if rows.indices.contains(row), !rows[row].isPlace { row = max(0, row - 1) }
  }

  // MARK: Changes

  /// Carries a change out on the screen; it is pending until the disk has it.
  ///
  /// - Returns: its line in the history.
  /// - Throws: then nothing has changed.
  mutating func perform(
    _ pending: Pending,
    by coder: Coder.ID
  ) throws(CodebookProblem) -> CodebookHistoryEntry? {
    var moment = pending.moment
    let used = pending.returned == nil ? used : []
    let entry = try book.apply(pending.change, by: coder, used: used, moment: &moment)
    self.pending.append(pending)
    listRows()
    return entry
  }

  /// Says under what the change that was made last goes into the history of undo.
  mutating func noteLast(_ step: CodebookStep, _ act: ChangeHistory.Act) {
    guard let last = pending.indices.last else { return }
    (pending[last].step, pending[last].act) = (step, act)
  }

  /// Takes over what the disk has, and makes the changes again that it does not have.
  ///
  /// - Parameters:
  ///   - saved: as it is on the disk.
  ///   - count: how many of the pending changes are in it.
  ///   - coder: who changes.
  /// - Returns: those of the changes that can't be made any more, with the reason.
  mutating func take(
    _ saved: Codebook,
    confirming count: Int,
    by coder: Coder.ID
  ) -> [(change: CodebookChange, problem: CodebookProblem)] {
    self.saved = saved
    book = saved
    let rest = pending.dropFirst(count)
    pending = []
    var lost: [(change: CodebookChange, problem: CodebookProblem)] = []
    for var change in rest {
      do throws(CodebookProblem) {
        if change.act != .do { change.change = try book.fitting(change.change).change }
        _ = try perform(change, by: coder)
      } catch {
        lost.append((change.change, error))
      }
    }
    listRows()
    return lost
  }

  // MARK: Facts of a code

  /// What is weak in a code, or in it with another one.
  func findings(of id: Code.ID) -> [CodebookLint.Finding] {
    (findingPlaces[id] ?? []).map { findings[$0] }
  }
}

extension CodebookLint.Finding {
  /// All codes of which it speaks.
  var codes: [Code.ID] {
    switch self {
    case .missingParts(let id, _), .neverUsed(let id), .usedOnce(let id): [id]
    case .unknownReplacement(let id, _, _): [id]
    case .similarNames(let id, let other, _, _), .sameSound(let id, let other, _, _, _),
      .alwaysTogether(let id, let other, _), .parentAndChild(let id, let other, _):
      [id, other]
    case .replacementCycle(let ids), .sharedKey(_, let ids): ids
    }
  }
}
