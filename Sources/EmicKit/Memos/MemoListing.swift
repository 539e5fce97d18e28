/// A memo with what it is about.
public struct ListedMemo: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    case coding(CodingRow)
    /// The path.
    case transcript(String)
    case code(Code.ID)
    case `case`(String)
    case study
  }

  public let subject: Subject
  public let coder: Coder.ID
  /// Of a memo on a coding, the coding's.
  public let id: String
  public let at: Timestamp
  public let text: String

  public init(_ subject: Subject, by coder: Coder.ID, id: String, at: Timestamp, text: String) {
    self.subject = subject
    self.coder = coder
    self.id = id
    self.at = at
    self.text = text
  }

  /// The path of the source in which it is, or on which; `nil` for others.
  public var transcript: String? {
    switch subject {
    case .coding(let row): row.transcript
    case .transcript(let path): path
    case .code, .case, .study: nil
    }
  }

  /// `coding`, `transcript`, `code`, `case` or `study`.
  public var kind: String {
    switch subject {
    case .coding: "coding"
    case .transcript: "transcript"
    case .code: "code"
    case .case: "case"
    case .study: "study"
    }
  }
}

extension VisibleWork {
  /// The memos on codes, cases and the study that whoever asks may read.
  ///
  /// They say what their coders see in the texts: whoever still codes blind gets their own, an observer none
  /// while anybody is at work.
  public mutating func memosOfStudy() -> [ListedMemo] {
    let isHidden = hidesNotes
    var found: [ListedMemo] = []
    for coder in study.codersOfMemos where !isHidden || coder == blindness.asker {
      do throws(StudyProblem) {
        found += try study.memos(of: coder).listed
      } catch {
        unread.append(error)
      }
    }
    return found
  }
}

extension MemosFile {
  /// Its memos as a listing has them.
  public var listed: [ListedMemo] {
    entries.map { entry in
      let subject: ListedMemo.Subject =
        switch entry.subject {
        case .code(let id): .code(id)
        case .case(let name): .case(name)
        case .study: .study
        }
      let memo = entry.memo
      return ListedMemo(subject, by: coder, id: memo.id.text, at: memo.at, text: memo.text)
    }
  }
}
