/// The paragraphs of a source without speakers.
extension SourceReader {
  /// Hands over the bytes of each.
  func forEachParagraph(from first: Int, _ body: (Range<Int>) -> Void) {
    var begun: Int?
    var end = 0
    func close() {
      if let begun { body(begun..<end) }
      begun = nil
    }
    for index in first..<max(first, text.lineCount) {
      let line = line(index)
      let inside = line.trimmed(line.start..<line.end)
      if inside.isEmpty {
        close()
        continue
      }
      if line.beginsArticle(at: inside.lowerBound) { close() }
      if begun == nil { begun = inside.lowerBound }
      end = inside.upperBound
    }
    close()
  }
}

extension LineScanner {
  /// `第三十条` or `Article 30`.
  fileprivate func beginsArticle(at place: Int) -> Bool {
    guard let (first, behind) = next(place) else { return false }
    if first == "第" {
      var place = behind
      for count in 0...8 {
        guard let (scalar, behind) = next(place) else { return false }
        if scalar == "条" || scalar == "條" { return count > 0 }
        guard scalar.isDecimalDigit || "零〇一二三四五六七八九十百千两".unicodeScalars.contains(scalar) else {
          return false
        }
        place = behind
      }
      return false
    }
    let word = "article "
    guard first == "A" || first == "a", end - place > word.utf8.count,
      bytes[place..<place + word.utf8.count].map({ $0 | 0x20 }).elementsEqual(word.utf8),
      let (digit, _) = next(place + word.utf8.count)
    else { return false }
    return digit.isDecimalDigit
  }
}
