extension ZipError {
  /// One line: `file: what is wrong. What to do`.
  package var message: String { "\(file): \(DisplayText.safe(sentence))" }

  private var sentence: String {
    switch problem {
    case .noLibrary:
      "reading ZIP files takes libzip, which is not installed. Install it"
        + " (apt-get install libzip4)."
    case .noMemory: "there is not enough memory for this file. Close other programs."
    case .damaged(let words):
      "this is no ZIP file, or a damaged one (\(words)). Get the whole file, or save it anew in the"
        + " program that it comes from."
    case .file(let problem): Self.words(of: problem)
    case .unsafeName(let name):
      "it holds a file \"\(name)\", whose name leads elsewhere. No program writes such names: do not"
        + " trust this file."
    case .twice(let name):
      "it holds two files \"\(name)\". Save it anew in the program that it comes from."
    case .encrypted(let name):
      "\"\(name)\" in it is encrypted. Save the file without a password."
    case .overlap:
      "the files in it lie over each other. No program writes this: do not trust this file."
    case .tooManyMembers(let count, let limit):
      "it holds \(count) files, and more than \(limit) are not read. Split the project."
    case .tooLarge(let limit):
      "unpacked it would be larger than \(limit >> 20) MB. Save it without recordings and pictures."
    case .packedTooWell(let name, let ratio):
      "\"\(name)\" in it would unpack to more than \(ratio) times its size. Do not trust this file;"
        + " if it is sound, save it anew in the program that it comes from."
    case .noMember(let name):
      "there is no \"\(name)\" in it, so it is not what its name says. Save it anew in the program"
        + " that it comes from."
    case .memberTooLarge(let name, let limit):
      "\"\(name)\" in it is larger than \(limit >> 20) MB. Split the project."
    case .damagedMember(let name, let words):
      "\"\(name)\" in it is damaged (\(words)). Get the whole file, or save it anew."
    }
  }

  /// Without the path, which the message has already.
  private static func words(of problem: FileProblem) -> String {
    let message = problem.message
    return message.hasPrefix(problem.path + ": ")
      ? String(message.dropFirst(problem.path.count + 2)) : message
  }
}
