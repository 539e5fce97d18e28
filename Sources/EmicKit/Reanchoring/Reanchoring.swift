/// What becomes of one coder's work when the transcript has changed since it was coded.
///
/// A proposal: nothing moves before somebody agrees. What can't be found is an orphan and is kept for
/// ever, with its words.
public struct Reanchoring: Sendable {
  /// A coding, and where it is to be.
  public struct Item: Hashable, Sendable {
    /// As it was made, or as it was kept as an orphan.
    public let coding: Coding
    public let outcome: Outcome
    /// Its words could not be found before either.
    public let wasOrphan: Bool

    /// Whether its words may not leave, and nobody knows for certain where they stand.
    public var bindsUnsettled: Bool { outcome.needsLook && coding.bindsWords }
  }

  public enum Outcome: Hashable, Sendable {
    case unchanged
    case moved(Span)
    /// The same words stand in several places; this is where they are to be expected.
    case nearest(Span, of: Int)
    /// So many scalars of the words have changed.
    case reworded(Span, distance: Int)
    case orphan

    /// Where the coding is to be; `nil` where it stays, or can't be.
    public var span: Span? {
      switch self {
      case .moved(let span), .nearest(let span, _), .reworded(let span, _): span
      case .unchanged, .orphan: nil
      }
    }

    /// Whether somebody has to look at it.
    public var needsLook: Bool {
      switch self {
      case .nearest, .reworded, .orphan: true
      case .unchanged, .moved: false
      }
    }
  }

  /// Those that were placed in order, then the orphans of before.
  public let items: [Item]
  /// *Nothing here* of turns that are still there as they were.
  public let nothingHere: [Sidecar.NothingHere]
  /// Of turns that can't be told again.
  public let droppedTurns: Int
  /// As it was.
  public let sidecar: Sidecar
  /// As it is now.
  public let transcript: Transcript

  /// - Parameters:
  ///   - sidecar: of the text as it was.
  ///   - transcript: as it is now.
  public init(of sidecar: Sidecar, to transcript: Transcript) {
    self.sidecar = sidecar
    self.transcript = transcript
    let placed = sidecar.codings
    let orphans = sidecar.orphans
    let findings = AnchorSearch(transcript.text).findings(of: placed + orphans)
    items = zip(placed + orphans, findings).enumerated().map { index, found in
      Item(
        coding: found.0,
        outcome: Self.outcome(found.1, found.0),
        wasOrphan: index >= placed.count
      )
    }
    nothingHere = Self.turns(sidecar, transcript, items)
    droppedTurns = sidecar.nothingHere.count - nothingHere.count
  }

  /// `false`: the text is the one that was coded, and only orphans about which somebody was asked are of interest.
  public var isChanged: Bool {
    sidecar.source.sha256 != transcript.digest || items.contains(where: \.coding.isUnasked)
  }

  public func count(where isCounted: (Outcome) -> Bool) -> Int {
    items.count { isCounted($0.outcome) }
  }

  /// Codings that are not found again for certain.
  var unsettled: Set<Coding.ID> {
    Set(items.filter(\.outcome.needsLook).map(\.coding.id))
  }

  /// Codings whose words may not leave and that are not found again for certain.
  ///
  /// They stay orphans, and nothing of the transcript leaves, until somebody has looked at each.
  public var unsettledFlags: Set<Coding.ID> {
    Set(items.filter(\.bindsUnsettled).map(\.coding.id))
  }

  /// `118 unchanged, 9 moved, 2 need you`, and how many of those are flagged.
  public var summary: String {
    let unchanged = count { $0 == .unchanged }
    let needed = count(where: \.needsLook)
    let moved = items.count - unchanged - needed
    return "\(unchanged) unchanged, \(moved) moved, \(needed) \(needed == 1 ? "needs" : "need") you"
      + (unsettledFlags.isEmpty ? "" : " (\(unsettledFlags.count) flagged)")
  }

