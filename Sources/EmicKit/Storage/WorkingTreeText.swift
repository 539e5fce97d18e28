extension Transcript {
  /// The text of a sidecar as it lies in git's working tree, whose top is where the process runs.
  ///
  /// - Parameters:
  ///   - sidecar: says what its transcript is called.
  ///   - path: of the sidecar in the repository.
  /// - Returns: `nil` where none can be read.
  package static func inWorkingTree(of sidecar: Sidecar, at path: String) -> Transcript? {
    let parts = path.split(separator: "/").map { String($0) }
    var file = Path.join(Path.split(path).folder, Path.split(sidecar.source.file).name)
    // Where sidecars lie in folders of their coders.
    if let place = parts.lastIndex(of: "codings"), place + 2 < parts.count {
      file = (parts[..<place] + parts[(place + 2)...]).joined(separator: "/")
      file = String(file.dropLast(5))
    }
    guard let bytes = try? FileReader.read(file, limit: 1 << 30).bytes,
      let canonical = try? CanonicalText.bytes(of: bytes)
    else { return nil }
    return Transcript(name: file, text: TranscriptText(canonical: canonical))
  }
}
