/// The speaker's label at the start of a line.
struct SpeakerLabel: Hashable {
  /// The bytes of the name, without blanks around it.
  var name: Range<Int>
  /// A form that nobody writes by chance (`**N:**`, `[P1]`, `N (00:01:02):`): counts even once.
  var isStrong: Bool
  /// Behind the label and the blanks that follow it.
  var end: Int
  var stamp: LineScanner.Stamp?
}

extension LineScanner {
  /// The label with which the line begins, if it begins with one.
  func label() -> SpeakerLabel? {
    guard let first = byte(at: start) else { return nil }
    return plainLabel(first) ?? anyLabel(first)
  }

  /// The label in any of its forms.
  func anyLabel(_ first: UInt8) -> SpeakerLabel? {
    let name = nameRun(from: start)
    if let found = headingLabel(first) ?? boldLabel(first) ?? stampedLabel(name)
      ?? stampEndedLabel() ?? stampBegunLabel(first) ?? bracketedLabel(first)
    {
      return found
    }
    guard let colon = colon(at: name.behind), !name.range.isEmpty, !isAddress(from: colon) else {
      return nil
    }
    return label(name.range, isStrong: false, behind: colon)
  }

  /// Latin letters and digits before a colon, `I:` or `R2:`: most labels of most texts, found in a quarter
  /// of the time.
  ///
  /// No other form begins with a letter and has nothing but its name before a colon.
  private func plainLabel(_ first: UInt8) -> SpeakerLabel? {
    guard isLatinLetter(first) else { return nil }
    var place = start + 1
    let last = min(end, start + Self.longestName)
    while place < last, isLatinLetter(bytes[place]) || (0x30...0x39).contains(bytes[place]) {
      place += 1
    }
    let name = start..<place
    guard byte(at: place) == Ascii.colon, !isAddress(from: place + 1), !isScheme(name) else {
      return nil
    }
    return SpeakerLabel(name: name, isStrong: false, end: skippingBlanks(from: place + 1))
  }

  /// `//` after a colon: `https://…` is no speaker.
  func isAddress(from place: Int) -> Bool {
    byte(at: place) == UInt8(ascii: "/") && byte(at: place + 1) == UInt8(ascii: "/")
  }

  /// A heading: `### N:`.
  private func headingLabel(_ first: UInt8) -> SpeakerLabel? {
    guard first == UInt8(ascii: "#") else { return nil }
    var place = start
    while byte(at: place) == UInt8(ascii: "#"), place - start < 6 { place += 1 }
    let behind = skippingSpaces(from: place)
    guard behind > place else { return nil }
    return namedLabel(from: behind, blanksFrom: place)
  }

  /// Bold: `**N:**`.
  private func boldLabel(_ first: UInt8) -> SpeakerLabel? {
    guard first == UInt8(ascii: "*"), byte(at: start + 1) == first else { return nil }
    return shortestName(from: start + 2) { place in
      var place = skippingSpaces(from: place)
      place = colon(at: place) ?? place
      guard byte(at: place) == UInt8(ascii: "*"), byte(at: place + 1) == UInt8(ascii: "*") else {
        return nil
      }
      place = skippingSpaces(from: place + 2)
      return (colon(at: place) ?? place, nil)
    }
  }

  /// A time in brackets: `N (00:01:02):` or `N [00:01:02]:`.
  private func stampedLabel(_ name: NameRun) -> SpeakerLabel? {
    guard !name.range.isEmpty, let (open, inside) = next(name.behind),
      open == "(" || open == "（" || open == "[", let stamp = stamp(at: inside)
    else { return nil }
    // The stamp's own closing bracket may be the one that this form needs.
    for end in [stamp.end, stamp.digits.upperBound] {
      guard let (close, behind) = next(end), ")）]".unicodeScalars.contains(close) else { continue }
      let place = skippingSpaces(from: behind)
      return label(name.range, isStrong: true, behind: colon(at: place) ?? place, stamp: stamp)
    }
    return nil
  }

  /// `N 00:12` alone on its line.
  private func stampEndedLabel() -> SpeakerLabel? {
    let last = trimmingEnd(start..<end)
    guard last > start, canEndStamp(before: last) else { return nil }
    return shortestName(from: start) { place in
      let behind = skippingSpaces(from: place)
      guard behind > place, let stamp = stamp(at: behind), stamp.end == last else { return nil }
      return (last, stamp)
    }
  }

  /// Whether a digit or a bracket stands there; hardly any line ends so.
  private func canEndStamp(before place: Int) -> Bool {
    let byte = bytes[place - 1]
    if byte < 0x80 { return (0x30...0x39).contains(byte) || Self.closesStamp(byte) }
    var first = place - 1
    while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
    return scalar(at: &first).isDecimalDigit
  }

  /// A time in front: `00:12 N:`.
  private func stampBegunLabel(_ first: UInt8) -> SpeakerLabel? {
    guard
      first >= 0x80 || (0x30...0x39).contains(first) || first == UInt8(ascii: "-")
        || Self.opensStamp(first), let stamp = stamp(at: start)
    else { return nil }
    let behind = skippingBlanks(from: stamp.end)
    guard behind > stamp.end else { return nil }
    return namedLabel(from: behind, blanksFrom: stamp.end, stamp: stamp)
  }

