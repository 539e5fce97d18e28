import CPlatform

/// What may tell who somebody is, found by its form: e-mail addresses, telephone and id numbers,
/// WeChat ids.
///
/// It is pointed out by line and never printed. What has no form, such as a street or a name within
/// the speech, is not found.
package enum PersonalDetails {
  package enum Kind: String, CaseIterable, Sendable {
    case email = "e-mail-address"
    case phone = "telephone-number"
    case identityNumber = "id-number"
    case weChat = "wechat-id"

    /// `an e-mail address`.
    package var words: String {
      switch self {
      case .email: "an e-mail address"
      case .phone: "a telephone number"
      case .identityNumber: "an 18-digit id number"
      case .weChat: "a WeChat id"
      }
    }
  }

  package struct Place: Hashable, Sendable {
    package var kind: Kind
    /// From 1.
    package var line: Int
  }

  /// - Parameter text: canonical UTF-8.
  /// - Returns: one entry for each line and kind, in the order of the lines.
  package static func places(in text: [UInt8]) -> [Place] {
    var places: [Place] = []
    text.withUnsafeBufferPointer { bytes in
      var signs = DetailSigns()
      var start = 0
      var line = 1
      while start < bytes.count {
        let end = UTF8Bytes.firstPlace(of: 0x0A, in: bytes, from: start) ?? bytes.count
        if signs.stand(in: start..<end, of: bytes) {
          let scan = DetailScan(bytes: UnsafeBufferPointer(rebasing: bytes[start..<end]))
          for kind in scan.kinds { places.append(Place(kind: kind, line: line)) }
        }
        line += 1
        start = end + 1
      }
    }
    return places
  }
}

/// What a line must hold to be worth a closer look: hardly any line does, and a text may have
/// millions.
private struct DetailSigns {
  /// Where the next of each stands, at or behind the line in hand.
  private var next: [(sign: [UInt8], place: Int)] =
    ([Array("@".utf8), DetailScan.weChatStart] + DetailScan.words).map { ($0, -1) }
  /// No number of a person has fewer digits.
  private static let fewestDigits = 8

  /// - Parameters:
  ///   - line: in the text; each is behind the one before.
  ///   - bytes: the text.
  /// - Returns: `false` where nothing can be found in the line.
  mutating func stand(in line: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var found = false
    for index in next.indices {
      if next[index].place < line.lowerBound {
        next[index].place =
          Self.place(of: next[index].sign, from: line.lowerBound, in: bytes) ?? Int.max
      }
      if next[index].place < line.upperBound { found = true }
    }
    return found || Self.hasDigits(bytes[line])
  }

  private static func place(
    of sign: [UInt8],
    from start: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = platform_find(base + start, bytes.count - start, sign, sign.count)
    else { return nil }
    return found - base
  }

  private static func hasDigits(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard line.count >= fewestDigits else { return false }
    var count = 0
    for byte in line where byte &- 0x30 < 10 { count += 1 }
    return count >= fewestDigits
  }
}

/// One line, looked through byte by byte.
private struct DetailScan {
  let bytes: UnsafeBufferPointer<UInt8>

  var kinds: [PersonalDetails.Kind] {
    var kinds: [PersonalDetails.Kind] = []
    if hasEmail { kinds.append(.email) }
    let numbers = numbers
    if numbers.contains(where: \.isPhone) { kinds.append(.phone) }
    if numbers.contains(where: \.isIdentityNumber) { kinds.append(.identityNumber) }
    if hasWeChat { kinds.append(.weChat) }
    return kinds
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  // MARK: Addresses

  private var hasEmail: Bool {
    var place = 0
    while let at = UTF8Bytes.firstPlace(of: UInt8(ascii: "@"), in: bytes, from: place) {
      if at > 0, isWord(bytes[at - 1]) || "._-+".utf8.contains(bytes[at - 1]),
        isDomain(from: at + 1)
      {
        return true
      }
      place = at + 1
    }
    return false
  }

  /// `example.org`: words, a dot, two letters at least.
  private func isDomain(from start: Int) -> Bool {
    var place = start
    var letters = 0
    var hasDot = false
    while place < bytes.count, place - start < 255 {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") {
        if place == start { return false }
        if hasDot, letters >= 2 { return true }
        hasDot = true
        letters = 0
      } else if isWord(byte) || byte == UInt8(ascii: "-") {
        letters += 1
      } else {
        break
      }
      place += 1
    }
    return hasDot && letters >= 2
  }

