/// Why the bytes of a file are not the text of a transcript.
public enum TranscriptTextProblem: Error, Hashable, Sendable {
  /// What a text that is not UTF-8 most probably is.
  public enum Encoding: Hashable, Sendable {
    case utf16LittleEndian
    case utf16BigEndian
    case utf32
    /// GB18030 or another national encoding; which one, only a reader can tell.
    case national
    /// UTF-8 in which some bytes are wrong.
    case damagedUTF8
  }

  /// The first byte (from 0) that is not UTF-8, and its line (from 1).
  case notUTF8(byte: Int, line: Int, likely: Encoding)
  /// UTF-8 but for zero bytes: the first one (from 0) and its line (from 1).
  case zeroByte(byte: Int, line: Int)
  /// UTF-8 that ends within its last character, which begins at this byte (from 0) and line.
  case cut(byte: Int, line: Int)
  /// A picture, a recording, an archive; `kind` with its article, when known.
  case binary(kind: String?)
  /// More than 4 GiB.
  case tooLarge(bytes: Int)
}
