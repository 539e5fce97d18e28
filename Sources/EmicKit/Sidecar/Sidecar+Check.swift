extension Sidecar {
  /// How a sidecar's text relates to the transcript as it is now.
  public enum TextMatch: Hashable, Sendable {
    case same
    /// The transcript was changed after coding: codings are shown, nothing is written.
    case changed
  }

  /// Compares offsets and quotes with the transcript.
  ///
  /// - Parameters:
  ///   - transcript: as it is now.
  ///   - file: the sidecar's name, for messages.
  ///   - bytes: of the sidecar, for the lines of messages; read only when there is a problem.
  /// - Returns: whether it is the text that was coded.
  /// - Throws: when the text is the same and a quote is not what stands at its place.
  public func check(
    against transcript: Transcript,
    file: String,
    bytes: @autoclosure () -> [UInt8] = []
  ) throws(SidecarError) -> TextMatch {
    guard source.sha256 == transcript.digest else { return .changed }
    let length = transcript.text.scalarCount
    guard source.length == length else {
      throw SidecarError(file: file, problem: .lengthOfText(source.length, text: length))
    }
    // By places: a loop over codings copies each of them.
    for index in codings.indices
    where !codings[index].quotes(transcript.text) {
      throw SidecarError(
        file: file,
        line: SidecarReader.codingLines(bytes())[codings[index].id],
        problem: .quote(codings[index].id, codings[index].span)
      )
    }
    return .same
  }
}

extension Coding {
  /// Whether exactly what it quotes stands at its span.
  func quotes(_ text: TranscriptText) -> Bool {
    words.withUTF8(words.quote) { text.stands($0, at: span) }
  }
}
