/// One caption: who said what, from when to when.
struct Caption: Hashable {
  /// `nil` where the caption itself does not say.
  var speaker: String?
  var words: String
  /// In milliseconds.
  var from: Int
  var to: Int?
}

extension Imported {
  /// The canonical text of captions: a line each, `Speaker: words` where a speaker is known.
  ///
  /// Captions without words are left out.
  ///
  /// - Throws: when no caption has words.
  init(_ captions: consuming [Caption], of what: String) throws(ImportProblem) {
    for index in captions.indices {
      captions[index].words = ImportedLines.oneLine(captions[index].words)
    }
    let labels = Self.repeatedLabels(captions)
    var lines = ImportedLines()
    lines.reserveTimes(captions.count)
    var empty = 0
    for caption in captions {
      let words = caption.words
      guard !words.isEmpty else {
        empty += 1
        continue
      }
      if caption.speaker == nil, let (name, rest) = Self.label(of: words), labels.contains(name) {
        // The words stay as they are; only their time begins behind the label.
        lines.add(speaker: name, rest, from: caption.from, to: caption.to)
      } else {
        lines.add(speaker: caption.speaker, words, from: caption.from, to: caption.to)
      }
    }
    guard !lines.bytes.isEmpty else { throw .empty("this \(what) has no words") }
    self.init([lines.text])
    leaveOut("captions without words", empty)
  }

  /// Zoom and others write `Name: words` into the caption: up to the first `: `, at most 40 scalars,
  /// and more than once.
  private static func repeatedLabels(_ captions: [Caption]) -> Set<String> {
    var counts: [String: Int] = [:]
    for caption in captions where caption.speaker == nil {
      if let (name, _) = label(of: caption.words) {
        counts[name, default: 0] += 1
      }
    }
    return Set(counts.filter { $0.value > 1 }.keys)
  }

  private static func label(of words: String) -> (name: String, rest: String)? {
    var words = words
    return words.withUTF8 { bytes in
      var (place, scalars) = (0, 0)
      while place + 1 < bytes.count {
        if place > 0, bytes[place] == Ascii.colon, bytes[place + 1] == 0x20 {
          return (
            String(decoding: bytes[..<place], as: UTF8.self),
            String(decoding: bytes[(place + 2)...], as: UTF8.self)
          )
        }
        if bytes[place] & 0xC0 != 0x80 { scalars += 1 }
        guard scalars <= 40 || bytes[place + 1] & 0xC0 == 0x80 else { return nil }
        place += 1
      }
      return nil
    }
  }
}

/// What captions of all kinds are made of.
enum CaptionSyntax {
  /// Milliseconds of `01:02:03.250`, `02:03.250` or `01:02:03,250`; hours may be missing.
  static func time(_ text: some StringProtocol) -> Int? {
    var text = String(text)
    return text.withUTF8 { time(in: $0, 0..<$0.count) }
  }

  /// The same of bytes: captions have two times each, and a recording of days has millions.
  static func time(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var (hours, minutes, seconds, count) = (0, 0, 0, 0)
    var place = range.lowerBound
    while true {
      guard count < 3, let number = number(in: bytes, at: &place, of: range) else { return nil }
      (hours, minutes, seconds, count) = (minutes, seconds, number, count + 1)
      guard place < range.upperBound, bytes[place] == Ascii.colon else { break }
      place += 1
    }
    // Without hours there may be more minutes than an hour has.
    guard count >= 2, seconds < 60, count == 2 || minutes < 60 else { return nil }
    let whole = ((hours * 60 + minutes) * 60 + seconds) * 1000
    guard place < range.upperBound else { return whole }
    let isFraction = bytes[place] == UInt8(ascii: ".") || bytes[place] == Ascii.comma
    guard isFraction, !bytes[place..<range.upperBound].contains(Ascii.colon) else { return nil }
    let first = place + 1
    place = first
    let end = min(first + 3, range.upperBound)
    guard let fraction = number(in: bytes, at: &place, of: first..<end), place == end else {
      return nil
    }
    return whole + fraction * (end - first == 1 ? 100 : end - first == 2 ? 10 : 1)
  }

  /// Up to six digits; moves behind them.
  private static func number(
    in bytes: UnsafeBufferPointer<UInt8>,
    at place: inout Int,
    of range: Range<Int>
  ) -> Int? {
    let first = place
    var number = 0
    while place < range.upperBound, (0x30...0x39).contains(bytes[place]) {
      guard place - first < 6 else { return nil }
      number = number * 10 + Int(bytes[place] - Ascii.zero)
      place += 1
    }
    return place > first ? number : nil
  }

  /// `00:01.000 --> 00:02.000`, whatever follows.
  static func timing(_ line: LineScanner) -> (from: Int, to: Int)? {
    guard let arrow = line.place(of: arrow) else { return nil }
    let before = line.trimmed(line.start..<arrow)
    let behind = line.trimmed(arrow + Self.arrow.count..<line.end)
    let after = line.bytes[behind].firstIndex { $0 == 0x20 || $0 == 0x09 } ?? behind.upperBound
    guard let from = time(in: line.bytes, before),
      let to = time(in: line.bytes, behind.lowerBound..<after)
    else { return nil }
    return (from, to)
  }

  private static let arrow = Array("-->".utf8)

  /// The words of a line without its markup in angle brackets; each tag is told without its brackets.
  static func withoutTags(_ line: String, tag: (Substring) -> Void = { _ in }) -> String {
    guard line.utf8.contains(UInt8(ascii: "<")) else { return line }
    var result = ""
    var rest = Substring(line)
    while let open = rest.firstIndex(of: "<") {
      result += rest[..<open]
      let behind = rest.index(after: open)
      guard let close = rest[behind...].firstIndex(of: ">"), isTag(rest[behind..<close]) else {
        result += "<"
        rest = rest[behind...]
        continue
      }
      tag(rest[behind..<close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  // `a < b and c > d` is no tag.
  private static func isTag(_ inside: Substring) -> Bool {
    guard let first = inside.first else { return false }
    return first == "/" || first.isLetter || first.isNumber
  }
}
