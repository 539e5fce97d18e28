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
  /// Whether the study was gone through beforehand, for numbers behind names that become alike.
  ///
  /// They are then the same in every export. A working view numbers nothing.
  private var hasNumbers = false

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
    Release(isIdentified: false, names: names, passages: passages.found(with: names))
  }

  /// Whether words that somebody wrote leave as they are.
  var leavesWords: Bool { names == nil && passages.isEmpty }

  /// Words that somebody wrote and that are no part of a transcript: memos, labels, names of files.
  public func words(_ text: String) -> String {
    if leavesWords { return text }
    return known.words(of: text) {
      let text = passages.masking(text)
      return replacingNames(in: text) ?? text
    }
  }

  /// A text without names, and without the passages that are told by that; `nil` where no name stands in it.
  private func replacingNames(in text: String) -> String? {
    guard let words = names?.replacing(in: text), words != text else { return nil }
    return passages.masking(words)
  }

  /// The id of a code: one in which a name or a passage stands leaves as another that can be an id.
  ///
  /// Of two codes whose ids would become one the second has a number behind it.
  public func id(_ id: Code.ID) -> Code.ID {
    if leavesWords { return id }
    // `?id` is a code that the codebook lacks.
    let isUnknown = id.text.hasPrefix("?")
    let plain = isUnknown ? String(id.text.dropFirst()) : id.text
    let leaving = known.leavingName(of: plain, among: .ids) {
      let text = passages.masking(Code.ID(plain)).text
      guard let words = names?.replacing(inID: text), words != text else { return text }
      return Slug.id(for: words)
    } numbered: {
      "\($0)-\($1)"
    }
    return Code.ID((isUnknown ? "?" : "") + leaving)
  }

  /// The name of a code, which may be called by words of a flagged passage.
  package func name(_ name: String, of code: Code.ID) -> String {
    let masked = passages.masking(name: name, of: code)
    return masked == name ? words(name) : replacingNames(in: masked) ?? masked
  }

  /// The path of a transcript: where a list of names makes two alike, the second has a number.
  public func transcript(_ path: String) -> String {
    if leavesWords { return path }
    guard hasNumbers else { return words(path) }
    return known.leavingName(of: path, among: .transcripts) {
      words(path)
    } numbered: { name, number in
      let end = name.lastIndex { $0 == "." || $0 == "/" }
      let dot = end.flatMap { name[$0] == "." ? $0 : nil } ?? name.endIndex
      return "\(name[..<dot]) (\(number))\(name[dot...])"
    }
  }

  /// The name of a case: where a list of names makes two alike, the second has a number.
  public func `case`(_ name: String) -> String {
    if leavesWords || name.isEmpty || FlaggedPassages.isMark(name) { return name }
    guard hasNumbers else { return passages.masking(case: name) ?? words(name) }
    return known.leavingName(of: name, among: .cases) {
      passages.masking(case: name) ?? words(name)
    } numbered: {
      "\($0) (\($1))"
    }
  }

  /// A value by which codings are counted.
  package func value(_ value: String, of dimension: MatrixDimension) -> String {
    switch dimension {
    case .transcript: transcript(value)
    case .case: self.case(value)
    case .attribute, .coder: words(value)
    }
  }

  /// The same release, in which codes, transcripts and cases leave under the same names whoever asks first.
  ///
  /// - Parameters:
  ///   - codebook: with the proposals that leave.
  ///   - transcripts: their paths.
  ///   - cases: their names, as the table or headers have them.
  /// - Returns: the release.
  package func numbered(
    _ codebook: Codebook,
    transcripts: [String],
    cases: [String]
  ) -> Release {
    var release = self
    release.hasNumbers = true
    for code in codebook.codes { _ = release.id(code.id) }
    for path in transcripts { _ = release.transcript(path) }
    for name in cases { _ = release.case(name) }
    return release
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
      : ReleasedSource(transcript, sidecars: sidecars, names: names, without: passages)
  }
}

/// Shared by all copies of a release, on any thread.
private final class KnownWords: Sendable {
  private let texts = Mutex<[String: String]>([:])
  enum Kind { case ids, transcripts, cases }

  /// What leaves as what, and no two as one.
  private struct Places {
    var leaving: [String: String] = [:]
    var taken: Set<String> = []
  }

  private let places = Mutex<[Kind: Places]>([:])

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

  /// What leaves in the place of something, always the same.
  ///
  /// - Parameters:
  ///   - text: as it is in the study.
  ///   - kind: among which no two are alike.
  ///   - make: as it leaves.
  ///   - numbered: the second of two that are alike, with its number.
  /// - Returns: no two of a kind alike.
  func leavingName(
    of text: String,
    among kind: Kind,
    _ make: () -> String,
    numbered: (String, Int) -> String
  ) -> String {
    if let known = places.withLock({ $0[kind]?.leaving[text] }) { return known }
    // Before the lock is taken: it may ask for words.
    let made = make()
    return places.withLock { places in
      if let known = places[kind]?.leaving[text] { return known }
      var name = made
      var number = 2
      while !places[kind, default: Places()].taken.insert(name).inserted {
        name = numbered(made, number)
        number += 1
      }
      places[kind]?.leaving[text] = name
      return name
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
    let isKnown =
      flagDoubt(about: transcript) == nil && !release.passages.texts.isInDoubt(transcript.digest)
    guard release.isIdentified || isKnown else {
      return ReleasedSource(withheld: transcript)
    }
    return release.source(transcript, sidecars: flagging(transcript) + others)
  }
}
