/// What leaves for another program beside the sources: of the archive of a study, or of its released parts.
package struct QDAExport: Sendable {
  /// One coder's work on a text.
  package struct Layer: Sendable {
    package var coder: Coder.ID
    package var codings: [Coding]
    package var memos: [Memo]
    package var links: [Link]

    package init(coder: Coder.ID, codings: [Coding], memos: [Memo] = [], links: [Link] = []) {
      self.coder = coder
      self.codings = codings
      self.memos = memos
      self.links = links
    }
  }

  package struct Source: Sendable {
    /// The path.
    package var name: String
    package var text: TranscriptText
    package var layers: [Layer]

    package init(name: String, text: TranscriptText, layers: [Layer]) {
      self.name = name
      self.text = text
      self.layers = layers
    }
  }

  /// For which program the offsets are counted.
  package enum Profile: String, CaseIterable, Sendable {
    /// Code points; line ends are LF.
    case spec
    /// UTF-16 units; CRLF, counted as two.
    case nvivo
    /// Code points; CRLF, counted as one.
    case maxqda

    var counting: QDACounting {
      switch self {
      case .spec: QDACounting(isUTF16: false, countsReturns: false)
      case .nvivo: QDACounting(isUTF16: true, countsReturns: true)
      case .maxqda: QDACounting(isUTF16: false, countsReturns: false)
      }
    }

    var writesReturns: Bool { self != .spec }
  }

  package var title: String
  package var at: Timestamp
  package var coders: [Coder]
  package var codebook: Codebook
  package var attributes: [String]
  package var cases: [CaseTable.Row]
  package var memos: [MemosFile]
  /// `study.yaml`, for an archive that is to come back as it was; `nil` for a release.
  package var study: StudyFile?
  package var profile = Profile.spec
  /// Control characters of texts that leave as U+FFFD.
  package var replacedControls = 0
  /// What of the study has no place in a project, and how much of it there is.
  package var staying: [ImportReport.LeftOut] = []

  package init(
    title: String,
    at: Timestamp,
    coders: [Coder],
    codebook: Codebook,
    attributes: [String] = [],
    cases: [CaseTable.Row] = [],
    memos: [MemosFile] = [],
    study: StudyFile? = nil,
    profile: Profile = .spec
  ) {
    self.title = title
    self.at = at
    self.coders = coders
    self.codebook = codebook
    self.attributes = attributes
    self.cases = cases
    self.memos = memos
    self.study = study
    self.profile = profile
  }

  /// What was written, and what is to be said of it.
  package struct Result: Sendable {
    package var codings: Int
    package var notes: [String]
  }

  /// Writes the project.
  ///
  /// - Parameters:
  ///   - parts: its sources.
  ///   - file: is empty.
  ///   - progress: told the number of parts packed and of all.
  /// - Returns: what is to be said of it.
  /// - Throws: when the disk refuses.
  package func write(
    _ parts: QDAParts,
    to file: ExportFile,
    progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws(FileProblem) -> Result {
    var writer = QDAWriter(self, workers: parts.coders)
    return try writer.write(parts, to: file, progress)
  }

  /// The codes alone, as a `.qdc` file.
  ///
  /// - Returns: `nil` when there are none: the standard has no empty codebook.
  package static func codebook(_ book: Codebook) -> (bytes: [UInt8], notes: [String])? {
    var writer = QDAWriter(
      QDAExport(
        title: book.title,
        at: Timestamp(milliseconds: 0),
        coders: [],
        codebook: book
      )
    )
    return writer.codebookAlone()
  }
}

extension QDAExport.Source {
  /// Puts U+FFFD for what other programs stumble over, a bell or an escape; places stay as they are.
  ///
  /// - Returns: how many there were.
  mutating func replaceControls() -> Int {
    let scalars = text[text.span].unicodeScalars
    let count = scalars.count(where: Self.isControl)
    guard count > 0 else { return 0 }
    func plain(_ words: String) -> String {
      String(
        String.UnicodeScalarView(words.unicodeScalars.map { Self.isControl($0) ? "\u{FFFD}" : $0 })
      )
    }
    text = TranscriptText(plain(String(scalars)))
    for layer in layers.indices {
      for place in layers[layer].codings.indices {
        layers[layer].codings[place].quote = plain(layers[layer].codings[place].quote)
      }
    }
    return count
  }

  /// Unicode's control characters (Cc, which never changes) but for the three that XML can hold: tabs and ends of lines.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 ? ![0x09, 0x0A, 0x0D].contains(value) : (0x7F...0x9F).contains(value)
  }
}
