import Synchronization

/// What happens to words on their way out of a study.
public struct Release: Sendable {
  /// Whether it is an archive: everything as it is, real names and flagged passages included.
  public let isIdentified: Bool
  /// The list of names; `nil` where none are replaced.
  public let names: NameList?
  /// What may not leave, wherever somebody has repeated it.
  public let passages: FlaggedPassages
  /// What became of words that stand in many rows, such as names of codes: each is looked at once.
  private let known = KnownWords()

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
    if leavesWords { return text }
    return known.words(of: text) {
      let text = passages.masking(text)
      return names?.replacing(in: text) ?? text
    }
  }

  /// The id of a code: one in which a name or a passage stands leaves as another that can be an id.
  ///
  /// Of two codes whose ids would become one the second has a number behind it.
  public func id(_ id: Code.ID) -> Code.ID {
    if leavesWords { return id }
    // `?id` is a code that the codebook lacks.
    let isUnknown = id.text.hasPrefix("?")
    let plain = isUnknown ? String(id.text.dropFirst()) : id.text
    let leaving = known.id(of: plain) {
      let text = passages.masking(Code.ID(plain)).text
      guard let words = names?.replacing(inID: text), words != text else { return text }
      return Slug.id(for: words)
    }
    return Code.ID((isUnknown ? "?" : "") + leaving)
  }

  /// The name of a code, which may be called by words of a flagged passage.
  package func name(_ name: String, of code: Code.ID) -> String {
    let masked = passages.masking(name: name, of: code)
    return masked == name ? words(name) : names?.replacing(in: masked) ?? masked
  }

  /// The same release, in which the codes of a codebook leave under the same ids whoever asks first.
  package func knowing(_ codebook: Codebook) -> Release {
    for code in codebook.codes { _ = id(code.id) }
    return self
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

/// Shared by all copies of a release, on any thread.
private final class KnownWords: Sendable {
  private let texts = Mutex<[String: String]>([:])
  private let ids = Mutex<(leaving: [String: String], taken: Set<String>)>(([:], []))

  /// Long texts stand once, and are not kept.
  func words(of text: String, _ make: () -> String) -> String {
    guard text.utf8.count <= 100 else { return make() }
    if let known = texts.withLock({ $0[text] }) { return known }
    let made = make()
    texts.withLock { known in
      if known.count < 20_000 { known[text] = made }
    }
    return made
  }

  func id(of text: String, _ make: () -> String) -> String {
    ids.withLock { ids in
      if let known = ids.leaving[text] { return known }
      let made = make()
      var id = made
      var number = 2
      while !ids.taken.insert(id).inserted {
        id = "\(made)-\(number)"
        number += 1
      }
      ids.leaving[text] = id
      return id
    }
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
