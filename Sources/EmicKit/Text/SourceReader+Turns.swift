/// Who speaks when.
extension SourceReader {
  /// Which of the names are interviewers'.
  func isAsker(_ names: [ExactText], askers: Set<ExactText>) -> [Bool] {
    names.map { name in
      askers.contains(name) || interviewers.isEmpty && KnownSpeakers.isInterviewer(name.text)
    }
  }

  func turns(
    _ opened: [Labelled],
    _ names: [ExactText],
    askers: Set<ExactText>
  ) -> [SourceStructure.Turn] {
    let isAsker = isAsker(names, askers: askers)
    var turns: [SourceStructure.Turn] = []
    turns.reserveCapacity(opened.count)
    var lastSpeaker: Int?
    for (index, opening) in opened.enumerated() {
      let line = line(opening.line)
      guard let read = line.label() else { continue }
      let stop = index + 1 < opened.count ? opened[index + 1].line : text.lineCount
      // In the order of the text: going back is a walk from a checkpoint.
      let label = Span(
        offset(line.start)..<offset(line.trimmingEnd(line.start..<read.end))
      )
      let speech = speech(behind: read, in: opening.line, before: stop)
      let end = stop < text.lineCount ? offset(text.lineBytes(stop).lowerBound) : text.scalarCount
      if lastSpeaker == opening.speaker, let last = turns.indices.last {
        // In place: a copy of the turn would copy all its labels for each further line.
        turns[last].span = Span(turns[last].span.start..<end)
        turns[last].speech = Span(
          turns[last].speech.start..<max(turns[last].speech.end, speech.end)
        )
        turns[last].labels.append(label)
        continue
      }
      lastSpeaker = opening.speaker
      turns.append(
        SourceStructure.Turn(
          number: turns.count + 1,
          speaker: names[opening.speaker].text,
          isRespondent: !isAsker[opening.speaker],
          span: Span(label.start..<end),
          speech: speech,
          labels: [label],
          time: time(of: read, in: opening.line)
        )
      )
    }
    return turns
  }

  /// From behind the label to the last scalar that is neither blank nor on a line of its own in
  /// brackets or of a stamp.
  private func speech(behind label: SpeakerLabel, in first: Int, before stop: Int) -> Span {
    var last = stop - 1
    while last > first, line(last).isAside { last -= 1 }
    let whole = LineScanner(bytes, label.end..<text.lineBytes(last).upperBound)
    let trimmed = whole.trimmed(whole.start..<whole.end)
    return Span(offset(trimmed.lowerBound)..<offset(trimmed.upperBound))
  }

  /// In the label, or alone on the line above.
  private func time(of label: SpeakerLabel, in number: Int) -> String? {
    if let stamp = label.stamp { return line(number).text(stamp.digits) }
    guard number > 0 else { return nil }
    let above = line(number - 1)
    return above.loneStamp.map { above.text($0.digits) }
  }
}
