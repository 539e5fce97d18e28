import EmicKit

/// Where the parts of the coding screen stand, for a size and a transcript.
struct Geometry: Equatable {
  /// Four lanes and the sign for more.
  static let laneWidth = 5
  static let widestText = 84

  let size: Size
  let speakersAbove: Bool
  let speakerX = Geometry.laneWidth
  let speakerWidth: Int
  let textX: Int
  let textWidth: Int
  let bodyTop = 1
  let bodyHeight: Int
  /// The row of the quick codes, when there are any and no panel shows them.
  let quickY: Int?
  let statusY: Int
  let hintsY: Int
  /// The column beside the text, on wide screens.
  let panelX: Int?

  /// Below 40 × 10 nothing useful fits.
  var isTooSmall: Bool { size.width < 40 || size.height < 10 }

  /// - Parameters:
  ///   - size: of the screen.
  ///   - widestSpeaker: in cells.
  ///   - hasQuickCodes: whether they want a row.
  ///   - isPlain: whether nothing stands beside the text, and brackets round what is selected.
  init(size: Size, widestSpeaker: Int, hasQuickCodes: Bool, isPlain: Bool = false) {
    self.size = size
    speakersAbove = size.width < 60
    speakerWidth = speakersAbove ? 0 : min(max(4, widestSpeaker), 12) + 2
    textX = Self.laneWidth + speakerWidth
    let hasPanel = size.width >= 100 && !isPlain
    let room = size.width - textX - 1 - (isPlain ? 2 : 0)
    textWidth = max(1, min(Self.widestText, hasPanel ? room - 28 : room))
    panelX = hasPanel ? textX + textWidth + 3 : nil
    let quickRows = hasQuickCodes && !hasPanel && size.height >= 12 ? 1 : 0
    hintsY = size.height - 1
    statusY = size.height - 2
    quickY = quickRows == 1 ? size.height - 3 : nil
    bodyHeight = max(1, size.height - 3 - quickRows)
  }
}

extension State {
  var geometry: Geometry {
    Geometry(
      size: size,
      widestSpeaker: coding?.widestSpeaker ?? 0,
      hasQuickCodes: !quickCodes.isEmpty,
      isPlain: settings.isAccessible
    )
  }
}
