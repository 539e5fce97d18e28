/// A value of an attribute as it compares: as a number, as a day, or else as words.
///
///     AttributeValue("9") < AttributeValue("30")
///     AttributeValue("2018-03-14") < AttributeValue("2018-11-02")
///
/// `30` and `30.0` are one value.
public enum AttributeValue: Hashable, Sendable {
  case number(Double)
  /// Midnight in UTC.
  case day(Timestamp)
  case words(String)

  public init(_ text: String) {
    if let number = Self.number(text) {
      self = .number(number)
    } else if let day = Timestamp("\(text)T00:00:00Z") {
      self = .day(day)
    } else {
      self = .words(text)
    }
  }

  /// Whether more and less mean something.
  public var hasOrder: Bool {
    if case .words = self { false } else { true }
  }

  /// Whether two values can be compared as more and less.
  func isOfKind(_ other: AttributeValue) -> Bool {
    switch (self, other) {
    case (.number, .number), (.day, .day), (.words, .words): true
    default: false
    }
  }

  // Digits with a sign and a point at most: `1e5` and `nan` are words to those who wrote them.
  private static func number(_ text: String) -> Double? {
    guard let last = text.utf8.last, UInt8.digits.contains(last),
      text.utf8.allSatisfy({ UInt8.digits.contains($0) || "+-.".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }
}

extension UInt8 {
  fileprivate static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}

extension AttributeValue: Comparable {
  /// Numbers, then days, then words.
  public static func < (one: AttributeValue, other: AttributeValue) -> Bool {
    switch (one, other) {
    case (.number(let one), .number(let other)): one < other
    case (.day(let one), .day(let other)): one < other
    case (.words(let one), .words(let other)): one < other
    default: one.rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .number: 0
    case .day: 1
    case .words: 2
    }
  }
}
