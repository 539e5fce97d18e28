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
  init(_ captions: [Caption], of what: String) throws(ImportProblem) {
    let labels = Self.repeatedLabels(captions)
    var lines = ImportedLines()
    var empty = 0
    for caption in captions {
      let words = ImportedLines.oneLine(caption.words)
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
      if let (name, _) = label(of: ImportedLines.oneLine(caption.words)) {
        counts[name, default: 0] += 1
      }
    }
    return Set(counts.filter { $0.value > 1 }.keys)
  }

  private static func label(of words: String) -> (name: String, rest: String)? {
    let scalars = words.unicodeScalars
    var place = scalars.startIndex
    for _ in 0...40 {
      guard place < scalars.endIndex else { return nil }
      let next = scalars.index(after: place)
      if scalars[place] == ":", next < scalars.endIndex, scalars[next] == " ",
        place > scalars.startIndex
      {
        return (String(scalars[..<place]), String(scalars[scalars.index(after: next)...]))
      }
      place = next
    }
    return nil
  }
}

/// What captions of all kinds are made of.
enum CaptionSyntax {
  /// Milliseconds of `01:02:03.250`, `02:03.250` or `01:02:03,250`; hours may be missing.
  static func time(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    let seconds = last.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "." || $0 == ","
    }
    guard let whole = number(seconds[0]), whole < 60 else { return nil }
    var total = whole
    var unit = 60
    for part in parts.dropLast().reversed() {
      guard let value = number(part), unit == 3600 || value < 60 || parts.count == 2 else {
        return nil
      }
      total += value * unit
      unit *= 60
    }
    guard seconds.count == 2 else { return total * 1000 }
    let digits = seconds[1].prefix(3)
    guard let fraction = number(digits) else { return nil }
    let scale = [1: 100, 2: 10, 3: 1][digits.count] ?? 1
    return total * 1000 + fraction * scale
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// `00:01.000 --> 00:02.000`, whatever follows.
  static func timing(_ line: some StringProtocol) -> (from: Int, to: Int)? {
    guard let arrow = line.ranges(of: "-->").first else { return nil }
    let before = String(line[..<arrow.lowerBound]).trimmingBlanks()
    let after = String(line[arrow.upperBound...]).trimmingBlanks().prefix {
      $0 != " " && $0 != "\t"
    }
    guard let from = time(before), let to = time(after) else { return nil }
    return (from, to)
  }

  /// The words of a line without its markup in angle brackets; each tag is told without its brackets.
  static func withoutTags(_ line: String, tag: (Substring) -> Void = { _ in }) -> String {
    guard line.contains("<") else { return line }
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
