import EmicKit

/// What the screen shows in the place of real names, when a list of them was given.
extension State {
  /// Words as they are shown.
  func shown(_ words: String) -> String { names?.replacing(in: words) ?? words }

  /// What the transcripts are called whose texts need not be read: for what asks once, not with every frame.
  var sourceNames: SourceNames { SourceNames(ofPaths: list.rows.map(\.name)) }

  /// A stretch of a transcript as it is shown.
  func shown(_ span: Span, of text: TranscriptText) -> String {
    names?.replacing(in: text, of: span) ?? text[span]
  }

  /// A hit of a search as it is shown.
  func shown(_ hit: StudyHit) -> StudyHit {
    guard let names else { return hit }
    var hit = hit
    let words = names.replacing(in: [hit.words.before, hit.words.keyword, hit.words.after])
    (hit.words.before, hit.words.keyword, hit.words.after) = (words[0], words[1], words[2])
    hit.reference = names.replacing(in: hit.reference)
    hit.about = names.replacing(in: hit.about)
    return hit
  }
}

extension Transcript {
  /// - Parameter names: what is shown in the place of speakers' names.
  /// - Returns: the width of the longest speaker's name among the first turns, in cells.
  func widestSpeaker(_ names: NameList?) -> Int {
    Set(structure.turns.prefix(500).map(\.speaker))
      .map { DisplayText.width(of: names?.replacing(in: $0) ?? $0) }.max() ?? 0
  }
}
