/// The labels that transcripts use for interviewers and respondents in many projects.
enum KnownSpeakers {
  /// Whether a weak label of this name counts even once.
  static func isKnown(_ name: String) -> Bool {
    guard canBegin(name) else { return false }
    let name = folded(name)
    if exact.contains(name) { return true }
    if name.hasPrefix("participant") || name.hasPrefix("respondent") { return true }
    if let rest = rest(of: name, after: "r") { return isDigits(rest, 0...1) }
    for start in ["p", "b", "speaker_"] {
      if let rest = rest(of: name, after: start) { return isDigits(rest, 1...Int.max) }
    }
    for start in ["speaker", "说话人"] {
      guard var rest = rest(of: name, after: start) else { continue }
      if rest.first == " " { rest.removeFirst() }
      return isDigits(rest, 1...Int.max)
    }
    for start in ["受访者", "受訪者"] {
      if let rest = rest(of: name, after: start) { return rest.count <= 1 }
    }
    return false
  }

  /// Whether a known name begins like this one: most keys of headers begin otherwise, and every text has
  /// some.
  private static func canBegin(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    switch first | 0x20 {
    case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "i"), UInt8(ascii: "m"),
      UInt8(ascii: "p"), UInt8(ascii: "q"), UInt8(ascii: "r"), UInt8(ascii: "s"), 0x80...0xFF:
      return true
    default: return false
    }
  }

  /// Whether it is the label of an interviewer, where a study declares none.
  static func isInterviewer(_ name: String) -> Bool {
    var name = folded(name)
    if name.unicodeScalars.last == "." { name.unicodeScalars.removeLast() }
    return interviewers.contains(name)
  }

  private static let interviewers: Set<String> = [
    "i", "q", "int", "inv", "interviewer", "moderator", "问", "访谈者", "訪談者", "访谈员", "采访者", "主持人",
  ]
  private static let exact: Set<String> = [
    "i", "q", "a", "int", "inv", "par", "interviewer", "moderator", "问", "答", "訪談者", "访谈者", "访谈员",
    "采访者", "主持人", "翻译",
  ]

  private static func rest(of name: String, after start: String) -> Substring.UnicodeScalarView? {
    let scalars = name.unicodeScalars
    guard scalars.starts(with: start.unicodeScalars) else { return nil }
    return scalars[...].dropFirst(start.unicodeScalars.count)
  }

  private static func isDigits(
    _ scalars: Substring.UnicodeScalarView,
    _ count: ClosedRange<Int>
  ) -> Bool { count.contains(scalars.count) && scalars.allSatisfy(\.isDecimalDigit) }

  /// Lower case as regular expressions without case see it: the Kelvin sign is a k, ſ an s.
  private static func folded(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: result.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
      case 0x130, 0x131: result.append("i")
      case 0x17F: result.append("s")
      case 0x212A: result.append("k")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
