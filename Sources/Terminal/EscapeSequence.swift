import EmicTUI

/// What the bytes after ESC mean, by the rules that xterm and its many relatives follow.
enum EscapeSequence {
  case key(Key, Int)
  case mouse(Mouse, Int)
  case pasteBegins(Int)
  /// What the terminal says of itself.
  case answer(TerminalAnswer, Int)
  /// Complete, or broken at a byte that cannot belong to it: to be dropped.
  case unknown(Int)
  case incomplete

  private static let longest = 256
  private static let longestString = 1 << 16

  /// `ESC [` parameters letter.
  static func control(_ bytes: ArraySlice<UInt8>) -> EscapeSequence {
    let start = bytes.startIndex
    guard let third = bytes.dropFirst(2).first else { return .incomplete }
    if third == UInt8(ascii: "[") { return linuxFunctionKey(bytes) }
    if third == UInt8(ascii: "M") { return oldMouse(bytes) }
    var end = start + 2
    while end < bytes.endIndex, (0x20...0x3F).contains(bytes[end]) {
      // rxvt ends the sequences of its shifted keys with what is elsewhere an intermediate byte.
      if bytes[end] == UInt8(ascii: "$"), bytes[(start + 2)..<end].allSatisfy(isDigit) { break }
      end += 1
    }
    let length = end - start
    guard length < longest else { return .unknown(length) }
    guard end < bytes.endIndex else { return .incomplete }
    let final = bytes[end]
    guard final == UInt8(ascii: "$") || (0x40...0x7E).contains(final) else {
      return .unknown(length)
    }
    let body = bytes[(start + 2)..<end]
    if body.first == UInt8(ascii: "<") { return mouse(body.dropFirst(), final, length + 1) }
    guard let parameters = Parameters(body) else { return .unknown(length + 1) }
    if final == UInt8(ascii: "~"), parameters[0] == 200 { return .pasteBegins(length + 1) }
    // With 1 as its first number it is F3 with Shift or Control.
    if final == UInt8(ascii: "R"), parameters[0] > 1, parameters[1] > 0 {
      return .answer(.cursor(x: parameters[1] - 1, y: parameters[0] - 1), length + 1)
    }
    guard let key = key(parameters, final: final) else { return .unknown(length + 1) }
    return .key(key, length + 1)
  }

  /// `ESC O` letter, from keypads and cursor keys in application mode.
  static func singleShift(_ bytes: ArraySlice<UInt8>) -> EscapeSequence {
    let digits = bytes.dropFirst(2).prefix(while: isDigit)
    let length = 2 + digits.count
    guard length < 8 else { return .unknown(length) }
    guard let final = bytes.dropFirst(length).first else { return .incomplete }
    guard (0x40...0x7E).contains(final) else { return .unknown(length) }
    var modifiers = Key.Modifiers(parameter: Parameters(digits)?[0] ?? 0)
    switch final {
    case UInt8(ascii: "a")...UInt8(ascii: "d"): modifiers.insert(.control)
    default: break
    }
    let letter = (0x61...0x64).contains(final) ? final - 0x20 : final
    guard let code = cursorKey(letter) ?? keypadKey(letter) else { return .unknown(length + 1) }
    return .key(Key(code, modifiers), length + 1)
  }

  /// `ESC ]` … BEL or ST, and its relatives: an answer of the terminal.
  static func string(_ bytes: ArraySlice<UInt8>) -> EscapeSequence {
    var place = bytes.startIndex + 2
    while place < bytes.endIndex, place - bytes.startIndex < longestString {
      if bytes[place] == 0x07 { return answer(bytes, upTo: place, place + 1 - bytes.startIndex) }
      if bytes[place] == 0x1B {
        guard place + 1 < bytes.endIndex else { return .incomplete }
        let ends = bytes[place + 1] == UInt8(ascii: "\\")
        return ends
          ? answer(bytes, upTo: place, place - bytes.startIndex + 2)
          : .unknown(place - bytes.startIndex)
      }
      place += 1
    }
    return place < bytes.endIndex ? .unknown(place - bytes.startIndex) : .incomplete
  }

