/// An encoding of two or four bytes for each character, as Windows' editors save, where a file is to be UTF-8.
public enum WideEncoding: String, Sendable {
  case utf16 = "UTF-16"
  case utf32 = "UTF-32"

  /// By the mark at the beginning, or by the zeros of the first two characters, which in JSON, YAML and
  /// CSV are mostly Latin; `nil` for anything else.
  init?(of bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(4))
    let letters = start.map { $0 != 0 }
    if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF]
      || letters == [true, false, false, false] || letters == [false, false, false, true]
    {
      self = .utf32
    } else if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
      || letters == [true, false, true, false] || letters == [false, true, false, true]
    {
      self = .utf16
    } else {
      return nil
    }
  }

  /// What is wrong and what to do, without file and line.
  var sentence: String { "\(words.what). \(words.advice)" }

  var words: (what: String, advice: String) {
    (
      "the file is \(rawValue), and is read as UTF-8 only",
      "Open it in an editor and save it as UTF-8."
    )
  }
}
