import EmicKit

/// What the screen has to know of a study before a transcript is opened.
public struct StudySummary: Sendable {
  public var title: String
  public var coders: [Coder]
  public var codebook: Codebook
  public var rows: [TranscriptRow]

  public init(
    title: String,
    coders: [Coder],
    codebook: Codebook,
    rows: [TranscriptRow]
  ) {
    self.title = title
    self.coders = coders
    self.codebook = codebook
    self.rows = rows
  }
}

/// One transcript on the start screen; what is not read yet is `nil`.
public struct TranscriptRow: Hashable, Sendable {
  /// The path relative to the study.
  public let name: String
  public var caseName: String?
  /// In words: `draft`, `submitted`, `not begun`, or why it cannot be read; for whoever codes nothing what
  /// others have done, `3 handed in`.
  public var state: String?
  public var isProblem = false
  public var turns: Int?
  public var readTo: Int?
  /// Of the respondents' turns, those coded or marked as having nothing to code, 0 to 1.
  public var share: Double?
  public var codings: Int?
  public var saved: Timestamp?

  public init(name: String) { self.name = name }
}

/// The start screen's list.
struct TranscriptList {
  var rows: [TranscriptRow]
  var row = 0
  var pattern = ""

  mutating func move(by distance: Int) {
    row = min(max(0, row + distance), max(0, rows.count - 1))
  }
}
