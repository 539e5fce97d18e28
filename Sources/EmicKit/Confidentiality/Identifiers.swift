/// What points at a person by itself: e-mail addresses, phone numbers, identity numbers, WeChat ids.
///
///     Identifiers.hits(in: "写给 li.na@example.org，微信：lina_2018")     e-mail, WeChat id
///
/// Found by their form alone; full-width signs count as plain ones.
public enum Identifiers {
  public enum Kind: String, CaseIterable, Sendable {
    case email = "e-mail"
    case phone
    /// Of eighteen digits, with a date of birth.
    case identityNumber = "id-number"
    case wechat
  }

  public struct Hit: Hashable, Sendable {
    /// In the scalars of the text.
    public let span: Span
    public let kind: Kind

    public init(span: Span, kind: Kind) {
      self.span = span
      self.kind = kind
    }
  }

  /// Where they stand, in the order of the text; they do not overlap.
  public static func hits(in text: String) -> [Hit] { hits(in: Array(text.unicodeScalars)) }

  static func hits(in text: [Unicode.Scalar]) -> [Hit] {
    let plain = text.map { Folding.fold($0).flatMap { $0.isASCII ? UInt8($0.value) : nil } ?? 0 }
    var finder = IdentifierFinder(text: text, plain: plain)
    return finder.hits()
  }
}

private struct IdentifierFinder {
  let text: [Unicode.Scalar]
  /// Lower-case ASCII; 0 for everything else.
  let plain: [UInt8]

  mutating func hits() -> [Identifiers.Hit] {
    var hits: [Identifiers.Hit] = []
    var place = 0
    while place < plain.count {
      let byte = plain[place]
      var found: Identifiers.Hit?
      if byte == UInt8(ascii: "@") {
        found = email(around: place)
      } else if byte.isDigit || byte == UInt8(ascii: "+"), isFree(before: place) {
        found = number(at: place)
      } else if text[place] == "微" || byte == UInt8(ascii: "w") || byte == UInt8(ascii: "v") {
        found = wechat(at: place)
      }
      if let found {
        while let last = hits.last, last.span.overlaps(found.span) { hits.removeLast() }
        hits.append(found)
        place = max(place + 1, found.span.end)
      } else if byte.isDigit {
        // The rest of a number is no number of its own.
        while place < plain.count, plain[place].isDigit { place += 1 }
      } else {
        place += 1
      }
    }
    return hits
  }

  private func isFree(before place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = plain[place - 1]
    return !before.isDigit && !before.isLetter && before != UInt8(ascii: "-")
      && before != UInt8(ascii: ".") && before != UInt8(ascii: "_") && before != UInt8(ascii: "+")
  }

  private func isFree(at place: Int) -> Bool {
    guard place < plain.count else { return true }
    if plain[place] == UInt8(ascii: "-"), place + 1 < plain.count {
      return !plain[place + 1].isDigit && !plain[place + 1].isLetter
    }
    return !plain[place].isDigit && !plain[place].isLetter
  }

  // MARK: E-mail

  private func email(around sign: Int) -> Identifiers.Hit? {
    var start = sign
    while start > 0, plain[start - 1].isOfLocalPart { start -= 1 }
    var end = sign + 1
    while end < plain.count, plain[end].isOfDomain { end += 1 }
    while end > sign + 1, !plain[end - 1].isLetter { end -= 1 }
    guard start < sign, let dot = plain[(sign + 1)..<end].lastIndex(of: UInt8(ascii: ".")),
      end - dot > 2, dot > sign + 1, plain[(dot + 1)..<end].allSatisfy(\.isLetter)
    else { return nil }
    return Identifiers.Hit(span: Span(start..<end), kind: .email)
  }

  // MARK: Numbers

  private func number(at start: Int) -> Identifiers.Hit? {
    if let end = identityNumber(at: start) ?? partedIdentityNumber(at: start) {
      return Identifiers.Hit(span: Span(start..<end), kind: .identityNumber)
    }
    if let end = phone(at: start) {
      return Identifiers.Hit(span: Span(start..<end), kind: .phone)
    }
    return nil
  }

