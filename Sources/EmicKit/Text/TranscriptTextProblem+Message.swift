extension TranscriptTextProblem.Encoding {
  /// The name that `iconv -f` takes.
  public var name: String {
    switch self {
    case .utf16LittleEndian: "utf-16le"
    case .utf16BigEndian: "utf-16be"
    case .utf32: "utf-32"
    case .national: "gb18030"
    }
  }
}

extension TranscriptTextProblem {
  /// The sentence for the person at the terminal: what is wrong with the file, what to do.
  public func message(file: String) -> String {
    switch self {
    case .notUTF8(let byte, let line, let likely):
      let guess =
        likely == .national ? "GB18030 or another national encoding" : likely.name.uppercased()
      return "\(file):\(line): byte \(byte) is not UTF-8; the file is probably \(guess)."
        + " Convert it with: iconv -f \(likely.name) -t utf-8 \(file) > NEW.txt"
    case .zeroByte(let byte, let line):
      return "\(file):\(line): byte \(byte) is a NUL byte, which is no text. Remove it."
    case .cut(let byte, let line):
      return
        "\(file):\(line): the file ends in the middle of a character, at byte \(byte): its end is"
        + " missing. Get the whole file."
    case .binary(let kind?):
      return "\(file): this is \(kind), not a text. Give its text as .txt or .md in UTF-8."
    case .binary(nil):
      return "\(file): this is not a text: it holds NUL bytes. Give a file in UTF-8."
    case .tooLarge(let bytes):
      return "\(file): \(bytes) bytes are more than a transcript can have (4 GiB). Split the file."
    }
  }
}
