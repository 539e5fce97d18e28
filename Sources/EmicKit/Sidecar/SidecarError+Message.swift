extension SidecarError: CustomStringConvertible {
  public var description: String { message }

  /// The sentence for whoever reads it: file, line, what is wrong, what to do.
  public var message: String {
    DisplayText.place(file, line) + DisplayText.safe(problem.sentence)
  }
}

extension SidecarError.Problem {
  static let leftAsItIs =
    "The file is left as it is: `emic restore --list` shows from which day it comes back; else mend it."

  var sentence: String {
    switch self {
    case .json(let kind): kind.sentence
    case .format(nil):
      "this is no sidecar: it has no \"format\": \"emic/sidecar\". The file is left as it is."
    case .format(let format?):
      "this is no sidecar: its format is \"\(format)\". The file is left as it is."
    case .newerVersion(let version):
      "the sidecar has version \(version), written by a newer emic. Update emic to read it."
    case .version(let version):
      "the version is \(version), but versions count from 1. \(Self.leftAsItIs)"
    case .missing(let key, let place):
      "\(place) has no \"\(key)\". \(Self.leftAsItIs)"
    case .wrongKind(let key, let expected):
      "\"\(key)\" should be \(expected). \(Self.leftAsItIs)"
    case .coder(let text):
      "\"\(text)\" cannot be a coder's id. Use lower-case letters, digits and hyphens, at most 32."
    case .coderOfFileName(let coder, let expected):
      "the coder is \"\(coder)\", but the file name says \"\(expected)\". Rename the file, or mend "
        + "its \"coder\"."
    case .transcriptName(let text):
      "\"\(text)\" cannot be a transcript's file name. Use a plain name without folders."
    case .unit(let text):
      "offsets are counted in \"\(text)\", and emic reads \"unicode-scalar\" only. "
        + "The file is left as it is."
    case .digest(let text):
      "\"\(text)\" is no sha256 of 64 lower-case hexadecimal digits. \(Self.leftAsItIs)"
    case .length(let length):
      "the transcript's length is \(length), but it cannot be negative. \(Self.leftAsItIs)"
    case .state(let text):
      "the state is \"\(text)\", but it can only be \"draft\" or \"submitted\". \(Self.leftAsItIs)"
    case .codebookVersion(let version):
      "the codebook version is \(version), but it cannot be negative. \(Self.leftAsItIs)"
    case .id(let text):
      "\"\(text)\" is no id. An id is a UUID in lower case. \(Self.leftAsItIs)"
    case .duplicateID(let id):
      "the id \(id) stands here a second time. \(Self.leftAsItIs)"
    case .time(let text, let key):
      "\"\(key)\" is \"\(text)\", which is no time such as 2026-03-20T10:11:12.345Z. "
        + Self.leftAsItIs
    case .emptySpan(let start, let end):
      "the coding starts at \(start) and ends at \(end): it covers nothing. \(Self.leftAsItIs)"
    case .negativeStart(let start):
      "the start is \(start), but offsets count from 0. \(Self.leftAsItIs)"
    case .spanOutside(let span, let length):
      "the span \(span.start) to \(span.end) ends beyond the text of \(length) characters. "
        + Self.leftAsItIs
    case .emptyCode: "a coding has an empty code. \(Self.leftAsItIs)"
    case .misspelt(let what, let text, let meant):
      "the \(what) is \(DisplayText.quoted(text)), which protects nothing; \"\(meant)\" may be meant. Write it so, or "
        + "take it out: until then nothing of the transcript leaves."
    case .quote(let id, let span):
      "the quote of \(id) is not the text at \(span.start) to \(span.end). \(Self.leftAsItIs)"
    case .lengthOfText(let length, let text):
      "the sidecar says \(length) characters, and the transcript with this sha256 has \(text). "
        + Self.leftAsItIs
    }
  }
}

extension JSONProblem.Kind {
  /// What is wrong and what to do, for the message of whoever read the file.
  var sentence: String {
    let leftAsItIs = SidecarError.Problem.leftAsItIs
    return switch self {
    case .empty: "the file is empty, which is not the same as no codings. \(leftAsItIs)"
    case .truncated: "the file ends too early: its last part is missing. \(leftAsItIs)"
    case .conflictMarker:
      "git left a conflict here. Nothing has to be done again: `emic git-setup STUDY`, then `git checkout -m "
        + "-- FILE`, bring both versions together by ids while git's merge is open. Where it is closed, take one "
        + "version from git, lay the other beside it as `… (1).json`, and `emic merge STUDY` takes it in."
    case .duplicateKey(let key): "the key \"\(key)\" stands here a second time. \(leftAsItIs)"
    case .tooDeep: "it is nested deeper than \(JSONReader.deepest) levels. \(leftAsItIs)"
    case .tooLarge: "the file is larger than 64 MB. \(leftAsItIs)"
    case .notUTF8: "these bytes are not UTF-8. \(leftAsItIs)"
    case .wide(let encoding): encoding.sentence
    case .loneSurrogate: "half of a surrogate pair stands alone here. \(leftAsItIs)"
    case .controlCharacter(let byte):
      "a text holds the raw control character \(byte). \(leftAsItIs)"
    case .badEscape: "a backslash starts no escape that JSON knows. \(leftAsItIs)"
    case .trailing: "something follows after the end. \(leftAsItIs)"
    case .expected(let what): "\(what) should stand here. \(leftAsItIs)"
    case .notAWholeNumber: "the number should be a whole one. \(leftAsItIs)"
    case .numberOutOfRange: "the number is out of range. \(leftAsItIs)"
    }
  }
}
