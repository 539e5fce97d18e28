/// A change to one key of `study.yaml`: what the file says then, and how its text comes to say so.
struct StudyEdit {
  let key: String
  let content: (inout StudyVersion.Content) -> Void
  /// `nil` where the text is laid out so that it cannot be done.
  let text: ([UInt8]) -> [UInt8]?

  /// Carries them out and reads the text again: whatever was misjudged in somebody's own layout, nothing is
  /// written that says something else than was meant.
  ///
  /// - Returns: the text, and the keys of those that could not be carried out.
  static func carriedOut(
    _ edits: [StudyEdit],
    on version: StudyVersion,
    _ file: String
  ) -> (bytes: [UInt8], refused: [String]) {
    // Together first: a coder and the round that names them go only with each other.
    if let bytes = done(edits, on: version, file)?.bytes { return (bytes, []) }
    var (version, refused) = (version, [String]())
    for edit in edits {
      if let next = done([edit], on: version, file) {
        version = next
      } else {
        refused.append(edit.key)
      }
    }
    return (version.bytes, refused)
  }

  private static func done(
    _ edits: [StudyEdit],
    on version: StudyVersion,
    _ file: String
  ) -> StudyVersion? {
    var (bytes, expected) = (version.bytes, version.content)
    for edit in edits {
      guard let changed = edit.text(bytes) else { return nil }
      bytes = changed
      edit.content(&expected)
    }
    guard let changed = try? StudyVersion(bytes, file), changed.content == expected else {
      return nil
    }
    return changed
  }
}
