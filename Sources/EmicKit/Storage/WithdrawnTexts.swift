/// Which texts were withdrawn from a study, so that no session that still shows one writes of it again.
///
/// Kept in `.emic/withdrawn`: a line for each, the SHA-256 of the canonical text and nothing that could
/// lead back to it.
struct WithdrawnTexts {
  private let path: String

  init(in study: String) { path = Path.join(study, ".emic/withdrawn") }

  /// Their digests; what cannot be read names none.
  var all: Set<String> {
    guard let bytes = try? FileReader.read(path, limit: 16 << 20).bytes else { return [] }
    return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  /// Whether a text was withdrawn.
  func contains(_ digest: String) -> Bool { all.contains(digest) }

  /// Adds texts by their digests.
  ///
  /// - Throws: where the list cannot be read or written; then nothing has changed.
  func add(_ digests: [String]) throws(FileProblem) {
    let known = all
    let new = digests.filter { !known.contains($0) }
    guard !new.isEmpty else { return }
    var text = ""
    do throws(FileProblem) {
      text = String(decoding: try FileReader.read(path, limit: 16 << 20).bytes, as: UTF8.self)
    } catch {
      guard error.isMissing else { throw error }
    }
    text += new.map { $0 + "\n" }.joined()
    try FileSaver().save(Array(text.utf8), to: path, newMode: 0o600)
  }
}

extension StudyFolder {
  /// Whether the text of which this is the SHA-256 was withdrawn from the study.
  public func hasWithdrawn(_ digest: String) -> Bool { WithdrawnTexts(in: path).contains(digest) }

  /// Whether a file of the study is there now.
  public func hasFile(_ name: String) -> Bool {
    // What cannot be asked is not gone.
    (try? FileReader.identity(of: absolute(name))) != .some(nil)
  }
}
