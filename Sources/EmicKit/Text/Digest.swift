import CDigest

/// The digest by which a sidecar knows its transcript.
public enum Digest {
  /// SHA-256 as 64 hexadecimal digits in lower case.
  public static func sha256(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { sha256(of: $0) }
  }

  package static func sha256(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    var result = [UInt8](repeating: 0, count: 32)
    let isDone = digest_sha256(bytes.baseAddress, bytes.count, &result) == 1
    precondition(isDone, "libcrypto has no memory for a digest")
    return String(unsafeUninitializedCapacity: 64) { text in
      for (place, byte) in result.enumerated() {
        text[2 * place] = digit(byte >> 4)
        text[2 * place + 1] = digit(byte & 15)
      }
      return 64
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
