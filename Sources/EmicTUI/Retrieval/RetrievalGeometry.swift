/// Where the parts of the list of quotations stand, for a size.
struct RetrievalGeometry: Equatable {
  let size: Size
  /// The first row of the list: facts, question and notes stand above it.
  static let listTop = 4
  let listWidth: Int
  let listHeight: Int
  /// Where the whole quotation stands; `nil` where there is no room for it.
  let previewX: Int?
  let previewY: Int
  let previewWidth: Int
  let previewHeight: Int

  init(size: Size, showsPreview: Bool, isPlain: Bool = false) {
    self.size = size
    let room = max(1, size.height - Self.listTop - 1)
    if showsPreview, size.width >= 100, !isPlain {
      previewWidth = min(72, size.width * 2 / 5)
      previewX = size.width - previewWidth
      previewY = Self.listTop
      previewHeight = room
      listWidth = size.width - previewWidth - 2
      listHeight = room
    } else if showsPreview, room >= 9 {
      previewX = 0
      previewWidth = size.width
      // A rule stands between the two.
      previewHeight = max(4, room * 2 / 5)
      listHeight = room - previewHeight - 1
      previewY = Self.listTop + listHeight + 1
      listWidth = size.width
    } else {
      previewX = nil
      (previewY, previewWidth, previewHeight) = (0, 0, 0)
      (listWidth, listHeight) = (size.width, room)
    }
  }

  var isPreviewBelow: Bool { previewX == 0 }
}
