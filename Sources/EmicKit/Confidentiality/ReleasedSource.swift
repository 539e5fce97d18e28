/// A source as it may leave the study, and where in it things stand that stood in the transcript.
///
///     R: Mr Lin called us. He paid.          the transcript: *He paid* is flagged do-not-quote
///     R: the official called us. […]         what leaves: a name replaced, a passage cut
///
/// The one place that decides which words leave: quotations, exports and projects all ask it. Names
/// are replaced, `redact` codings become `[replacement]`, `do-not-quote` passages are cut. Flags bind
/// whoever set them, in every layer, drafts included. In an archive nothing is changed.
public struct ReleasedSource: Sendable {
  /// The source as it is in the study.
  public let transcript: Transcript
  /// The text that leaves, under the same name.
  public let released: Transcript
  /// What was put in the place of something else, in the order of the text.
  public let replacements: [Replacement]

  /// A stretch of the transcript that does not leave, and what stands in its place.
  public struct Replacement: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
      /// A name of this kind.
      case name(kind: String)
      case redact
      case doNotQuote

      /// As the log has it: `name`, `person`, `redact`, `do-not-quote`.
      public var text: String {
        switch self {
        case .name(let kind): kind
        case .redact: Coding.Flag.redact.text
        case .doNotQuote: Coding.Flag.doNotQuote.text
        }
      }
    }

    /// In the transcript.
    public var span: Span
    /// In the text that leaves.
    public var released: Span
    public var reason: Reason
    public var words: String
  }

  /// Where a span of the transcript stands in the text that leaves.
  public enum Place: Hashable, Sendable {
    /// All of it leaves, some words perhaps replaced.
    case whole(Span)
    /// A part of it may not leave; the span is what is left, with `[…]` for what is cut inside.
    case part(Span)
    /// No word of it may leave.
    case nowhere

    /// The span in the text that leaves.
    public var span: Span? {
      switch self {
      case .whole(let span), .part(let span): span
      case .nowhere: nil
      }
    }
  }

  /// What stands where a passage is cut.
  public static let cutMark = "[…]"

  /// - Parameters:
  ///   - transcript: the source.
  ///   - codings: all that there are of this very text, whoever made them: one flag is enough.
  ///   - names: those that do not leave; `nil` leaves them.
  ///   - passages: what a replacement may not repeat.
  package init(
    _ transcript: Transcript,
    codings: [Coding],
    names: NameList? = nil,
    without passages: FlaggedPassages = .none
  ) {
    self.init(
      ReleasedParts(transcript, codings: codings, names: names, without: passages),
      of: transcript
    )
  }

  /// - Parameters:
  ///   - transcript: the source.
  ///   - sidecars: all that there are of it. Where one was made on an earlier text, its words are
  ///     looked for in this one: what may not leave may not wherever it stands now.
  ///   - names: those that do not leave; `nil` leaves them.
  ///   - passages: what a replacement may not repeat, and what binds the same text under other names.
  public init(
    _ transcript: Transcript,
    sidecars: some Sequence<Sidecar>,
    names: NameList? = nil,
    without passages: FlaggedPassages = .none
  ) {
    var codings = passages.texts.isEmpty ? [] : passages.texts.codings(on: transcript.digest)
    for sidecar in sidecars {
      let bound = sidecar.codings.filter(\.bindsWords)
      guard sidecar.source.sha256 != transcript.digest else {
        codings += bound
        continue
      }
      for coding in bound {
        let places = try? TextSearch(pattern: coding.quote).hits(in: transcript.text)
        for place in places ?? [] {
          var found = coding
          found.span = place
          codings.append(found)
        }
      }
    }
    self.init(transcript, codings: codings, names: names, without: passages)
  }

  /// A source of which no word may leave, for nobody knows which may.
  init(withheld transcript: Transcript) {
    self.init(ReleasedParts(withholding: transcript), of: transcript)
  }

  private init(_ parts: ReleasedParts, of transcript: Transcript) {
    self.transcript = transcript
    let text: TranscriptText
    (text, replacements) = parts.applied()
    released =
      replacements.isEmpty ? transcript : Transcript(name: transcript.name, text: text)
  }

  /// The source as an archive has it: whole.
  public init(identified transcript: Transcript) {
    self.transcript = transcript
    released = transcript
    replacements = []
  }

  /// The text as it may leave: lines and labels stay where they are.
  public var text: TranscriptText { released.text }

  /// SHA-256 of the text that leaves.
  public var digest: String { released.digest }

  /// Whether the text that leaves is the transcript itself.
  public var isUnchanged: Bool { replacements.isEmpty }
}

extension Coding {
  /// Whether a flag says what may leave of its words.
  var bindsWords: Bool { !bindingFlags.isEmpty }

  /// Its flags that say what may leave of its words.
  var bindingFlags: Set<Flag> { Set([.doNotQuote, .redact].filter(flags.contains)) }
}