  // MARK: Numbers

  /// Digits with what people put between them.
  private struct Number {
    var digits: [UInt8]
    var hasPlus: Bool
    /// Blanks, hyphens, brackets.
    var groups: [Int]
    var endsInX: Bool

    var isIdentityNumber: Bool {
      groups.count == 1 && (digits.count == 18 || digits.count == 17 && endsInX)
    }

    var isPhone: Bool {
      guard !isIdentityNumber else { return false }
      if hasPlus { return (8...15).contains(digits.count) }
      let isMobile = digits.count == 11 && digits[0] == 0x31 && (0x33...0x39).contains(digits[1])
      if isMobile { return true }
      if groups.count == 1 { return digits[0] == 0x30 && (10...12).contains(digits.count) }
      // 2018-03-14 and 1999-2004 are no telephone numbers.
      return (9...15).contains(digits.count) && groups.allSatisfy { $0 >= 2 }
        && groups.count <= 5
    }
  }

  private var numbers: [Number] {
    var numbers: [Number] = []
    var place = 0
    while place < bytes.count {
      guard isDigit(place) else {
        place += 1
        continue
      }
      let before = place > 0 ? bytes[place - 1] : 0
      let (number, end) = number(from: place)
      // Part of a word, a time, a decimal or an address.
      let isWithin = isWord(before) || [UInt8(ascii: ":"), UInt8(ascii: ".")].contains(before)
      let behind = end < bytes.count ? bytes[end] : 0
      let goesOn = behind == UInt8(ascii: ":") || (isWord(behind) && !number.endsInX)
      if !isWithin, !goesOn, number.digits.count >= 8 { numbers.append(number) }
      place = max(end, place + 1)
    }
    return numbers
  }

  private func isDigit(_ place: Int) -> Bool {
    place < bytes.count && (0x30...0x39).contains(bytes[place])
  }

  private func number(from start: Int) -> (Number, Int) {
    var number = Number(digits: [], hasPlus: false, groups: [0], endsInX: false)
    number.hasPlus = start > 0 && bytes[start - 1] == UInt8(ascii: "+")
    var place = start
    while place < bytes.count, number.digits.count <= 24 {
      if isDigit(place) {
        number.digits.append(bytes[place])
        number.groups[number.groups.count - 1] += 1
        place += 1
        continue
      }
      // One or two of these, and then digits again.
      var behind = place
      while behind < bytes.count, behind - place < 2, " -()".utf8.contains(bytes[behind]) {
        behind += 1
      }
      guard behind > place, isDigit(behind) else { break }
      number.groups.append(0)
      place = behind
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "x"), number.digits.count == 17 {
      number.endsInX = true
      place += 1
    }
    return (number, place)
  }

  // MARK: WeChat

  fileprivate static let words = ["微信", "WeChat", "wechat", "Wechat", "weixin", "Weixin"].map {
    Array($0.utf8)
  }
  fileprivate static let weChatStart = Array("wxid_".utf8)
  private static let between = ["号", "：", "是", "ID", "id", "Id", ":", " ", "=", "为"].map {
    Array($0.utf8)
  }

  private var hasWeChat: Bool {
    if has(Self.weChatStart) != nil { return true }
    for word in Self.words {
      var from = 0
      while let found = has(word, from: from) {
        if isWeChatName(from: found + word.count) { return true }
        from = found + word.count
      }
    }
    return false
  }

  private func has(_ word: [UInt8], from start: Int = 0) -> Int? {
    var place = start
    while let first = UTF8Bytes.firstPlace(of: word[0], in: bytes, from: place) {
      if first + word.count <= bytes.count, bytes[first..<first + word.count].elementsEqual(word) {
        return first
      }
      place = first + 1
    }
    return nil
  }

  private func isWeChatName(from start: Int) -> Bool {
    var place = start
    var isMarked = false
    while let mark = Self.between.first(where: { mark in
      place + mark.count <= bytes.count && bytes[place..<place + mark.count].elementsEqual(mark)
    }) {
      if mark != [0x20] { isMarked = true }
      place += mark.count
    }
    let first = place
    while place < bytes.count, isWord(bytes[place]) || "_-".utf8.contains(bytes[place]) {
      place += 1
    }
    guard isMarked, (6...20).contains(place - first) else { return false }
    return !(0x30...0x39).contains(bytes[first])
  }
}
