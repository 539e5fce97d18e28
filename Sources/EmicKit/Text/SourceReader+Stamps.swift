/// The times of a source.
extension SourceReader {
  /// Every time in the source: in labels, alone on a line, or in brackets within the speech.
  func stamps(_ opened: [Labelled], from first: Int) -> [SourceStructure.Stamp] {
    var stamps: [SourceStructure.Stamp] = []
    let start = first < text.lineCount ? text.lineBytes(first).lowerBound : bytes.count
    var place = start
    var nextLabel = 0
    while let colon = UTF8Bytes.firstPlace(of: UInt8(ascii: ":"), in: bytes, from: place) {
      place = colon + 1
      guard colon + 1 < bytes.count, (0x30...0x39).contains(bytes[colon + 1]) else { continue }
      let number = lineNumber(ofByte: colon)
      let line = line(number)
      while nextLabel < opened.count, opened[nextLabel].line < number { nextLabel += 1 }
      let isLabelled = nextLabel < opened.count && opened[nextLabel].line == number
      let ofLine = isLabelled ? line.label()?.stamp : line.loneStamp
      // A time in a label or alone on its line holds for the whole line.
      let isOfLine = ofLine?.digits.contains(colon) == true
      guard let found = isOfLine ? ofLine : bracketedStamp(around: colon, in: line) else {
        continue
      }
      stamps.append(
        SourceStructure.Stamp(
          offset: offset(isOfLine ? line.start : found.digits.lowerBound),
          text: line.text(found.digits)
        )
      )
      place = found.end
    }
    return stamps
  }

  private func lineNumber(ofByte byte: Int) -> Int { text.line(containing: offset(byte)) }

  private func bracketedStamp(around colon: Int, in line: LineScanner) -> LineScanner.Stamp? {
    for distance in 2...5 where colon - distance >= line.start {
      if let stamp = line.stamp(at: colon - distance), stamp.isBracketed,
        stamp.digits.contains(colon)
      {
        return stamp
      }
    }
    return nil
  }
}
