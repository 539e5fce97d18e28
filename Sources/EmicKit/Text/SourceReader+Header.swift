/// Where the header of a source ends, and whom it names.
extension SourceReader {
  /// How many lines the header has, the blank one or the fence behind it included.
  func headerLineCount(_ labelled: [Labelled], _ names: [ExactText]) -> Int {
    func isFence(_ index: Int) -> Bool {
      let line = line(index)
      return bytes[line.trimmed(line.start..<line.end)].elementsEqual("---".utf8)
    }
    if isFence(0), let close = (1..<max(1, min(40, text.lineCount))).first(where: isFence) {
      return close + 1
    }
    guard let blank = (0..<text.lineCount).first(where: { line($0).isBlank }), blank > 0,
      (blank..<text.lineCount).contains(where: { !line($0).isBlank })
    else { return 0 }
    // A study that declares 访谈者 as a label does not lose the headers that have it as a key.
    var used: [ExactText] = []
    for label in declared where !HeaderReader.keysThatLookLikeSpeakers.contains(label.text) {
      used.append(label)
    }
    var isUsed = [Bool](repeating: false, count: names.count)
    for labelled in labelled where labelled.line >= blank { isUsed[labelled.speaker] = true }
    for speaker in names.indices where isUsed[speaker] { used.append(names[speaker]) }
    return HeaderReader(lines: (0..<blank).lazy.map(line), used: used).isHeader ? blank + 1 : 0
  }

  /// The interviewers of this source beside the built-in labels.
  func askers(_ header: [LineScanner]) -> Set<ExactText> {
    if !interviewers.isEmpty { return interviewers }
    var names: Set<ExactText> = []
    for line in header {
      guard let row = HeaderReader.row(of: line),
        SourceStructure.Header.interviewerKeys.contains(row.key.trimmingBlanks())
      else { continue }
      let name = row.value.unicodeScalars.prefix { $0 != "(" && $0 != "（" }
      names.insert(ExactText(String(name).trimmingBlanks()))
    }
    return names
  }
}
