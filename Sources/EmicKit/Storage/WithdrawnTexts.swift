/// Which texts were withdrawn from a study, so that no session that still shows one writes of it again.
///
/// Kept in `.emic/withdrawn`: a line for each, the SHA-256 of the canonical text and nothing that could
/// lead back to it.
struct WithdrawnTexts {
  private let path: String

  init(in study: String) { path = Path.join(study, ".emic/withdrawn") }

  /// Their digests; none without a list.
  ///
  /// - Throws: where there is a list and it cannot be read: then nobody can tell what was withdrawn.
  func all() throws(FileProblem) -> Set<String> {
    Set(try text().split(separator: "\n").map(String.init))
  }

  /// Whether a text was withdrawn.
  func contains(_ digest: String) throws(FileProblem) -> Bool { try all().contains(digest) }

  private func text() throws(FileProblem) -> String {
    do throws(FileProblem) {
      return String(decoding: try FileReader.read(path, limit: 16 << 20).bytes, as: UTF8.self)
    } catch {
      guard error.isMissing else { throw error }
      return ""
    }
  }

  /// Adds texts by their digests.
  ///
  /// - Throws: where the list cannot be read or written; then nothing has changed.
  func add(_ digests: Set<String>) throws(FileProblem) {
    let new = digests.subtracting(try all()).sorted()
    guard !new.isEmpty else { return }
    let text = try text() + new.map { $0 + "\n" }.joined()
    try FileSaver().save(Array(text.utf8), to: path, newMode: 0o600)
  }
}

extension StudyFolder {
  /// Whether the text of which this is the SHA-256 is known to be withdrawn from the study: for words
  /// alone, for while the list cannot be read none is.
  public func hasWithdrawn(_ digest: String) -> Bool {
    (try? WithdrawnTexts(in: path).contains(digest)) ?? false
  }

  /// Whether a file of the study is there now.
  public func hasFile(_ name: String) -> Bool {
    // What cannot be asked is not gone.
    !FileReader.isGone(absolute(name))
  }
}
