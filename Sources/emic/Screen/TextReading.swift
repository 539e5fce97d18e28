import EmicKit

/// A transcript that is read, and its turns found, while the screen's own thread does the rest.
struct TextReading: Sendable {
  struct Read: Sendable {
    var transcript: Transcript
    /// Of the file as it was before it was read.
    var identity: FileIdentity?
  }

  /// Not a `Result`: such a type is looked up at length by Swift's runtime, while the first screen is
  /// waited for.
  enum Outcome: Sendable {
    case read(Read)
    case failed(StudyProblem)
  }

  let name: String
  /// Of a long text the lines with which it begins, to be looked at while the rest is read.
  let beginning: Transcript?
  private let outcome: Ahead<Outcome>

  /// - Parameters:
  ///   - name: of the transcript.
  ///   - study: to which it belongs.
  ///   - begun: a file that is being read, which may be the transcript's.
  init(_ name: String, in study: StudyFolder, begun: FileReading? = nil) {
    self.name = name
    // What was withdrawn is told by the whole of a text only.
    beginning =
      study.hasWithdrawnTexts ? nil : begun?.beginning.map { study.transcript(name, text: $0) }
    outcome = Ahead {
      let identity = try? FileReader.identity(of: study.absolute(name))
      do throws(StudyProblem) {
        if let identity, let text = begun?.text(of: identity) {
          let transcript = study.transcript(name, text: text)
          try study.refuseWithdrawn(transcript)
          return .read(Read(transcript: transcript, identity: identity))
        }
        return .read(Read(transcript: try study.transcript(name), identity: identity))
      } catch {
        return .failed(error)
      }
    } then: {
      guard case .read(let read) = $0 else { return }
      _ = read.transcript.structure
    }
  }

  /// Whether nobody has to wait for the text.
  var isRead: Bool { outcome.isMade }

  /// Calls, on another thread, when all of the text is there that a screen needs.
  func whenRead(_ call: @escaping @Sendable () -> Void) {
    let outcome = outcome
    _ = Ahead {
      if case .read(let read) = outcome.value {
        _ = (read.transcript.structure, read.transcript.digest)
      }
      return outcome.value
    } then: { _ in
      call()
    }
  }

  /// Waits for the text.
  func get() throws(StudyProblem) -> Read {
    switch outcome.value {
    case .read(let read): return read
    case .failed(let problem): throw problem
    }
  }
}

/// The file that is named on the command line, read while it is found out to which study it belongs,
/// and its digest made, without which no coding is shown.
struct FileReading: Sendable {
  // The same kind of value as in a `TextReading`: another would have to be looked up, too.
  private let outcome: Ahead<TextReading.Outcome>
  let beginning: TranscriptText?

  /// - Returns: `nil` when the path is a folder's.
  init?(_ path: String) {
    guard !Folder.isThere(path) else { return nil }
    beginning = FileReader.beginning(
      of: path,
      count: Self.beginningLength,
      ofAtLeast: Self.longText
    ).flatMap { TranscriptText(beginning: $0) }
    outcome = Ahead {
      // Why it cannot be read is told by who reads it as a transcript.
      guard let file = try? FileReader.read(path, limit: 1 << 30),
        let text = try? TranscriptText(bytes: file.bytes)
      else { return .failed(.noSuchTranscript(path, nearest: nil)) }
      return .read(.init(transcript: Transcript(name: path, text: text), identity: file.identity))
    } then: {
      if case .read(let read) = $0 { _ = read.transcript.digest }
    }
  }

  /// In bytes; what is shorter is read before anybody could look at its beginning.
  private static let longText = 1 << 24
  /// In bytes: some hundred screens.
  private static let beginningLength = 1 << 18

  /// Waits for the text; `nil` when it is not that of this file as it is now.
  func text(of identity: FileIdentity) -> TranscriptText? {
    guard case .read(let file) = outcome.value, file.identity == identity else { return nil }
    return file.transcript.text
  }
}
