extension SourceStructure {
  /// Reads the structure of a text.
  ///
  /// - Parameters:
  ///   - text: the whole source.
  ///   - interviewers: labels that the study declares; where it declares some, no other label is an
  ///     interviewer's.
  ///   - respondents: labels that count as a speaker's even once.
  public init(of text: TranscriptText, interviewers: [String] = [], respondents: [String] = []) {
    self = SourceReader.reading(
      text,
      interviewers: Set(interviewers.map(ExactText.init)),
      respondents: Set(respondents.map(ExactText.init))
    ) { $0.structure() }
  }
}

extension Transcript {
  /// The bytes at which the turns begin, or in a document the paragraphs.
  ///
  /// What `turnNumber` needs, at a third of the price of the whole structure.
  func turnStarts() -> [Int] {
    let labels = labels
    return SourceReader.reading(
      text,
      interviewers: labels.interviewers,
      respondents: labels.respondents
    ) { $0.turnStarts() }
  }
}

/// One pass over the starts of the lines, then a walk over those that bear a label.
struct SourceReader {
  let text: TranscriptText
  let bytes: UnsafeBufferPointer<UInt8>
  /// The text's own, lent: lines are asked for so often that the references to it would cost most.
  private let lineStarts: UnsafeBufferPointer<UInt32>
  let interviewers: Set<ExactText>
  let respondents: Set<ExactText>
  private let walk = Walk()

  /// Lends a reader of a text.
  static func reading<Value>(
    _ text: TranscriptText,
    interviewers: Set<ExactText>,
    respondents: Set<ExactText>,
    _ body: (SourceReader) -> Value
  ) -> Value {
    text.withUTF8 { bytes in
      text.storage.lineStarts.withUnsafeBufferPointer { lineStarts in
        body(
          SourceReader(
            text: text,
            bytes: bytes,
            lineStarts: lineStarts,
            interviewers: interviewers,
            respondents: respondents
          )
        )
      }
    }
  }

  /// The last offset asked for: most questions are about a place a little further on.
  private final class Walk {
    private var byte = 0
    private var scalar = 0

    func offset(_ wanted: Int, in text: TranscriptText, _ bytes: UnsafeBufferPointer<UInt8>) -> Int
    {
      // Else from the checkpoint before it.
      let isNear =
        wanted >= byte && wanted - byte < wanted % TextStorage.checkpointDistance
        && wanted < bytes.count
      scalar =
        isNear
        ? scalar + UTF8Bytes.countScalars(in: bytes, byte..<wanted)
        : text.scalarOffset(of: ByteOffset(wanted))
      byte = wanted
      return scalar
    }
  }

  /// A line that bears a label; in eight bytes, since a long text has millions of them.
  ///
  /// What else the label says is read again where it is needed.
  struct Labelled {
    private let number: UInt32
    private let speakerAndForm: UInt32

    /// - Parameters:
    ///   - line: of the text, from 0.
    ///   - speaker: a place among the names.
    ///   - isStrong: whether the label counts even once.
    init(line: Int, speaker: Int, isStrong: Bool) {
      number = UInt32(truncatingIfNeeded: line)
      speakerAndForm = UInt32(truncatingIfNeeded: speaker) << 1 | (isStrong ? 1 : 0)
    }

    var line: Int { Int(number) }
    var speaker: Int { Int(speakerAndForm >> 1) }
    var isStrong: Bool { speakerAndForm & 1 == 1 }
  }

  /// The names of the labels, numbered in the order in which they come.
  private struct Speakers {
    private(set) var names: [ExactText] = []
    private var numbers: [ExactText: Int] = [:]
    /// Where each stands first.
    private var places: [Range<Int>] = []

    mutating func number(of name: Range<Int>, in line: LineScanner) -> Int {
      // Most interviews have two or three, whose bytes are compared faster than a text is made.
      for number in 0..<min(4, places.count) where line.stands(name, at: places[number]) {
        return number
      }
      let text = ExactText(line.text(name))
      if let known = names.count <= 8 ? names.firstIndex(of: text) : numbers[text] { return known }
      names.append(text)
      // The first table with such keys is looked up at length: it is made for a crowd only.
      if names.count > 8 {
        for (number, name) in names.enumerated().dropFirst(numbers.count) { numbers[name] = number }
      }
      places.append(name)
      return names.count - 1
    }
  }

  /// The labels that count once.
  var declared: Set<ExactText> {
    interviewers.isEmpty ? respondents : interviewers.union(respondents)
  }

  func line(_ index: Int) -> LineScanner {
    LineScanner(bytes, TranscriptText.bytes(ofLine: index, lineStarts, bytes))
  }