  private static func outcome(_ finding: AnchorSearch.Finding, _ coding: Coding) -> Outcome {
    switch finding {
    case .unchanged: .unchanged
    case .moved(let span): .moved(span)
    case .nearest(let span, let places): .nearest(span, of: places)
    case .reworded(let span, let distance): .reworded(span, distance: distance)
    case .missing: .orphan
    }
  }

  /// A turn has no words to be found by: it is kept where the codings on both sides have moved alike
  /// and exactly this turn is there.
  private static func turns(
    _ sidecar: Sidecar,
    _ transcript: Transcript,
    _ items: [Item]
  ) -> [Sidecar.NothingHere] {
    var known = [(at: 0, shift: 0)]
    for item in items where !item.wasOrphan {
      switch item.outcome {
      case .unchanged: known.append((item.coding.span.start, 0))
      case .moved(let span):
        known.append((item.coding.span.start, span.start - item.coding.span.start))
      default: break
      }
    }
    known.append((sidecar.source.length, transcript.text.scalarCount - sidecar.source.length))
    known.sort { $0.at < $1.at }
    let speeches = Set(
      (1...max(1, transcript.turnCount)).compactMap { transcript.speech(ofTurn: $0) }
    )
    return sidecar.nothingHere.compactMap { mark in
      guard let before = known.last(where: { $0.at <= mark.span.start }),
        let after = known.first(where: { $0.at >= mark.span.end }), before.shift == after.shift
      else { return nil }
      let (start, end) = (mark.span.start + before.shift, mark.span.end + before.shift)
      guard start >= 0, start < end, speeches.contains(Span(start..<end)) else { return nil }
      var moved = mark
      moved.span = Span(start..<end)
      return moved
    }
  }
}

extension Reanchoring: Hashable {
  public static func == (one: Reanchoring, other: Reanchoring) -> Bool {
    one.sidecar == other.sidecar && one.transcript.digest == other.transcript.digest
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(transcript.digest)
    hasher.combine(sidecar.coder)
  }
}

extension Reanchoring {
  /// The sidecar of the text as it is now.
  ///
  /// Codings that stay keep their times; those that move, and orphans, get a new one.
  ///
  /// - Parameters:
  ///   - leaving: codings that are to be orphans though a place was proposed.
  ///   - dropping: codings that are to be removed.
  ///   - time: now.
  ///   - actor: who agrees.
  /// - Returns: with a log entry that names both texts.
  public func anchored(
    leaving: Set<Coding.ID> = [],
    dropping: Set<Coding.ID> = [],
    at time: Timestamp,
    by actor: Coder.ID? = nil
  ) -> Sidecar {
    var result = sidecar
    var codings: [Coding] = []
    var orphans: [Coding] = []
    for item in items {
      if dropping.contains(item.coding.id) {
        let at = time.later(than: item.coding.modified)
        result.removed.append(Sidecar.Removal(of: item.coding, at: at))
        continue
      }
      let isLeft = leaving.contains(item.coding.id)
      if item.outcome == .orphan || isLeft {
        var orphan = item.coding
        if !item.wasOrphan { orphan.modified = time.later(than: orphan.modified) }
        orphan.isUnasked = false
        orphans.append(orphan)
      } else {
        codings.append(placed(item, at: time))
      }
    }
    result.codings = codings.sorted()
    result.orphans = orphans.sorted()
    result.nothingHere = nothingHere
    result.source.sha256 = transcript.digest
    result.source.length = transcript.text.scalarCount
    result.log.append(
      sidecar.entry("reanchor", at: time, by: actor) + [
        JSONMember("from", .string(sidecar.source.sha256)),
        JSONMember("to", .string(transcript.digest)),
      ]
    )
    return result
  }

  private func placed(_ item: Item, at time: Timestamp) -> Coding {
    var coding = item.coding
    coding.isUnasked = false
    let span = item.outcome.span ?? coding.span
    coding.span = span
    coding.takeWords(from: transcript)
    if item.outcome.span != nil || item.wasOrphan {
      coding.modified = time.later(than: coding.modified)
    }
    return coding
  }
}