  private func identityNumber(at start: Int) -> Int? {
    let end = start + 18
    guard end <= plain.count, isFree(at: end) else { return nil }
    let digits = plain[start..<end]
    guard digits.dropLast().allSatisfy(\.isDigit),
      plain[end - 1].isDigit || plain[end - 1] == UInt8(ascii: "x")
    else { return nil }
    func number(_ from: Int, _ count: Int) -> Int {
      plain[(start + from)..<(start + from + count)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    let isDate =
      (1900...2099).contains(number(6, 4)) && (1...12).contains(number(10, 2))
      && (1...31).contains(number(12, 2))
    return isDate ? end : nil
  }

  /// As it is read out: `110105 19491231 002X`.
  private func partedIdentityNumber(at start: Int) -> Int? {
    var number: [UInt8] = []
    var place = start
    for count in [6, 8, 4] {
      guard place + count <= plain.count else { return nil }
      number += plain[place..<(place + count)]
      place += count
      let isParted = place < plain.count && (plain[place] == 0x20 || plain[place] == 0x2D)
      if number.count < 18, isParted { place += 1 }
    }
    guard isFree(at: place) else { return nil }
    let whole = IdentifierFinder(text: number.map { Unicode.Scalar($0) }, plain: number)
    return whole.identityNumber(at: 0) == nil ? nil : place
  }

  /// Digits in groups, parted by single blanks, hyphens or brackets: `(010) 62771234`.
  private func phone(at start: Int) -> Int? {
    var groups: [Int] = []
    var digits: [UInt8] = []
    var place = start
    let isInternational = plain[place] == UInt8(ascii: "+")
    if isInternational { place += 1 }
    var end = place
    while place < plain.count, groups.count < 6 {
      let from = place
      while place < plain.count, plain[place].isDigit {
        digits.append(plain[place])
        place += 1
      }
      guard place > from else { break }
      groups.append(place - from)
      end = place
      guard place < plain.count, " -()".utf8.contains(plain[place]) else { break }
      let isBracket = plain[place] == UInt8(ascii: ")")
      place += 1
      if place < plain.count,
        isBracket ? " -".utf8.contains(plain[place]) : plain[place] == UInt8(ascii: "(")
      {
        place += 1
      }
    }
    guard isFree(at: end) else { return nil }
    if isInternational { return (8...15).contains(digits.count) ? end : nil }
    var own = digits[...]
    if own.count == 13, own.starts(with: Array("86".utf8)) { own = own.dropFirst(2) }
    let isMobile =
      own.count == 11 && own.first == UInt8(ascii: "1")
      && own.dropFirst().first.map { $0 >= UInt8(ascii: "3") } == true
      && [[11], [3, 4, 4], [2, 11], [2, 3, 4, 4], [13]].contains(groups)
    let local = groups.dropFirst().reduce(0, +)
    let isLandline =
      digits.first == UInt8(ascii: "0") && (2...3).contains(groups.count)
      && (3...4).contains(groups[0]) && (7...8).contains(local)
    return isMobile || isLandline ? end : nil
  }

  // MARK: WeChat

  private static let words = ["微信", "wechat", "weixin", "wx", "vx"].map { Array($0.unicodeScalars) }

  /// The program's own id of an account that has chosen none: `wxid_abc123def`.
  private func ownWechat(at start: Int) -> Identifiers.Hit? {
    let mark = Array("wxid_".utf8)
    guard plain[start...].starts(with: mark), start == 0 || !plain[start - 1].isLetter else {
      return nil
    }
    let end =
      plain[(start + mark.count)...].firstIndex { !$0.isLetter && !$0.isDigit } ?? plain.count
    guard end - start - mark.count >= 6 else { return nil }
    return Identifiers.Hit(span: Span(start..<end), kind: .wechat)
  }

  private func wechat(at start: Int) -> Identifiers.Hit? {
    if let own = ownWechat(at: start) { return own }
    for word in Self.words {
      guard start + word.count <= text.count,
        zip(word, start..<start + word.count).allSatisfy({ scalar, place in
          scalar.isASCII ? plain[place] == UInt8(scalar.value) : text[place] == scalar
        }),
        !word[0].isASCII || start == 0 || !plain[start - 1].isLetter
      else { continue }
      var place = start + word.count
      // 号, id, is, 是, a colon and blanks.
      while place < text.count {
        if plain[place] == UInt8(ascii: "i"), place + 1 < text.count,
          plain[place + 1] == UInt8(ascii: "d") || plain[place + 1] == UInt8(ascii: "s"),
          place + 2 < text.count, !plain[place + 2].isLetter
        {
          place += 2
        } else if text[place] == "号" || text[place] == "是" || plain[place] == UInt8(ascii: ":")
          || plain[place] == 0x20
        {
          place += 1
        } else {
          break
        }
      }
      guard place > start + word.count, place < text.count, plain[place].isLetter else {
        return nil
      }
      let from = place
      while place < text.count,
        plain[place].isLetter || plain[place].isDigit || plain[place] == UInt8(ascii: "_")
          || plain[place] == UInt8(ascii: "-")
      { place += 1 }
      guard (6...20).contains(place - from),
        // A word of prose is no id.
        plain[from..<place].contains(where: { !$0.isLetter }) || text[..<from].last != " "
      else { return nil }
      return Identifiers.Hit(span: Span(from..<place), kind: .wechat)
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self) }
  fileprivate var isOfLocalPart: Bool {
    isDigit || isLetter || ".!#$%&*+/=?^_`{|}~-".utf8.contains(self)
  }
  fileprivate var isOfDomain: Bool {
    isDigit || isLetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }
}
