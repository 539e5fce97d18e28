import CDigest

/// The digest by which a sidecar knows its transcript.
public enum Digest {
  /// SHA-256 as 64 hexadecimal digits in lower case.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var result = [UInt8](repeating: 0, count: 32)
    let isDone = bytes.withUnsafeBufferPointer {
      digest_sha256($0.baseAddress, $0.count, &result) == 1
    }
    precondition(isDone, "libcrypto has no memory for a digest")
    let digits = Array("0123456789abcdef".utf8)
    let text = result.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
