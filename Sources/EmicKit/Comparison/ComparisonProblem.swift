/// Why nothing is compared.
public enum ComparisonProblem: Error, Hashable, Sendable {
  case unknownCoder(String, known: [Coder.ID])
  case coderTwice(Coder.ID)
  case unknownSubmission(ComparedCoder)
  case unknownRound(String, known: [String])
  case noSuchTranscriptInRound(String)
  case unknownCode(Code.ID, nearest: Code.ID?)
  /// A family where codes are counted, or a code where families are.
  case notOfLevel(Code.ID, isFamily: Bool)
  case notAFamily(Code.ID)
  case draftsAreForSupervisors
  /// Agreement has bits for 64 coders.
  case tooManyCoders(Int)
  case noTranscripts
  case nothingSubmitted(calibration: [String])
  /// There is submitted work, and whoever asks still codes these transcripts blind.
  case allHidden
  case onlyOneCoder(Coder.ID, [LeftOut], calibration: [String])
  case noCommonTranscript([Coder.ID], [LeftOut])
  /// The transcripts are not the texts that were coded.
  case differentTexts([LeftOut])
  /// Codes that should exclude each other share text.
  case overlappingValues(transcript: String, coder: Coder.ID, codes: [Code.ID], Span)

  /// Whether the question cannot be meant, rather than that its answer is no.
  public var isMisuse: Bool {
    switch self {
    case .unknownCoder, .coderTwice, .unknownSubmission, .unknownRound, .noSuchTranscriptInRound,
      .unknownCode, .notOfLevel, .notAFamily, .tooManyCoders:
      true
    default: false
    }
  }
}

extension ComparisonProblem {
  /// What is wrong, and what to do.
  public var message: String {
    switch self {
    case .unknownCoder(let name, let known):
      "\"\(name)\" is not a coder of this study. Choose from: \(Self.list(known))."
    case .coderTwice(let coder):
      "\(coder) is listed twice. Name everybody once; two submissions of one coder are ID@1 and ID@2."
    case .unknownSubmission(let coder):
      "\(coder.coder) has no submission \(coder.submission ?? 0) of the chosen transcripts. "
        + "submissions/ holds those that there are."
    case .unknownRound(let name, let known):
      known.isEmpty
        ? "there is no round \"\(name)\": study.yaml names none. Leave --round out."
        : "there is no round \"\(name)\" in study.yaml. Choose one of: "
          + "\(known.joined(separator: ", "))."
    case .noSuchTranscriptInRound(let name):
      "the round \"\(name)\" and the named transcripts have no transcript of this study in common. "
        + "Leave one of the two out."
    case .unknownCode(let code, let nearest):
      "code \"\(code)\" is not in the codebook. "
        + (nearest.map { "Did you mean \"\($0)\"?" } ?? "`emic codebook show` lists the codes.")
    case .notOfLevel(let code, let isFamily):
      isFamily
        ? "\"\(code)\" is a family, and codes are counted. --level family counts families."
        : "\"\(code)\" stands below a family, and families are counted. Leave --level family out, "
          + "or name the family at the top."
    case .notAFamily(let code):
      "\"\(code)\" is no family with codes below it. `emic codebook show` lists the families."
    case .draftsAreForSupervisors:
      "drafts are shown to a supervisor only. Say who you are with --as, or leave --drafts out."
    case .tooManyCoders(let count):
      "\(count) coders are too many: 64 can be compared at a time. Choose them with --coders."
    case .noTranscripts: StudyFolder.withoutTranscripts
    case .nothingSubmitted(let calibration):
      "nobody has submitted any of the chosen transcripts, so there is nothing to compare."
        + (calibration.isEmpty
          ? " `emic status` shows how far everybody is." : Self.wayTo(calibration))
    case .allHidden:
      "what others have submitted of the chosen transcripts is hidden from you while you code them "
        + "blind, so there is nothing to compare."
    case .onlyOneCoder(let coder, let leftOut, let calibration):
      "only \(coder) has work that can be compared, and agreement takes two."
        + Self.reasons(leftOut) + Self.wayTo(calibration)
    case .noCommonTranscript(let coders, let leftOut):
      "\(Self.list(coders)) have no transcript in common, so there is nothing to compare."
        + Self.reasons(leftOut)
    case .differentTexts(let leftOut):
      "the coders coded different texts: "
        + leftOut.map {
          "\(DisplayText.safe($0.transcript)) has changed since \($0.coder) coded it"
        }
        .joined(separator: "; ")
        + ". Nothing was compared. Find the codings again with "
        + "\(ReanchorCommandLine.words(for: leftOut.map(\.coder))), or bring the old text back."
    case .overlappingValues(let transcript, let coder, let codes, let span):
      "\(DisplayText.safe(transcript)): \(coder) gave \(Self.list(codes)) to the same text "
        + "(characters \(span.start) to \(span.end)), and --domain needs codes that exclude each "
        + "other. Settle it there, or read the codes one by one."
    }
  }

  private static func list(_ ids: [Identifier<some Any>]) -> String {
    ids.map(\.text).joined(separator: ", ")
  }

  private static func wayTo(_ calibration: [String]) -> String {
    guard let round = calibration.first else { return "" }
    let name = DisplayText.safe(round)
    return " Calibration is left out of the main table; --round \(name) shows it."
  }

  private static func reasons(_ leftOut: [LeftOut]) -> String {
    let shown = leftOut.byWords.map { words, those in
      "\(words): \(those.places(of: [], transcript: { DisplayText.safe($0) }))"
    }
    return shown.isEmpty ? "" : " Left out: \(shown.joined(separator: "; "))."
  }
}
