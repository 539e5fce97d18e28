import Glibc

/// Ids and times as the system gives them: the rim's share of every change.
public enum Now {
  public static var timestamp: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// A new id: a UUID of version 7 in lower case, which sorts by time.
  ///
  /// Source: RFC 9562, section 5.7.
  public static func newID(at time: Timestamp = timestamp) -> String {
    uuid(at: time, random: RandomBytes.make(10))
  }

  static func uuid(at time: Timestamp, random: [UInt8]) -> String {
    var bytes =
      (0..<6).map { UInt8(truncatingIfNeeded: time.milliseconds >> (40 - 8 * $0)) } + random
    bytes[6] = 0x70 | bytes[6] & 0x0F
    bytes[8] = 0x80 | bytes[8] & 0x3F
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}
