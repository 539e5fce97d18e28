/// Bringing a version of a sidecar to the text on which the other was made, so that the two can be merged.
extension Sidecar {
  /// The same work on a transcript as it is now; what is not found for certain is an orphan, since nobody is asked
  /// here: `emic reanchor` proposes it a place.
  ///
  /// Times stay but for a millisecond: it is the same version, and no later one than what the other side has
  /// changed since.
  ///
  /// - Parameter transcript: as it is now.
  /// - Returns: itself where it is of that text already.
  func brought(to transcript: Transcript) -> Sidecar {
    guard source.sha256 != transcript.digest, !isReadOnly else { return self }
    let proposal = Reanchoring(of: self, to: transcript)
    var result = proposal.anchored(
      leaving: proposal.unsettled,
      at: Timestamp(milliseconds: 0)
    )
    result.log = log
    let before = Set(orphans.map(\.id))
    result.orphans = result.orphans.map { before.contains($0.id) ? $0 : $0.unasked }
    return result
  }

  /// Two versions as both are on the text as it is now, where they were made on different ones.
  ///
  /// - Parameters:
  ///   - one: a version.
  ///   - other: another.
  ///   - base: what both come from.
  ///   - mayFollow: whether the text may be that of the younger version in a moment, as in git, which writes the
  ///     working tree after what is merged: then nothing is brought back to the older text.
  ///   - text: as it is now; asked for where they differ. `nil` where it is not known.
  /// - Returns: the same where the texts are the same, or nothing is known of the text.
  static func onOneText(
    _ one: Sidecar,
    _ other: Sidecar,
    base: Sidecar?,
    mayFollow: Bool = false,
    _ text: () -> Transcript?
  ) -> (one: Sidecar, other: Sidecar, base: Sidecar?) {
    guard one.source.sha256 != other.source.sha256, one.coder == other.coder else {
      return (one, other, base)
    }
    let transcript = text()
    if mayFollow, let isOneOlder = one.isOnOlderText(than: other) {
      let (older, younger) = isOneOlder ? (one, other) : (other, one)
      if transcript?.digest != younger.source.sha256 {
        let placed = older.placed(as: younger, base: base)
        let base = base?.placed(as: younger, base: base)
        return isOneOlder ? (placed, other, base) : (one, placed, base)
      }
    }
    guard let transcript else { return (one, other, base) }
    var (left, right) = (one.brought(to: transcript), other.brought(to: transcript))
    if !left.isReanchored, !right.isReanchored {
      left.noteBringing(from: one)
      right.noteBringing(from: other)
    }
    return (left, right, base?.brought(to: transcript))
  }

  /// Whether another version was brought on from the text on which this one stands; `nil` where neither was.
  ///
  /// Where both were, one was taken back: the last that was brought anywhere stands on the younger text.
  private func isOnOlderText(than other: Sidecar) -> Bool? {
    switch (other.wasBrought(fromTextOf: self), wasBrought(fromTextOf: other)) {
    case (false, false): return nil
    case (true, false): return true
    case (false, true): return false
    case (true, true):
      let (here, there) = (timeOfLastBringing, other.timeOfLastBringing)
      return here != there ? here < there : source.sha256 < other.source.sha256
    }
  }

  private func wasBrought(fromTextOf older: Sidecar) -> Bool {
    log.contains { $0["act"] == "reanchor" && $0["from"]?.string == older.source.sha256 }
  }

  private var timeOfLastBringing: String {
    log.filter { $0["act"] == "reanchor" }.compactMap { $0["at"]?.string }.max() ?? ""
  }

  /// SHA-256 of the texts on which it stands and has stood.
  var textDigests: Set<String> {
    let brought = log.filter { $0["act"] == "reanchor" }
    return Set(brought.flatMap { [$0["from"]?.string, $0["to"]?.string] }.compactMap(\.self))
      .union([source.sha256])
  }

  /// The same work on the text of a version that was brought there: what that one has is at its places, all else is
  /// an orphan, for which `emic reanchor` proposes a place.
  ///
  /// A coding whose edges were moved on the old text keeps its old words in an orphan of its own: at the younger
  /// version's place they would be lost, and with them a flag on them.
  private func placed(as younger: Sidecar, base: Sidecar?) -> Sidecar {
    let places = Merging.byID(younger.codings) { $0.id }
    let before = Merging.byID(base?.codings ?? []) { $0.id }
    // Offsets in a third text say nothing of what was moved on this one.
    let isBaseHere = base?.source.sha256 == source.sha256
    var result = self
    result.source = younger.source
    result.codings = []
    for coding in codings {
      guard let place = places[coding.id] else {
        result.orphans.append(coding.unasked)
        continue
      }
      let old = before[coding.id]
      let isMoved =
        if isBaseHere, let old {
          old.span != coding.span
        } else {
          coding.quote != place.quote && coding.quote != old?.quote
        }
      if isMoved {
        result.orphans.append(coding.apart(inText: source.sha256).unasked)
      }
      var coding = coding
      coding.takePlace(of: place)
      result.codings.append(coding)
    }
    result.codings.sort()
    result.nothingHere = []
    return result
  }

  /// An entry in the log whose time tells when the version was made: whoever merges again makes the same.
  private mutating func noteBringing(from old: Sidecar) {
    guard old.source.sha256 != source.sha256 else { return }
    let at = old.codings.map(\.modified).max().map { max($0, old.status.at) } ?? old.status.at
    log.append(
      entry("reanchor", at: at) + [
        JSONMember("from", .string(old.source.sha256)),
        JSONMember("to", .string(source.sha256)),
      ]
    )
  }
}

extension Coding {
  private static let unaskedKey = "unasked"

  /// Of an orphan: whether a merge has made it one, so that nobody was asked where it is to be.
  var isUnasked: Bool {
    get { kept.contains { $0.key == Self.unaskedKey } }
    set {
      guard newValue != isUnasked else { return }
      kept.removeAll { $0.key == Self.unaskedKey }
      if newValue { kept.append(JSONMember(Self.unaskedKey, true)) }
    }
  }

  fileprivate var unasked: Coding {
    var coding = self
    coding.isUnasked = true
    return coding
  }
}
