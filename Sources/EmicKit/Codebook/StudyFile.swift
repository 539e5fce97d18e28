/// What `study.yaml` says; every part is optional, so an empty one is a folder of texts.
public struct StudyFile: Hashable, Sendable {
  public enum SidecarPlace: String, Sendable {
    /// `T03.txt.coder-a.json` beside the transcript.
    case beside
    /// `codings/coder-a/T03.txt.json`.
    case byCoder = "by-coder"
  }

  /// What becomes of one code's different edges when an adjudication is closed.
  public enum Boundaries: String, CaseIterable, Sendable {
    /// They wait for a verdict.
    case ask
    case union
    case intersection
    case longest
  }

  /// An attribute's allowed values, with the synonyms that are read as one of them.
  public struct AttributeValues: Hashable, Sendable {
    public var attribute: String
    public var values: [String]
    /// Synonym to value.
    public var synonyms: [String: String]

    public init(attribute: String, values: [String], synonyms: [String: String] = [:]) {
      self.attribute = attribute
      self.values = values
      self.synonyms = synonyms
    }

    /// The allowed value that a text stands for, itself or by a synonym; `nil` for any other.
    public func value(for text: String) -> String? {
      values.contains(text) ? text : synonyms[text]
    }
  }

  /// A round of coding: who codes which transcripts.
  public struct Round: Hashable, Sendable {
    public var name: String
    /// `calibration` rounds stay out of the main agreement table.
    public var kind: String
    public var codebook: Int?
    public var transcripts: [String]
    public var coders: [Coder.ID]
    /// How the transcripts were drawn; `nil` where somebody chose them.
    public var draw: Draw?

    public init(
      name: String,
      kind: String,
      codebook: Int?,
      transcripts: [String],
      coders: [Coder.ID],
      draw: Draw? = nil
    ) {
      self.name = name
      self.kind = kind
      self.codebook = codebook
      self.transcripts = transcripts
      self.coders = coders
      self.draw = draw
    }
  }

  /// What a draw of transcripts can be repeated by, and reported with.
  public struct Draw: Hashable, Sendable {
    /// Of the transcripts there were to choose from, above 0 and at most 1.
    public var share: Double
    /// Those whose values made the strata.
    public var attributes: [String]
    /// From 1.
    public var seed: Int

    public init(share: Double, by attributes: [String], seed: Int) {
      self.share = share
      self.attributes = attributes
      self.seed = seed
    }
  }

  public var title = ""
  /// Relative to the study's folder.
  public var codebook: String?
  public var coders: [Coder] = []
  public var interviewers: [String] = []
  public var respondents: [String] = []
  /// Patterns of `transcripts:`; empty means every `*.txt` and `*.md`.
  public var transcripts: [String] = []
  /// Default unit of agreement.
  public var unit: String?
  public var sidecars = SidecarPlace.beside
  public var namesRequired = false
  public var boundaries = Boundaries.ask
  public var attributes: [AttributeValues] = []
  public var rounds: [Round] = []

  public init() {}

  /// The allowed values of an attribute; `nil` when any value is good.
  public func values(of attribute: String) -> AttributeValues? {
    attributes.first { $0.attribute == attribute }
  }
}
