/// How much is said in a source: words, or Han characters where it is mostly Chinese.
public struct TextLength: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, Sendable {
    case words
    case characters
  }

  public var unit: Unit
  public var count: Int

  /// Counts the speech of all turns; of a document its paragraphs.
  ///
  /// A word is a run of letters and digits, with what joins them (`don't`, `co-op`); every Han
  /// character counts as one. The same rule for both scripts, so that a name in the other one does
  /// not change the kind of a text.
  public init(of transcript: Transcript) {
    var (words, characters) = (0, 0)
    for place in 0..<transcript.structure.unitCount {
      var isInWord = false
      for scalar in transcript.text.scalars(in: transcript.structure.unit(place)) {
        if scalar.isHan {
          characters += 1
          isInWord = false
        } else if scalar.isOfWord {
          if !isInWord { words += 1 }
          isInWord = true
        } else if scalar != "'", scalar != "’", scalar != "-" {
          isInWord = false
        }
      }
    }
    unit = characters > words ? .characters : .words
    count = words + characters
  }
}
