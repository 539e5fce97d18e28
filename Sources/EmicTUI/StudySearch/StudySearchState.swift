import EmicKit

/// A search over the whole study.
public struct StudySearch: Hashable, Sendable {
  public enum Place: String, CaseIterable, Hashable, Sendable {
    case transcripts, quotations, memos
  }

  public var pattern: String
  public var isRegex: Bool
  public var place: Place
  /// Each search has its own, so that what a search finds late is not taken for the next one's.
  public var number: Int
  /// Transcripts of which others' work is not to be shown.
  public var leavingOut: [String] = []
}

/// A place where a search found something.
public struct StudyHit: Hashable, Sendable {
  /// `nil` for a memo on a code, a case or the study.
  public var transcript: String?
  /// Where the screen goes: the hit in a text, else the coding.
  public var span: Span?
  /// Of the text that was coded; `nil` for a hit in the text of today.
  public var digest: String?
  public var coding: Coding.ID?
  /// `T03 14`, or what a memo is about.
  public var reference: String
  /// Whose coding or memo it is, and of which code.
  public var about: String
  public var words: KeywordInContext

  public init(
    transcript: String?,
    span: Span?,
    digest: String? = nil,
    coding: Coding.ID? = nil,
    reference: String,
    about: String = "",
    words: KeywordInContext
  ) {
    self.transcript = transcript
    self.span = span
    self.digest = digest
    self.coding = coding
    self.reference = reference
    self.about = about
    self.words = words
  }
}

/// The search over the study on the screen.
struct StudySearchState {
  enum Progress: Equatable {
    case idle
    /// How many transcripts are searched, of all.
    case running(Int, of: Int)
    /// Why it stopped before the end, in a sentence; `nil` at the end.
    case ended(String?)
  }

  var pattern = ""
  var isRegex = false
  var place = StudySearch.Place.transcripts
  /// Of the last search.
  var number = 0
  var hits: [StudyHit] = []
  var row = 0
  var progress = Progress.idle

  var current: StudyHit? { hits.indices.contains(row) ? hits[row] : nil }

  mutating func move(by distance: Int) {
    row = min(max(0, row + distance), max(0, hits.count - 1))
  }
}
