extension TranscriptTextProblem.Encoding {
  /// The name that `emic import --encoding` takes.
  public var name: String {
    switch self {
    case .utf16LittleEndian: "utf-16le"
    case .utf16BigEndian: "utf-16be"
    case .utf32: "utf-32"
    case .national: "gb18030"
    case .damagedUTF8: "utf-8-replacing"
    }
  }
}

extension TranscriptTextProblem {
  /// The sentence for the person at the terminal: what is wrong with the file, what to do.
  public func message(file: String) -> String {
    switch self {
    case .notUTF8(let byte, let line, .damagedUTF8):
      return
        "\(file):\(line): byte \(byte) is not UTF-8, though all before it is: the file is probably"
        + " damaged there. Get a whole one, or move it out of the study and bring it in with U+FFFD for"
        + " what is damaged: emic import \(ShellWord.quoted(Path.split(file).name)) --to STUDY"
        + " --encoding \(Encoding.damagedUTF8.name)"
    case .notUTF8(let byte, let line, let likely):
      let guess =
        likely == .national ? "GB18030 or another national encoding" : likely.name.uppercased()
      return "\(file):\(line): byte \(byte) is not UTF-8; the file is probably \(guess)."
        + " Move it out of the study, and bring it in with: emic import"
        + " \(ShellWord.quoted(Path.split(file).name)) --to STUDY --encoding \(likely.name)"
    case .zeroByte(let byte, let line):
      return "\(file):\(line): byte \(byte) is a NUL byte, which is no text. Remove it."
    case .cut(let byte, let line):
      return
        "\(file):\(line): the file ends in the middle of a character, at byte \(byte): its end is"
        + " missing. Get the whole file."
    case .binary(let kind?):
      return "\(file): this is \(kind), not a text. Move it out of the study;"
        + " emic import FILE --to STUDY brings in the text of documents."
    case .binary(nil):
      return "\(file): this is not a text: it holds NUL bytes. Give a file in UTF-8."
    case .tooLarge(let bytes):
      return "\(file): \(bytes) bytes are more than a transcript can have (4 GiB). Split the file."
    }
  }
}
