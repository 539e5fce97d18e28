/// Bringing a version of a sidecar to the text on which the other was made, so that the two can be merged.
extension Sidecar {
  /// The same work on a transcript as it is now; what is not found for certain and flagged, and what is not
  /// found, are orphans.
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
      leaving: proposal.unsettledFlags,
      at: Timestamp(milliseconds: 0)
    )
    result.log = log
    return result
  }

  /// Two versions as both are on the text as it is now, where they were made on different ones.
  ///
  /// - Parameters:
  ///   - one: a version.
  ///   - other: another.
  ///   - base: what both come from.
  ///   - text: as it is now; asked for where they differ. `nil` where it is not known.
  /// - Returns: the same where the texts are the same, or nothing is known of the text.
  static func onOneText(
    _ one: Sidecar,
    _ other: Sidecar,
    base: Sidecar?,
    _ text: () -> Transcript?
  ) -> (one: Sidecar, other: Sidecar, base: Sidecar?) {
    guard one.source.sha256 != other.source.sha256, one.coder == other.coder,
      let transcript = text()
    else { return (one, other, base) }
    var (left, right) = (one.brought(to: transcript), other.brought(to: transcript))
    if !left.isReanchored, !right.isReanchored {
      left.noteBringing(from: one)
      right.noteBringing(from: other)
    }
    return (left, right, base?.brought(to: transcript))
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
