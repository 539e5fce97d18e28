/// What happens to words on their way out of a study.
public struct Release: Sendable {
  /// Whether it is an archive: everything as it is, real names and flagged passages included.
  public let isIdentified: Bool
  /// The list of names; `nil` where none are replaced.
  public let names: NameList?
  /// What may not leave, wherever somebody has repeated it.
  public let passages: FlaggedPassages

  /// An archive.
  public static let identified = Release(isIdentified: true, names: nil, passages: .none)

  /// Names replaced, redactions applied, do-not-quote passages cut.
  ///
  /// - Parameters:
  ///   - names: `nil` where none are replaced.
  ///   - passages: what is taken out of words that are no part of a transcript; none for a working view,
  ///     which shows what the team has written.
  /// - Returns: a release.
  public static func released(
    _ names: NameList?,
    without passages: FlaggedPassages = .none
  ) -> Release {
    Release(isIdentified: false, names: names, passages: passages)
  }

  /// Whether words that somebody wrote leave as they are.
  var leavesWords: Bool { names == nil && passages.isEmpty }

  /// Words that somebody wrote and that are no part of a transcript: memos, labels, names of files.
  public func words(_ text: String) -> String {
    let text = passages.masking(text)
    return names?.replacing(in: text) ?? text
  }

  /// The id of a code: one in which a name or a passage stands leaves as another that can be an id.
  public func id(_ id: Code.ID) -> Code.ID {
    let id = passages.masking(id)
    guard let words = names?.replacing(in: id.text), words != id.text else { return id }
    // `?id` is a code that the codebook lacks.
    return Code.ID((id.text.hasPrefix("?") ? "?" : "") + Slug.id(for: words))
  }

  /// A source as it leaves.
  ///
  /// - Parameters:
  ///   - transcript: the source.
  ///   - sidecars: all that there are of it, whoever asks: every flag binds.
  /// - Returns: the source with its replacements.
  public func source(
    _ transcript: Transcript,
    sidecars: some Sequence<Sidecar>
  ) -> ReleasedSource {
    isIdentified
      ? ReleasedSource(identified: transcript)
      : ReleasedSource(transcript, sidecars: sidecars, names: names)
  }
}

extension VisibleWork {
  /// A source of the study as it leaves; the flags of coders who are not shown bind, too.
  ///
  /// - Parameters:
  ///   - transcript: the source.
  ///   - release: what happens to words.
  ///   - others: frozen copies that are read beside the sidecars as they stand.
  /// - Returns: the source with its replacements; nothing of it leaves where flags may be unknown.
  public func source(
    _ transcript: Transcript,
    _ release: Release,
    with others: [Sidecar] = []
  ) -> ReleasedSource {
    guard release.isIdentified || flagDoubt(about: transcript) == nil else {
      return ReleasedSource(withheld: transcript)
    }
    return release.source(transcript, sidecars: flagging(transcript) + others)
  }
}
