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
    if mayFollow {
      for (older, younger) in [(one, other), (other, one)]
      where younger.wasBrought(fromTextOf: older) && transcript?.digest != younger.source.sha256 {
        let placed = older.placed(as: younger)
        let base = base?.placed(as: younger)
        return older == one ? (placed, other, base) : (one, placed, base)
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

  private func wasBrought(fromTextOf older: Sidecar) -> Bool {
    log.contains { $0["act"] == "reanchor" && $0["from"]?.string == older.source.sha256 }
  }

  /// The same work on the text of a version that was brought there: what that one has is at its places, all else is
  /// an orphan, for which `emic reanchor` proposes a place.
  private func placed(as younger: Sidecar) -> Sidecar {
    let places = Merging.byID(younger.codings) { $0.id }
    var result = self
    result.source = younger.source
    result.codings = codings.compactMap { coding in
      places[coding.id].map { place in
        var coding = coding
        coding.takePlace(of: place)
        return coding
      }
    }.sorted()
    result.orphans += codings.filter { places[$0.id] == nil }.map(\.unasked)
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
