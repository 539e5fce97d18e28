/// An entry of the codebook: MacQueen's six parts and what emic needs to offer it.
///
/// Source of the parts: MacQueen, McLellan, Kay & Milstein, "Codebook Development for Team-Based
/// Qualitative Analysis", Cultural Anthropology Methods 10(2), 1998.
public struct Code: Hashable, Sendable {
  public typealias ID = Identifier<Code>

  /// A name in one or more languages, in the order of the file.
  public struct Name: Hashable, Sendable {
    /// Language tag (`en`, `zh`; empty for a plain string) and text.
    public struct Entry: Hashable, Sendable {
      public let language: String
      public let text: String

      public init(language: String, text: String) {
        self.language = language
        self.text = text
      }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry]) { self.entries = entries }
    public init(_ plain: String) { entries = [Entry(language: "", text: plain)] }

    /// The English name, else the first.
    public var primary: String {
      (entries.first { $0.language == "en" } ?? entries.first)?.text ?? ""
    }

    /// The Chinese name beside an English one.
    public var chinese: String? {
      entries.count > 1 ? entries.first { $0.language == "zh" }?.text : nil
    }

    /// A name of which the id can only be a transcription: *quan-li* does not say whether it is 权利 or 权力.
    package var transcribed: String? {
      primary.unicodeScalars.contains { !$0.isASCII } ? primary : nil
    }
  }

  /// `[a-z0-9][a-z0-9-]{0,63}`, unique in the whole book, never reused.
  public let id: ID
  public var name: Name
  /// The code or family above it.
  public var parent: ID?
  /// Groups codes and cannot be assigned.
  public var isFamily: Bool
  /// Left out of agreement, disagreements and archives.
  public var isWorking: Bool
  public var brief: String
  public var definition: String
  public var useWhen: String
  public var notWhen: String
  public var example: String
  /// The quick key that follows `'`.
  public var key: Character?
  /// A name of the palette.
  public var color: String?
  public var since: Int?
  /// The version in which the definition last changed.
  public var revised: Int?
  /// The version in which it was retired: still readable, no longer offered.
  public var retired: Int?
  /// One id when it was merged into that code, several when it was split.
  public var replacedBy: [ID]
  /// Known to its coder alone until it is accepted; shown as `+id`.
  public var isProposal: Bool
  /// Keys that this version keeps without reading them, in the order of the file.
  public var kept: [YAMLMember]

  public init(
    id: ID,
    name: Name,
    parent: ID? = nil,
    isFamily: Bool = false,
    isWorking: Bool = false,
    brief: String = "",
    definition: String = "",
    useWhen: String = "",
    notWhen: String = "",
    example: String = "",
    key: Character? = nil,
    color: String? = nil,
    since: Int? = nil,
    revised: Int? = nil,
    retired: Int? = nil,
    replacedBy: [ID] = [],
    isProposal: Bool = false,
    kept: [YAMLMember] = []
  ) {
    self.id = id
    self.name = name
    self.parent = parent
    self.isFamily = isFamily
    self.isWorking = isWorking
    self.brief = brief
    self.definition = definition
    self.useWhen = useWhen
    self.notWhen = notWhen
    self.example = example
    self.key = key
    self.color = color
    self.since = since
    self.revised = revised
    self.retired = retired
    self.replacedBy = replacedBy
    self.isProposal = isProposal
    self.kept = kept
  }

  /// The names of colours that the codebook may give to codes, in the order of the themes' palettes.
  public static let colors = ["orange", "sky", "green", "yellow", "blue", "red", "pink", "grey"]

  /// Whether it may be given to a span today.
  public var isAssignable: Bool { !isFamily && isInUse }

  /// Whether it is neither retired nor replaced by others.
  package var isInUse: Bool { retired == nil && replacedBy.isEmpty }

  /// Whether a text can be the id of a code.
  public static func isWellFormed(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard let first = bytes.first, bytes.count <= 64, isLetterOrDigit(first) else { return false }
    return bytes.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }
}
