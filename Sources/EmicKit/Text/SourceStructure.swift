/// How a source is built: its header, and its turns or, without speakers, its paragraphs.
///
///     I: How did it begin?          turn 1, I
///     R: With a phone call.         turn 2, R, a respondent
///
/// The rules stand in the format's description; offsets are Unicode scalars of the text.
public struct SourceStructure: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case interview
    /// A text without speaker labels: laws, reports, notes.
    case document
  }

  public struct Header: Hashable, Sendable {
    public struct Attribute: Hashable, Sendable {
      /// Lower case, hyphens for spaces; English for the known Chinese keys.
      public var key: String
      /// A date such as `2018年5月22日` reads `2018-05-22`.
      public var value: String
    }

    /// The lines of the header, the one that closes it included; 0 where there is none.
    public var lineCount = 0
    /// In the order of the lines.
    public var attributes: [Attribute] = []
    /// A first line without a key: a title or a notice.
    public var title: String?
    /// The label of the interviewer as the header gives it, without what follows in brackets.
    public var interviewer: String?

    /// The value of an attribute, by its mapped key.
    public subscript(key: String) -> String? { attributes.first { $0.key == key }?.value }
  }

  public struct Turn: Hashable, Sendable {
    /// From 1.
    public var number: Int
    public var speaker: String
    public var isRespondent: Bool
    /// From the first label to the next turn.
    public var span: Span
    /// From behind the first label to the last scalar of speech; empty when nothing is said.
    public var speech: Span
    /// The labels of all lines that were merged into this turn, without blanks at their ends.
    public var labels: [Span]
    /// The time in the label or on the line above it, without brackets.
    public var time: String?

    /// The first label.
    public var label: Span { labels.first ?? Span(span.start..<span.start) }
  }

  /// A time written in the source.
  struct Stamp: Hashable {
    var offset: Int
    var text: String
  }

  /// A text with more different speakers than this is a document: no meeting has so many, a list of
  /// words with their meanings has.
  public static let mostSpeakers = 10_000

  public internal(set) var header = Header()
  /// The offset behind the header.
  public internal(set) var bodyStart = 0
  /// In the order of the text; empty in a document.
  public internal(set) var turns: [Turn] = []
  /// The paragraphs of a document without blanks at their ends; empty in an interview.
  public internal(set) var paragraphs: [Span] = []
  /// Whether some turn is an interviewer's.
  ///
  /// If not, scope *respondents* is every speaker.
  public internal(set) var knowsInterviewers = false
  var stamps: [Stamp] = []

  public var kind: Kind { turns.isEmpty ? .document : .interview }

  public var respondentTurns: [Turn] { turns.filter(\.isRespondent) }

  /// The turn that holds an offset, its label and what follows its speech included.
  public func turn(at offset: Int) -> Turn? { turnIndex(at: offset).map { turns[$0] } }

  /// The place in `turns` of the turn that holds an offset.
  func turnIndex(at offset: Int) -> Int? {
    let index = turns.lastIndex(startingAtMost: offset, by: \.span.start)
    guard let index, offset < turns[index].span.end || index == turns.count - 1 else { return nil }
    return index
  }

  /// The paragraph that holds an offset, or the last one before it.
  public func paragraph(at offset: Int) -> Span? {
    paragraphs.lastIndex(startingAtMost: offset, by: \.start).map { paragraphs[$0] }
  }

  /// The last time written at or before an offset, without brackets.
  public func time(at offset: Int) -> String? {
    stamps.lastIndex(startingAtMost: offset, by: \.offset).map { stamps[$0].text }
  }
}

extension Array {
  /// The last element whose start is not behind an offset; the elements stand in order.
  func lastIndex(startingAtMost offset: Int, by start: (Element) -> Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if start(self[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}
