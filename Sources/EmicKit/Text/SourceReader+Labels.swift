/// The lines of a source that bear a label, and which of them open a turn.
extension SourceReader {
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
}