  /// A name in brackets: `[P1]` or `[Speaker 1]`.
  private func bracketedLabel(_ first: UInt8) -> SpeakerLabel? {
    guard first == UInt8(ascii: "[") else { return nil }
    let inside = start + 1
    var letters = inside
    while letters - inside < 4, let byte = byte(at: letters), isLatinLetter(byte) { letters += 1 }
    var candidates = [(from: letters, isNeeded: letters == inside, most: 3)]
    for word in ["Speaker ", "SPEAKER_"] where begins(with: word, at: inside) {
      candidates.append((inside + word.utf8.count, true, Int.max))
    }
    for (from, isNeeded, most) in candidates {
      var place = from
      var count = 0
      while count < most, let (scalar, behind) = next(place), scalar.isDecimalDigit {
        (place, count) = (behind, count + 1)
      }
      guard place > inside, !isNeeded || count > 0, letters > inside,
        byte(at: place) == UInt8(ascii: "]")
      else { continue }
      let behind = skippingSpaces(from: place + 1)
      return label(inside..<place, isStrong: true, behind: colon(at: behind) ?? behind)
    }
    return nil
  }

  private func isLatinLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private func begins(with word: String, at place: Int) -> Bool {
    end - place >= word.utf8.count
      && bytes[place..<place + word.utf8.count].elementsEqual(word.utf8)
  }
}

extension LineScanner {
  private static let longestName = 40

  /// What may be a name, from a place on.
  private struct NameRun {
    /// Without the spaces at its end.
    var range: Range<Int>
    /// Behind those spaces: where a colon or bracket would have to be.
    var behind: Int
  }

  private func nameRun(from first: Int) -> NameRun {
    var place = first
    var last = first
    var count = 0
    while count < Self.longestName, place < end {
      // Most of the scalars that are looked at in a text: one byte, of which this decides at once.
      if bytes[place] < 0x80, bytes[place] != 0x20 {
        guard Self.isOfName(ascii: bytes[place]) else { break }
        place += 1
        count += 1
        last = place
        continue
      }
      guard let (scalar, behind) = next(place), Self.isOfName(scalar) else { break }
      place = behind
      count += 1
      // A name has at least one scalar, be it a space.
      if scalar != " " || count == 1 { last = behind }
    }
    return NameRun(range: first..<last, behind: skippingSpaces(from: place))
  }

  /// A name with its colon, after blanks of which the name may need one.
  private func namedLabel(
    from place: Int,
    blanksFrom blanks: Int,
    stamp: Stamp? = nil
  ) -> SpeakerLabel? {
    if let colon = colon(at: place) {
      // Two blanks before a colon: the second is the name, and nothing is left of it.
      var second = blanks
      guard next(blanks) != nil else { return nil }
      _ = scalar(at: &second)
      guard second < place else { return nil }
      return label(place..<place, isStrong: true, behind: colon, stamp: stamp)
    }
    let name = nameRun(from: place)
    guard !name.range.isEmpty, let colon = colon(at: name.behind) else { return nil }
    return label(name.range, isStrong: true, behind: colon, stamp: stamp)
  }

  /// The shortest name after which `rest` finds what it looks for.
  private func shortestName(
    from first: Int,
    then rest: (Int) -> (behind: Int, stamp: Stamp?)?
  ) -> SpeakerLabel? {
    var place = first
    for _ in 0..<Self.longestName {
      guard let (scalar, behind) = next(place), Self.isOfName(scalar) else { return nil }
      place = behind
      if let (end, stamp) = rest(place) {
        return label(first..<place, isStrong: true, behind: end, stamp: stamp)
      }
    }
    return nil
  }

  private func label(
    _ name: Range<Int>,
    isStrong: Bool,
    behind: Int,
    stamp: Stamp? = nil
  ) -> SpeakerLabel? {
    let name = trimmed(name)
    guard !isNoName(name) else { return nil }
    return SpeakerLabel(
      name: name,
      isStrong: isStrong,
      end: skippingBlanks(from: behind),
      stamp: stamp
    )
  }

  /// Numbers, addresses, emphasis and half sentences are not names.
  private func isNoName(_ name: Range<Int>) -> Bool {
    guard let (first, _) = next(name.lowerBound), !name.isEmpty else { return false }
    if first == "_" { return true }
    var words = 0
    var isInWord = false
    var isNumber = true
    var place = name.lowerBound
    while place < name.upperBound {
      let scalar = scalar(at: &place)
      if scalar.isBlank {
        isInWord = false
      } else if !isInWord {
        isInWord = true
        words += 1
      }
      switch scalar {
      case " ", ".", "#", "-": break
      default: if !scalar.isDecimalDigit { isNumber = false }
      }
    }
    return isNumber || words > 5 || isScheme(name)
  }

  /// `http` or `https`, before the colon of an address.
  private func isScheme(_ name: Range<Int>) -> Bool {
    (4...5).contains(name.count)
      && ("http".utf8.elementsEqual(bytes[name]) || "https".utf8.elementsEqual(bytes[name]))
  }

  private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return isOfName(ascii: UInt8(truncatingIfNeeded: scalar.value)) }
    switch scalar {
    case "：", "，", "。", "！", "？", "；", "、", "（", "）", "“", "”": return false
    default: return true
    }
  }

  @inline(__always)
  private static func isOfName(ascii byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"), 0x0A, UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "|"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""):
      false
    default: true
    }
  }
}