  private static func answer(
    _ bytes: ArraySlice<UInt8>,
    upTo end: Int,
    _ length: Int
  ) -> EscapeSequence {
    guard bytes[bytes.startIndex + 1] == UInt8(ascii: "]"),
      let answer = TerminalAnswer(string: bytes[bytes.startIndex + 2..<end])
    else { return .unknown(length) }
    return .answer(answer, length)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  // The Linux console sends `ESC [ [ A` for F1.
  private static func linuxFunctionKey(_ bytes: ArraySlice<UInt8>) -> EscapeSequence {
    guard let letter = bytes.dropFirst(3).first else { return .incomplete }
    guard letter >= 0x20 else { return .unknown(3) }
    let number = Int(letter) - 0x40
    return (1...5).contains(number) ? .key(Key(.function(number)), 4) : .unknown(4)
  }

  // MARK: Keys

  private static func key(_ parameters: Parameters, final: UInt8) -> Key? {
    let modifiers = Key.Modifiers(parameter: parameters[1])
    // A release, where a terminal reports those.
    if parameters.eventType == 3 { return nil }
    switch final {
    case UInt8(ascii: "~"):
      if parameters[0] == 27 { return typed(parameters[2], modifiers) }
      return numberedKey(parameters[0]).map { Key($0, modifiers) }
    case UInt8(ascii: "u"): return typed(parameters[0], modifiers, shifted: parameters.shiftedForm)
    case UInt8(ascii: "Z"): return Key(.tab, modifiers.union(.shift))
    case UInt8(ascii: "^"): return numberedKey(parameters[0]).map { Key($0, .control) }
    case UInt8(ascii: "$"): return numberedKey(parameters[0]).map { Key($0, .shift) }
    case UInt8(ascii: "@"): return numberedKey(parameters[0]).map { Key($0, [.shift, .control]) }
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      return cursorKey(final - 0x20).map { Key($0, .shift) }
    default:
      // Another first number makes it a report, such as the place of the cursor.
      guard parameters[0] <= 1 else { return nil }
      return cursorKey(final).map { Key($0, modifiers) }
    }
  }

  private static func cursorKey(_ letter: UInt8) -> Key.Code? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter) - 0x4F)
    default: nil
    }
  }

  private static func keypadKey(_ letter: UInt8) -> Key.Code? {
    switch letter {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "I"): .tab
    case UInt8(ascii: "X"): .character("=")
    // The keypad's characters lie 0x40 above their ASCII place: `j` is `*`, `y` is `9`.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Character(UnicodeScalar(letter - 0x40)))
    default: nil
    }
  }

  private static func numberedKey(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// A key by its character's number, as `modifyOtherKeys` and `CSI u` send it.
  private static func typed(_ number: Int, _ modifiers: Key.Modifiers, shifted: Int = 0) -> Key? {
    if number < 0x20 || number == 0x7F {
      guard [8, 9, 13, 27, 127].contains(number) else { return nil }
      var key = KeyDecoder.controlKey(UInt8(number))
      key.modifiers = modifiers
      return key
    }
    // Kitty numbers its other keys in a private area.
    guard !(0x80...0x9F).contains(number), !(0xE000...0xF8FF).contains(number),
      let scalar = Unicode.Scalar(UInt32(shifted > 0 ? shifted : number))
    else { return nil }
    var character = Character(scalar)
    if modifiers.contains(.shift), shifted == 0, let upper = String(character).uppercased().first {
      character = upper
    }
    return Key(.character(character), modifiers.subtracting(.shift))
  }

  // MARK: Mouse

  // `ESC [ M` and three bytes, from terminals older than SGR reports, which are never asked for.
  private static func oldMouse(_ bytes: ArraySlice<UInt8>) -> EscapeSequence {
    let report = bytes.dropFirst(3).prefix(3).prefix { $0 >= 0x20 }
    if report.count < 3, bytes.count == 3 + report.count { return .incomplete }
    return .unknown(3 + report.count)
  }

  private static func mouse(_ body: ArraySlice<UInt8>, _ final: UInt8, _ length: Int)
    -> EscapeSequence
  {
    let isRelease = final == UInt8(ascii: "m")
    guard isRelease || final == UInt8(ascii: "M"), let numbers = Parameters(body),
      numbers[1] >= 1, numbers[2] >= 1, let kind = mouseKind(numbers[0], isRelease: isRelease)
    else { return .unknown(length) }
    return .mouse(Mouse(kind, x: numbers[1] - 1, y: numbers[2] - 1), length)
  }

  private static func mouseKind(_ number: Int, isRelease: Bool) -> Mouse.Kind? {
    // Shift, Alt and Control add 4, 8 and 16.
    switch number & ~0x1C {
    case 0: isRelease ? .release : .press
    case 32: .drag
    case 64: .wheelUp
    case 65: .wheelDown
    default: nil
    }
  }
}

/// The numbers of a sequence: `1;5` or, with sub-parameters, `97:65;2:1`.
private struct Parameters {
  // In place, not in arrays: every arrow key is such a sequence.
  private var numbers = (0, 0, 0)
  /// The second number of the first group, 0 where there is none.
  private(set) var shiftedForm = 0
  /// The second number of the second group: pressed, repeated, released.
  private(set) var eventType = 1

  init?(_ bytes: ArraySlice<UInt8>) {
    var (group, place, number) = (0, 0, 0)
    for byte in bytes {
      switch byte {
      case 0x30...0x39: number = min(number * 10 + Int(byte - 0x30), 0xFFFFFF)
      case UInt8(ascii: ";"):
        take(number, group, place)
        (group, place, number) = (group + 1, 0, 0)
      case UInt8(ascii: ":"):
        take(number, group, place)
        (place, number) = (place + 1, 0)
      default: return nil
      }
    }
    take(number, group, place)
  }

  private mutating func take(_ number: Int, _ group: Int, _ place: Int) {
    switch (group, place) {
    case (0, 0): numbers.0 = number
    case (1, 0): numbers.1 = number
    case (2, 0): numbers.2 = number
    case (0, 1): shiftedForm = number
    case (1, 1): eventType = number
    default: break
    }
  }

  /// The first number of a group; 0 for what is not there.
  subscript(group: Int) -> Int {
    switch group {
    case 0: numbers.0
    case 1: numbers.1
    case 2: numbers.2
    default: 0
    }
  }
}

extension Key.Modifiers {
  /// From xterm's number, 1 plus a bit for each key; Meta counts as Alt.
  fileprivate init(parameter: Int) {
    let bits = max(0, parameter - 1)
    self = []
    if bits & 1 != 0 { insert(.shift) }
    if bits & (2 | 8) != 0 { insert(.alt) }
    if bits & 4 != 0 { insert(.control) }
  }
}
