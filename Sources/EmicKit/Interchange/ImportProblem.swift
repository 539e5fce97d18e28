/// Why a file cannot be imported.
package enum ImportProblem: Error, Hashable, Sendable {
  // The file itself.
  case file(FileProblem)
  case folder
  /// No text, or not the whole of one.
  case text(TranscriptTextProblem)
  /// Not UTF-8: the first byte (from 0) and line (from 1) that are not, and what the text may be.
  case undecided(byte: Int, line: Int, [EncodingCandidate])
  /// The file is not written in the encoding that it or somebody names.
  case badBytes(TextEncoding, byte: Int, candidates: [EncodingCandidate])

  // Its format.
  /// A format that is none of a transcript, with its article, and what to do.
  case unsupported(String, advice: String)
  /// The ending promises a format that the bytes are not.
  case notWhatItSays(String)
  /// Protected by a password.
  case protected(String)
  /// A format is damaged: in words, and the line where one is known.
  case damaged(String, line: Int?, advice: String)
  /// There is no speech in it.
  case empty(String)
  /// More of something than is read.
  case tooMuch(String)
  case archive(ZipError)
  case xml(XMLError)
  case missingProgram(String, package: String)
  case programFailed(String, because: String)

  // Its place in the study.
  case badName(String)
  /// Another text has the name already.
  case nameTaken(String, suggestion: String)
  /// A name that differs in case or accents only from one that is there.
  case nameCollides(String, with: String)
}
