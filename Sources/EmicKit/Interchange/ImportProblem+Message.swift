extension ImportProblem {
  /// The sentence for whoever imports: file, what is wrong, what to do.
  ///
  /// - Parameters:
  ///   - file: as it was given.
  ///   - study: as it was given, for a command to type again.
  /// - Returns: one line; several where somebody has to choose.
  package func message(file: String, study: String) -> String {
    let command = "emic import \(ShellWord.quoted(file)) --to \(ShellWord.quoted(study))"
    switch self {
    case .file(let problem): return Self.message(problem)
    case .archive(let error): return error.message
    case .xml(let error): return error.message
    case .text(let problem): return Self.message(problem, file: file, command: command)
    case .undecided(let byte, let line, let candidates):
      return DisplayText.place(file, line)
        + "byte \(byte) is not UTF-8, and nothing says what the text is written in. "
        + Self.choices(candidates, command: command)
    case .badBytes(let encoding, let byte, let candidates):
      return DisplayText.place(file, nil)
        + "byte \(byte) means nothing in \(encoding.rawValue). "
        + Self.choices(candidates, command: command)
    case .nameTaken(let name, let suggestion):
      return DisplayText.place(file, nil)
        + "\(name) is in the study already, with other words, and is not replaced. Give this one a "
        + "name of its own: --as \(suggestion)"
    default: return DisplayText.place(file, line) + sentence
    }
  }

  private var line: Int? {
    if case .damaged(_, let line, _) = self { line } else { nil }
  }

  private var sentence: String {
    switch self {
    case .folder: "this is a folder. Name the files in it."
    case .unsupported(let kind, let advice): "this is \(kind), no transcript. \(advice)"
    case .notWhatItSays(let ending):
      "its name ends in .\(ending), but it is no such file. It may be damaged; save it again, or "
        + "give it the ending that it should have."
    case .protected(let kind):
      "this \(kind) is protected by a password. Save it without the password, and import that."
    case .damaged(let what, _, let advice): "\(what). \(advice)"
    case .empty(let what): "\(what), so there is nothing to import."
    case .tooMuch(let what): "\(what). Split the file."
    case .missingProgram(let program, let package):
      "reading this needs the program \(program), which is not installed. Install it with: apt-get "
        + "install \(package)"
    case .programFailed(let program, let reason):
      "\(program) could not read it: \(reason) Open it in the program that made it, and save it as "
        + "text."
    case .badName(let name):
      "\(DisplayText.quoted(name)) cannot be the name of a transcript. Use letters a to z, digits, "
        + "- _ and . only, such as --as \(SourceName.slugged(name))"
    case .nameCollides(let name, let other):
      "\(name) and the study's \(other) differ in case only, and other systems take them for one. "
        + "Give this one another name with --as."
    case .file, .archive, .xml, .text, .undecided, .badBytes, .nameTaken: ""
    }
  }

  private static func message(_ problem: FileProblem) -> String {
    guard problem.cause == .symbolicLink, problem.operation == .open else { return problem.message }
    return "\(problem.path): this is a link, and links are not followed. Name the file it leads to."
  }

  private static func message(
    _ problem: TranscriptTextProblem,
    file: String,
    command: String
  ) -> String {
    let place: String
    switch problem {
    case .cut(let byte, let line):
      place =
        DisplayText.place(file, line)
        + "the file ends in the middle of a character, at byte \(byte): its end is missing. Get the "
        + "whole file"
    case .notUTF8(let byte, let line, _):
      place = DisplayText.place(file, line) + "byte \(byte) is not UTF-8. Get the file again"
    case .binary(let kind):
      return ImportProblem.unsupported(kind ?? "a binary file", advice: "Import the text itself.")
        .message(file: file, study: "")
    case .zeroByte, .tooLarge: return problem.message(file: file)
    }
    return place + ", or import it with U+FFFD in every gap: \(command) --encoding utf-8-replacing"
  }

  /// What it may be, with the beginning of the text as it would read.
  private static func choices(_ candidates: [EncodingCandidate], command: String) -> String {
    guard let first = candidates.first else {
      return
        "No encoding that emic knows reads right. Find out how it was saved, or import it with "
        + "U+FFFD for what is not UTF-8: \(command) --encoding utf-8-replacing"
    }
    var text = "It may be:\n"
    for candidate in candidates {
      let name = candidate.encoding.rawValue
      text += "  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))"
      text += "\(DisplayText.safe(candidate.preview.first ?? ""))\n"
    }
    text +=
      "Import it as the one that reads right: \(command) --encoding \(first.encoding.rawValue)"
    return text + "\n(--encoding utf-8-replacing puts U+FFFD for each byte that is not UTF-8.)"
  }
}

extension StudyImport.Refusal {
  package var message: String {
    switch self {
    case .originalsInside(let path):
      "\(path): this folder lies in the study. Originals hold authors, comments and real names, so "
        + "keep them outside it."
    case .file(let problem): problem.message
    }
  }
}

extension JSONProblem {
  /// What is wrong, as a part of a sentence.
  var words: String {
    switch kind {
    case .empty: "the file is empty"
    case .truncated: "the file ends too early"
    case .conflictMarker: "git left a conflict here"
    case .duplicateKey(let key): "the key \(DisplayText.quoted(key)) stands here a second time"
    case .tooDeep: "it is nested deeper than \(JSONReader.deepest) levels"
    case .tooLarge: "the file is larger than 64 MB"
    case .notUTF8: "these bytes are not UTF-8"
    case .wide(let encoding): encoding.words.what
    case .loneSurrogate: "half of a surrogate pair stands alone here"
    case .controlCharacter(let byte): "a text holds the raw control character \(byte)"
    case .badEscape: "a backslash starts no escape that JSON knows"
    case .trailing: "something follows after the end"
    case .expected(let what): "\(what) should stand here"
    case .notAWholeNumber: "the number should be a whole one"
    case .numberOutOfRange: "the number is out of range"
    }
  }
}
