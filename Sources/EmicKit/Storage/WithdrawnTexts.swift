/// Which texts were withdrawn from a study, so that no session that still shows one writes of it again.
///
/// Kept in `.emic/withdrawn`: a line for each, the SHA-256 of the canonical text and nothing that could
/// lead back to it. A text that another transcript has, too, is withdrawn under a name only: its line is the
/// SHA-256 of the transcript's path, a zero byte and that of the text; other systems may write the path in other
/// case, or its accents apart.
struct WithdrawnTexts {
  private let path: String

  init(in study: String) { path = Path.join(study, ".emic/withdrawn") }

  /// What the lines of a list say.
  struct List: Sendable {
    fileprivate var lines: Set<String> = []

    var isEmpty: Bool { lines.isEmpty }

    /// Whether a text was withdrawn.
    ///
    /// - Parameters:
    ///   - digest: of the text.
    ///   - transcript: its path, under which alone it may have been.
    /// - Returns: whether nothing of it is to be read.
    func contains(_ digest: String, of transcript: String) -> Bool {
      !lines.isEmpty
        && (lines.contains(digest) || lines.contains(WithdrawnTexts.line(digest, of: transcript)))
    }

    /// The same list with texts that go under any name.
    func adding(_ digests: Set<String>) -> List { List(lines: lines.union(digests)) }
  }

  /// What was withdrawn; nothing without a list.
  ///
  /// - Throws: where there is a list and it cannot be read: then nobody can tell what was withdrawn.
  func all() throws(FileProblem) -> List {
    List(lines: Set(try text().split(separator: "\n").map(String.init)))
  }

  /// Whether a text was withdrawn, from wherever or from under a transcript's path.
  func contains(_ digest: String, of transcript: String) throws(FileProblem) -> Bool {
    try all().contains(digest, of: transcript)
  }

  /// The line of a text that was withdrawn under a path only.
  static func line(_ digest: String, of transcript: String) -> String {
    let path = String(String.UnicodeScalarView(Folding.pattern(transcript)))
    return Digest.sha256(Array("\(path)\0\(digest)".utf8))
  }

  private func text() throws(FileProblem) -> String {
    do throws(FileProblem) {
      return String(decoding: try FileReader.read(path, limit: 16 << 20).bytes, as: UTF8.self)
    } catch {
      guard error.isMissing else { throw error }
      return ""
    }
  }

  /// Adds texts by their lines: digests, and those of `line(_:of:)`.
  ///
  /// - Throws: where the list cannot be read or written; then nothing has changed.
  func add(_ lines: Set<String>) throws(FileProblem) {
    let new = lines.subtracting(try all().lines).sorted()
    guard !new.isEmpty else { return }
    let text = try text() + new.map { $0 + "\n" }.joined()
    try FileSaver().save(Array(text.utf8), to: path, newMode: 0o600)
  }
}

extension StudyFolder {
  /// Whether the text of which this is the SHA-256 is known to be withdrawn from the study, as that of a
  /// transcript: for words alone, for while the list cannot be read none is.
  public func hasWithdrawn(_ digest: String, of transcript: String) -> Bool {
    (try? WithdrawnTexts(in: path).contains(digest, of: transcript)) ?? false
  }

  /// Whether a file of the study is there now.
  public func hasFile(_ name: String) -> Bool {
    // What cannot be asked is not gone.
    !FileReader.isGone(absolute(name))
  }
}
