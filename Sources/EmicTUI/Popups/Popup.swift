import EmicKit

/// What lies over the screen and takes the keys until it is closed.
enum Popup {
  case picker(CodePicker)
  /// Help and palette: commands to filter and run.
  case commands(CommandList)
  case memo(MemoSheet)
  /// All memos, to find one.
  case memos(MemoList)
  /// Lines to read and scroll: an entry of the codebook, messages.
  case reading(Reading)
  /// A few rows to choose from by arrows or by a digit.
  case choice(Choice)
  /// One line to type.
  case prompt(Prompt)
  /// A list that typing filters.
  case lines(LinePicker)
  /// The next key chooses a flag of this coding.
  case flags(Coding.ID)
  /// The next key is a code's own key.
  case codeKey
  /// The next key is the reason of a verdict.
  case reason(ReasonChoice)
  /// Closing the adjudication of this transcript: `y` does it.
  case closing(String)
  /// What becomes of codings whose transcript has changed: `y` stores it.
  case reanchoring(ReanchoringList)
  /// Leaving with unsaved work: `y` does it.
  case leaveUnsaved
  /// Fields about a code.
  case form(CodeForm)
  /// What waits for a yes.
  case confirmation(Confirmation)
  /// What two people have changed differently.
  case differences(CodebookDifferences)
  /// The next key becomes the code's own.
  case quickKey(Code.ID)
}

extension Popup {
  /// Whether letters are typed into it.
  var hasTextField: Bool {
    switch self {
    case .picker, .commands, .memos, .memo, .prompt, .lines: true
    case .form(let form): !form.isOnChoice
    case .reading, .choice, .reanchoring, .flags, .codeKey, .reason, .closing, .leaveUnsaved,
      .confirmation, .differences, .quickKey:
      false
    }
  }
}

/// Lines that somebody reads in a popup.
struct Reading {
  /// In cells, with its frame.
  static let widest = 78

  var title: String
  var lines: [String]
  var top = 0
  /// Whether it names keys that find codings again in a text that has changed, which work in it.
  var leadsToReanchoring = false
  /// The code that it is about, whose quotations Enter opens.
  var code: Code.ID?
}

/// A short list of which one row is taken.
struct Choice {
  enum Purpose {
    case remove([Coding.ID])
    case coder([Coder.ID])
    /// Of a verdict whose span is edited.
    case spanCode([Code.ID])
    /// The ends of the links of a coding.
    case link([Coding.ID])
    /// Of a list of quotations.
    case order
    case export
    /// Parts of a question.
    case relation, layer, askedFlag
    /// Of first uses.
    case transcriptOrder
    case frameworkExport
    /// Of a code.
    case color(Code.ID)
    /// The attributes of a case, by the rows.
    case attribute(OpenedCase, [String])
    /// The transcripts that are opened.
    case reread([String])
    /// The encoding of a file that is imported, by the rows; `nil` leaves it out.
    case encoding([String?])
    /// The codes of which findings speak first.
    case finding([Code.ID])
  }

  var title: String
  var rows: [String]
  var row = 0
  var purpose: Purpose
}

/// One line to type, and what it is for.
struct Prompt {
  enum Purpose: Equatable {
    case turnNumber
    case search
    case findTranscript
    /// The in-vivo code of many words.
    case inVivoName(Span)
    case redaction(Coding.ID)
    case copyPath
    case importPath
    /// A file whose ending says what is exported.
    case exportPath
    case coderID
    /// On the verdict that is about to be given, or was; what stood there when it was begun.
    case verdictNote(opened: String)
    /// A question about codings, as a line of words.
    case query
    /// What must be found in a quotation.
    case quotedText
    /// The file of a page in `exports/`.
    case cardsName
    case themeName(Code.ID)
    /// What is searched in the study.
    case studyPattern
    /// Shows the codes that are found, as they are typed.
    case codebookFilter
    /// The value of an attribute.
    case attribute(transcript: String, name: String)
    /// Why the codebook is changed.
    case codebookReason(CodebookIntent)
  }

  var title: String
  var field = TextField()
  var purpose: Purpose
}

/// Commands, filtered by what is typed.
struct CommandList {
  var title: String
  var isPalette: Bool
  var field = TextField()
  var row = 0
}

/// A memo being written.
struct MemoSheet {
  enum Subject: Hashable {
    case codings([Coding.ID])
    case transcript(Memo.ID?)
    /// A cell of the framework matrix.
    case summary(SummaryPlace)
    /// In no sidecar: on a code, a case or the study.
    case outside(MemosFile.Subject, Memo.ID?)
  }

  var subject: Subject
  var title: String
  var field: TextField
  /// What stood there when it was opened.
  var opened = ""
  /// The transcript that was in view then; empty where there was none.
  var transcript = ""
}
