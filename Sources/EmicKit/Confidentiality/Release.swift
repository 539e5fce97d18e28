/// What happens to words on their way out of a study.
public enum Release: Sendable {
  /// An archive: everything as it is, real names and flagged passages included.
  case identified
  /// Names replaced where there is a list of them, redactions applied, do-not-quote passages cut.
  case released(NameList?)

  /// Words that somebody wrote and that are no part of a transcript: memos, labels, names of files.
  public func words(_ text: String) -> String {
    guard case .released(let names?) = self else { return text }
    return names.replacing(in: text)
  }

  /// The id of a code: one in which a name stands leaves as another that can be an id.
  public func id(_ id: Code.ID) -> Code.ID {
    let words = words(id.text)
    guard words != id.text else { return id }
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
    switch self {
    case .identified: ReleasedSource(identified: transcript)
    case .released(let names): ReleasedSource(transcript, sidecars: sidecars, names: names)
    }
  }

  public var isIdentified: Bool { if case .identified = self { true } else { false } }

  /// The list of names; `nil` where none are replaced.
  public var names: NameList? { if case .released(let names) = self { names } else { nil } }
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
