import EmicKit

/// A transcript that is read, and its turns found, while the screen's own thread does the rest.
struct TextReading: Sendable {
  struct Read: Sendable {
    var transcript: Transcript
    /// Of the file as it was before it was read.
    var identity: FileIdentity?
  }

  let name: String
  private let read: Ahead<Result<Read, StudyProblem>>

  init(_ name: String, in study: StudyFolder) {
    self.name = name
    read = Ahead {
      Result { () throws(StudyProblem) in
        let identity = try? FileReader.identity(of: study.absolute(name))
        return Read(transcript: try study.transcript(name), identity: identity)
      }
    } then: {
      _ = try? $0.get().transcript.structure
    }
  }

  /// Waits for the text.
  func get() throws(StudyProblem) -> Read { try read.value.get() }
}
