/// The consensus layer's own parts under a change.
extension Sidecar {
  mutating func replace(
    _ before: Settled?,
    by after: Settled?,
    at time: Timestamp
  ) throws(ChangeProblem) {
    var place = settled.count
    if let before {
      guard let index = settled.firstIndex(where: { $0.isSame(as: before) }) else {
        throw .settledMissing
      }
      place = index
      let here = settled.remove(at: index)
      if case .verdict(let settlement, let at, _) = here, settlement.key != after?.key {
        let id = Coding.ID(settling: settlement.key, 0)
        if !codings.contains(where: { $0.id == id }) { bury(id.text, after: at, at: time) }
      }
    }
    guard let after else { return }
    guard case .verdict(let settlement, let at, let kept) = after else {
      settled.insert(after, at: place)
      return
    }
    guard !settled.contains(where: { $0.key == settlement.key }) else { throw .settledExists }
    // The tombstone stays: it is that of a coding that may be alive in another copy.
    let id = Coding.ID(settling: settlement.key, 0).text
    let buried = removed.first { $0.id == id }?.at
    let latest = max(at, time.later(than: buried))
    settled.insert(.verdict(settlement, at: latest, kept: kept), at: place)
  }

  /// Gives all parts of the verdicts that a change brings one time: in a merge it tells them from the
  /// parts of another verdict about the same codings.
  mutating func alignTimes(ofVerdictsIn change: Change) {
    guard coder == Coder.consensus else { return }
    var keys: Set<[Coding.ID]> = []
    var times: [Timestamp] = []
    for edit in change.edits {
      switch edit {
      case .coding(_, let after?, _):
        guard let settlement = after.settlement else { continue }
        keys.insert(settlement.key)
        times.append(after.modified)
      case .settled(_, let after?):
        if let key = after.key { keys.insert(key) }
      default: break
      }
    }
    func isTouched(_ key: [Coding.ID]?) -> Bool { key.map(keys.contains) ?? false }
    let codingPlaces = codings.indices.filter { isTouched(codings[$0].settlement?.key) }
    let settledPlaces = settled.indices.filter { isTouched(settled[$0].key) }
    times += codingPlaces.map { codings[$0].modified } + settledPlaces.compactMap { settled[$0].at }
    guard let latest = times.max() else { return }
    for place in codingPlaces { codings[place].modified = latest }
    for place in settledPlaces { settled[place].at = latest }
  }
}

extension Sidecar.Settled {
  /// What it settles, by id; `nil` where that cannot be read.
  var key: [Coding.ID]? {
    if case .verdict(let settlement, _, _) = self { settlement.key } else { nil }
  }

  var at: Timestamp? {
    get { if case .verdict(_, let at, _) = self { at } else { nil } }
    set {
      guard case .verdict(let settlement, _, let kept) = self, let newValue else { return }
      self = .verdict(settlement, at: newValue, kept: kept)
    }
  }

  /// Whether the two say the same, whenever.
  func isSame(as other: Sidecar.Settled) -> Bool {
    var copy = self
    if let at = other.at { copy.at = at }
    return copy == other
  }
}

extension Settlement {
  /// What it settles, in one order: two verdicts with the same key are about the same codings.
  var key: [Coding.ID] { from.sorted() }
}

extension Coding.ID {
  /// The id of a coding in the consensus layer, derived from what it settles.
  ///
  /// Two adjudicators who decide the same make the same id; a UUID of version 8 (RFC 9562, section
  /// 5.8).
  ///
  /// - Parameters:
  ///   - from: the ids of the codings that are settled, in any order.
  ///   - index: among the codings that come of the one verdict, from 0.
  init(settling from: [Coding.ID], _ index: Int) {
    let text = (from.sorted().map(\.text) + [String(index)]).joined(separator: "\n")
    var digits = Array(Digest.sha256(Array(text.utf8)).utf8.prefix(32))
    digits[12] = UInt8(ascii: "8")
    let variants = Array("89ab".utf8)
    digits[16] = variants[Int(digits[16]) % 4]
    for place in [20, 16, 12, 8] { digits.insert(Ascii.minus, at: place) }
    self.init(String(decoding: digits, as: UTF8.self))
  }
}
