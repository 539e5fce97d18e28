/// A verdict that was given without knowing of what is here: of two about the same codings the later one stands, with
/// all that belongs to it, as in a merge.
extension Sidecar {
  /// Makes room for the verdicts that a change gives, where earlier ones stand in their place.
  ///
  /// What goes leaves no tombstone: who gave the verdict had nothing to take away.
  ///
  /// - Parameters:
  ///   - change: as it was made, on another state of the layer.
  ///   - time: when.
  ///   - fits: whether all that it names is here; then only parts of verdicts that it does not name stand in its way.
  /// - Returns: a change that fits, an empty one where later verdicts stand; `nil` where it gives none that meets another.
  mutating func makeRoom(for change: Change, at time: Timestamp, fits: Bool) -> Change? {
    guard coder == Coder.consensus else { return nil }
    let given = change.givenVerdicts
      .filter { key, settlement in !fits || hasOther(than: settlement, unnamedBy: change, key) }
      .keys.sorted { $0.lexicographicallyPrecedes($1) }
    guard !given.isEmpty else { return nil }
    var edits = change.edits.filter { edit in edit.key.map { !given.contains($0) } ?? true }
      .compactMap { fitting($0, at: time) }
    for key in given {
      edits += replaceVerdict(on: key, by: change.edits.filter { $0.key == key }, at: time)
    }
    return Change(change.summary, edits)
  }

  /// Whether a part of another verdict stands here which a change does not name.
  private func hasOther(
    than settlement: Settlement,
    unnamedBy change: Change,
    _ key: [Coding.ID]
  ) -> Bool {
    let named = Set(change.edits.compactMap(\.codingBefore?.id))
    let takesEntry = change.edits.contains { $0.settledBefore?.key == key }
    return codings.contains { coding in
      coding.settlement?.key == key && coding.settlement != settlement && !named.contains(coding.id)
    } || !takesEntry && settled.contains { $0.key == key && $0.settlement != settlement }
  }

  /// Takes all parts of the verdict away that is here, unless it is the later one.
  ///
  /// - Returns: the parts of the new one.
  private mutating func replaceVerdict(
    on key: [Coding.ID],
    by edits: [Change.Edit],
    at time: Timestamp
  ) -> [Change.Edit] {
    let here = codings.filter { $0.settlement?.key == key }
    let entries = settled.filter { $0.key == key }
    let latest = (here.map(\.modified) + entries.compactMap(\.at)).max()
    // It counts from the last change of what it settles, where that was later.
    let given = (edits.compactMap(\.timeAfter) + [time]).max() ?? time
    if let latest, latest > given { return [] }
    codings.removeAll { $0.settlement?.key == key }
    settled.removeAll { $0.key == key }
    return edits.compactMap { edit in
      switch edit {
      case .coding(_, let after?, _): .coding(before: nil, after: after)
      case .settled(_, let after?): .settled(before: nil, after: after)
      default: nil
      }
    }
  }

  /// A change of something else as it fits here; `nil` where it takes away what is not here, or is later.
  private func fitting(_ edit: Change.Edit, at time: Timestamp) -> Change.Edit? {
    switch edit {
    case .coding(let before?, nil, let into):
      codings.first { $0.id == before.id && $0.modified <= max(time, before.modified) }
        .map { .coding(before: $0, after: nil, into: into) }
    case .settled(let before?, nil):
      settled.first { $0.key == before.key && $0.at ?? time <= max(time, before.at ?? time) }
        .map { .settled(before: $0, after: nil) }
    default: edit
    }
  }
}

extension Change {
  /// The verdicts that it makes, or makes other ones, by what they settle.
  fileprivate var givenVerdicts: [[Coding.ID]: Settlement] {
    var given: [[Coding.ID]: Settlement] = [:]
    for edit in edits {
      switch edit {
      case .coding(let before, let after?, _):
        let isSame =
          before?.settlement == after.settlement && before?.code == after.code
          && before?.span == after.span
        if let settlement = after.settlement, !isSame { given[settlement.key] = settlement }
      case .settled(let before, let after?):
        guard let settlement = after.settlement, settlement != before?.settlement else { continue }
        given[settlement.key] = settlement
      default: continue
      }
    }
    return given
  }
}

extension Change.Edit {
  /// What the verdict settles of which it changes a part; of one that it puts in the place of another, the new one's.
  fileprivate var key: [Coding.ID]? {
    switch self {
    case .coding(let before, let after, _): (after ?? before)?.settlement?.key
    case .settled(let before, let after): (after ?? before)?.key
    default: nil
    }
  }

  /// When what it leaves was changed last.
  fileprivate var timeAfter: Timestamp? {
    switch self {
    case .coding(_, let after, _): after?.modified
    case .settled(_, let after): after?.at
    default: nil
    }
  }

  fileprivate var codingBefore: Coding? {
    if case .coding(let before, _, _) = self { before } else { nil }
  }

  fileprivate var settledBefore: Sidecar.Settled? {
    if case .settled(let before, _) = self { before } else { nil }
  }
}

extension Sidecar.Settled {
  fileprivate var settlement: Settlement? {
    if case .verdict(let settlement, _, _) = self { settlement } else { nil }
  }
}
