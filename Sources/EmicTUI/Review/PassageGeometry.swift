import EmicKit

/// Where the parts of the screen of one passage stand.
struct PassageGeometry: Equatable {
  /// From this width on the coders' versions stand side by side.
  static let wide = 100
  /// The narrowest column of text that is worth reading.
  private static let narrowestColumn = 30

  let size: Size
  /// The row's state and its number.
  let titleY = 1
  let legendY = 2
  let legendHeight: Int
  let bodyTop: Int
  let bodyHeight: Int
  let entryY: Int
  let entryHeight: Int
  let hintsY: Int
  /// The left edges of the columns of text, one unless versions stand side by side.
  let columns: [Int]
  /// Of each column of text, in cells.
  let textWidth: Int
  /// For the lanes' digits, left of each column of text.
  let laneWidth: Int
  let speakerWidth: Int
  let speakersAbove: Bool

  var isSideBySide: Bool { columns.count > 1 }
  var speakerX: Int { laneWidth }

  /// - Parameters:
  ///   - size: of the screen.
  ///   - lanes: how many coders there are.
  ///   - legend: how many lines tell what each coder has.
  ///   - entries: how many lines the codes' entries fill.
  ///   - versions: how many different versions the coders have.
  ///   - widestSpeaker: in cells.
  ///   - isPlain: whether nothing stands beside each other.
  init(
    size: Size,
    lanes: Int,
    legend: Int,
    entries: Int,
    versions: Int,
    widestSpeaker: Int,
    isPlain: Bool = false
  ) {
    self.size = size
    let isLow = size.height < 14
    legendHeight = min(legend, max(2, size.height / 3 - 1))
    hintsY = size.height - 1
    entryHeight = isLow ? 0 : min(entries, max(2, size.height / 6))
    entryY = hintsY - entryHeight
    let ruleAbove = legendY + legendHeight
    bodyTop = ruleAbove + 1
    let ruleBelow = entryHeight > 0 ? 1 : 0
    bodyHeight = max(1, entryY - ruleBelow - bodyTop)
    laneWidth = min(lanes, 9) + 1
    let gap = 2
    let columnWidth = versions > 0 ? (size.width - gap * (versions - 1) - 1) / versions : 0
    let fits = versions > 1 && columnWidth - laneWidth >= Self.narrowestColumn
    let isSideBySide = size.width >= Self.wide && fits && !isPlain
    speakersAbove = isSideBySide || size.width < 60
    speakerWidth = speakersAbove ? 0 : min(max(4, widestSpeaker), 12) + 2
    if isSideBySide {
      let firstX = laneWidth
      columns = (0..<versions).map { $0 * (columnWidth + gap) + firstX }
      textWidth = min(Geometry.widestText, columnWidth - laneWidth)
    } else {
      let textX = laneWidth + speakerWidth
      columns = [textX]
      textWidth = max(1, min(Geometry.widestText, size.width - textX - 1))
    }
  }
}
