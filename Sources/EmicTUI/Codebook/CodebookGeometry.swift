/// Where the tree and the entry stand, for a size.
struct CodebookGeometry {
  let treeTop = 2
  let treeWidth: Int
  let treeHeight: Int
  /// The entry beside or below the tree; `nil` where there is no room for one.
  let entry: (x: Int, y: Int, width: Int, height: Int)?
  let isBeside: Bool

  init(_ size: Size, isPlain: Bool) {
    let height = max(1, size.height - 3)
    isBeside = size.width >= 100 && !isPlain
    if isBeside {
      treeWidth = min(76, max(52, size.width * 45 / 100))
      treeHeight = height
      let x = treeWidth + 2
      entry = (x, 2, max(1, min(84, size.width - x - 1)), height)
    } else if size.height >= 18 {
      treeWidth = size.width
      let lines = min(12, height * 45 / 100)
      treeHeight = height - lines - 1
      entry = (1, treeTop + treeHeight + 1, max(1, size.width - 2), lines)
    } else {
      (treeWidth, treeHeight, entry) = (size.width, height, nil)
    }
  }
}
