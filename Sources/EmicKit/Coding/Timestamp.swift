/// A moment in UTC, to the millisecond, as sidecars print it: `2026-03-20T10:11:12.345Z`.
///
/// A time read without milliseconds (`2026-03-20T10:11:12Z`) is printed without them, so that
/// nothing changes in a file but what was changed.
public struct Timestamp: Hashable, Sendable {
  /// Twice the milliseconds, odd where they are not printed: a coding holds two times, and is the smaller for it.
  private let stored: Int64

  /// - Parameter milliseconds: since 1970-01-01T00:00:00Z; fewer than 2⁶², a hundred million years.
  public init(milliseconds: Int64) { self.init(milliseconds, hasMilliseconds: true) }

  private init(_ milliseconds: Int64, hasMilliseconds: Bool) {
    stored = milliseconds << 1 | (hasMilliseconds ? 0 : 1)
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64 { stored >> 1 }

  private var hasMilliseconds: Bool { stored & 1 == 0 }

  /// Reads `YYYY-MM-DDTHH:MM:SS[.mmm]Z`; `nil` for anything else, impossible dates included.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let time = bytes.withUnsafeBufferPointer({ Timestamp($0) }) else { return nil }
    self = time
  }

  // Straight from a file's bytes: a large study holds a million times.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let hasMilliseconds = bytes.count == 24
    let pattern: StaticString =
      hasMilliseconds ? "0000-00-00T00:00:00.000Z" : "0000-00-00T00:00:00Z"
    guard bytes.count == pattern.utf8CodeUnitCount else { return nil }
    for index in 0..<bytes.count {
      let (byte, expected) = (bytes[index], pattern.utf8Start[index])
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard expected == UInt8(ascii: "0") ? isDigit : byte == expected else { return nil }
    }
    func number(_ range: Range<Int>) -> Int64 {
      var number: Int64 = 0
      for index in range { number = number * 10 + Int64(bytes[index] - UInt8(ascii: "0")) }
      return number
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    guard month >= 1, month <= 12, day >= 1, day <= Self.length(ofMonth: month, year) else {
      return nil
    }
    let days = Self.days(year, month, day)
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    self.init(
      seconds * 1000 + (hasMilliseconds ? number(20..<23) : 0),
      hasMilliseconds: hasMilliseconds
    )
  }

  /// 9999-12-31T23:59:59.999Z: years have four digits.
  static let last = Timestamp(milliseconds: 253_402_300_799_999)

  /// The form in which sidecars hold it.
  public var text: String {
    String(unsafeUninitializedCapacity: Self.longestText) { bytes in
      bytes.baseAddress.map { write(to: $0) } ?? 0
    }
  }

  /// The day in UTC: `2026-03-20`.
  public var date: String { String(text.prefix(10)) }

  static let longestText = 24

  /// Writes `text`, for which there is room.
  ///
  /// - Returns: its length.
  func write(to bytes: UnsafeMutablePointer<UInt8>) -> Int {
    let day = Self.floorDivide(milliseconds, 86_400_000)
    let inDay = milliseconds - day * 86_400_000
    let (year, month, dayOfMonth) = Self.civil(day)
    var end = bytes
    func put(_ number: Int64, _ width: Int, then mark: Unicode.Scalar) {
      // 32 bits and a fixed divisor: a multiplication where 64 bits would divide.
      var rest = UInt32(truncatingIfNeeded: number)
      for place in (0..<width).reversed() {
        end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      end[width] = UInt8(ascii: mark)
      end += width + 1
    }
    put(year, 4, then: "-")
    put(month, 2, then: "-")
    put(dayOfMonth, 2, then: "T")
    put(inDay / 3_600_000, 2, then: ":")
    put(inDay / 60_000 % 60, 2, then: ":")
    put(inDay / 1000 % 60, 2, then: hasMilliseconds ? "." : "Z")
    if hasMilliseconds { put(inDay % 1000, 3, then: "Z") }
    return end - bytes
  }

  // Days since 1970-01-01 of a date of the proleptic Gregorian calendar, by eras of 400 years that
  // begin in March, so that the leap day ends a year.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func length(ofMonth month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : (number - divisor + 1) / divisor
  }
}

extension Timestamp: Comparable {
  public static func < (one: Timestamp, other: Timestamp) -> Bool {
    one.milliseconds < other.milliseconds
  }
}