  func structure() -> SourceStructure {
    let lines = LabelledLines(self)
    let names = lines.names
    var result = SourceStructure()
    let headerLines = lines.headerLines
    result.header.lineCount = headerLines
    let headerScanners = (0..<headerLines).map(line)
    result.header.read(headerScanners)
    result.bodyStart =
      headerLines < text.lineCount
      ? offset(text.lineBytes(headerLines).lowerBound) : text.scalarCount

    let opened = lines.opened
    result.turns = turns(opened, names, askers: askers(headerScanners))
    result.knowsInterviewers = result.turns.contains { !$0.isRespondent }
    if result.turns.isEmpty {
      forEachParagraph(from: headerLines) {
        result.paragraphs.append(Span(offset($0.lowerBound)..<offset($0.upperBound)))
      }
    }
    result.stamps = stamps(opened, from: headerLines)
    return result
  }

  func turnStarts() -> [Int] {
    let lines = LabelledLines(self)
    var starts: [Int] = []
    guard !lines.opened.isEmpty else {
      forEachParagraph(from: lines.headerLines) { starts.append($0.lowerBound) }
      return starts
    }
    var lastSpeaker: Int?
    for opening in lines.opened where opening.speaker != lastSpeaker {
      lastSpeaker = opening.speaker
      starts.append(Int(lineStarts[opening.line]))
    }
    return starts
  }

  /// The labels of a source, and what they make of its lines.
  struct LabelledLines {
    let names: [ExactText]
    let headerLines: Int
    /// Those that open a turn.
    private(set) var opened: [Labelled] = []
    /// Whether there are so many different ones that they are no speakers, and none opens a turn.
    private(set) var isCrowded = false

    init(_ reader: SourceReader) {
      var speakers = Speakers()
      // Memory that is not written to costs nothing; growing costs a copy each time.
      opened.reserveCapacity(reader.text.lineCount)
      for index in 0..<reader.text.lineCount {
        let line = reader.line(index)
        guard let label = line.label() else { continue }
        let speaker = speakers.number(of: label.name, in: line)
        opened.append(Labelled(line: index, speaker: speaker, isStrong: label.isStrong))
      }
      let names = speakers.names
      let headerLines = reader.headerLineCount(opened, names)
      (self.names, self.headerLines) = (names, headerLines)
      if headerLines > 0 { opened.removeAll { $0.line < headerLines } }
      reader.leaveOpening(in: &opened, names, from: headerLines)
      isCrowded = Self.speakers(of: opened, names.count) > SourceStructure.mostSpeakers
      if isCrowded { opened = [] }
    }

    /// How many of the names open a turn.
    private static func speakers(of opened: [Labelled], _ names: Int) -> Int {
      guard names > SourceStructure.mostSpeakers else { return names }
      var speaks = [Bool](repeating: false, count: names)
      for opening in opened { speaks[opening.speaker] = true }
      return speaks.count(where: \.self)
    }
  }

  func offset(_ byte: Int) -> Int { walk.offset(byte, in: text, bytes) }

  // MARK: Turns

  /// Leaves, of the labels behind the header, those that open a turn.
  private func leaveOpening(in body: inout [Labelled], _ names: [ExactText], from first: Int) {
    guard !body.isEmpty else { return }
    let count = body.count
    var counts = [Int](repeating: 0, count: names.count)
    var isStrong = [Bool](repeating: false, count: names.count)
    for label in body {
      counts[label.speaker] += 1
      if label.isStrong { isStrong[label.speaker] = true }
    }
    let strong = counts.indices.reduce(0) { isStrong[$1] ? $0 + counts[$1] : $0 }
    let isMostlyStrong = Double(strong) >= 0.8 * Double(count)
    // Asked only where nothing else decides: all lines are looked at for it.
    lazy var isDense = {
      let full = (first..<text.lineCount).reduce(0) { line($1).isBlank ? $0 : $0 + 1 }
      return full >= 2 && Double(count) >= 0.8 * Double(full)
    }()
    let declared = declared
    let counted = names.indices.map { speaker in
      // Of the keys of a header nothing is left to be asked.
      counts[speaker] > 0
        && (declared.contains(names[speaker])
          || !isMostlyStrong
            && (counts[speaker] >= 2 || KnownSpeakers.isKnown(names[speaker].text) || isDense))
    }
    body.removeAll { !$0.isStrong && !counted[$0.speaker] }
  }

  /// Which of the names are interviewers'.
  func isAsker(_ names: [ExactText], askers: Set<ExactText>) -> [Bool] {
    names.map { name in
      askers.contains(name) || interviewers.isEmpty && KnownSpeakers.isInterviewer(name.text)
    }
  }

  private func turns(
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

  // MARK: Times

  /// In the label, or alone on the line above.
  private func time(of label: SpeakerLabel, in number: Int) -> String? {
    if let stamp = label.stamp { return line(number).text(stamp.digits) }
    guard number > 0 else { return nil }
    let above = line(number - 1)
    return above.loneStamp.map { above.text($0.digits) }
  }

  /// Every time in the source: in labels, alone on a line, or in brackets within the speech.
  private func stamps(_ opened: [Labelled], from first: Int) -> [SourceStructure.Stamp] {
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

  // MARK: Paragraphs

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
