/// A file that is to be imported, as its format sees it.
package struct ImportSource {
  /// What whoever imports says beside the file.
  package struct Options: Hashable, Sendable {
    /// How texts are read that do not say it themselves.
    package var encoding: TextEncoding?
    /// Whether the wrapped lines of a PDF are joined.
    package var joinsLines = false
    /// Whether rows of a document's table, speaker and words, become turns.
    package var tablesAreTurns = false

    package init() {}
  }

  /// For programs that read the file themselves.
  package var path: String
  package var bytes: [UInt8]
  package var options: Options
  /// Told the bytes of text that were found so far, where that takes long.
  var progress: (Int) -> Void

  package init(
    path: String,
    bytes: [UInt8],
    options: Options = Options(),
    progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.path = path
    self.bytes = bytes
    self.options = options
    self.progress = progress
  }

  /// Behind the last dot of the name, in lower case.
  var ending: String {
    let name = Path.split(path).name
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  func begins(with text: String) -> Bool { bytes.starts(with: text.utf8) }
}

/// What a format made of a file.
package struct Imported: Hashable, Sendable {
  /// One, but for tables with a document in each row.
  package var texts: [ImportedText]
  /// In which the text was written, where that is the file's own business.
  package var encoding: TextEncoding?
  /// What is in the file and not in the texts, with how often; in the order in which it is told.
  package var leftOut: [LeftOut] = []
  /// What whoever imports should know, beside what the texts themselves show.
  package var notes: [Note] = []

  package init(_ texts: [ImportedText], encoding: TextEncoding? = nil) {
    self.texts = texts
    self.encoding = encoding
  }

  /// Something of the original that is not in the text.
  package struct LeftOut: Hashable, Sendable {
    /// In the plural: `comments`, `tracked deletions`.
    package var what: String
    package var count: Int

    package init(_ what: String, _ count: Int) {
      self.what = what
      self.count = count
    }
  }

  /// A sentence, with the line of the text where it has one.
  package struct Note: Hashable, Sendable {
    /// In the first text; from 1.
    package var line: Int?
    package var sentence: String

    package init(_ sentence: String, line: Int? = nil) {
      self.line = line
      self.sentence = sentence
    }
  }

  /// Adds to what was left out; nothing when there is none of it.
  mutating func leaveOut(_ what: String, _ count: Int) {
    if count > 0 { leftOut.append(LeftOut(what, count)) }
  }

  mutating func note(_ sentence: String, line: Int? = nil) {
    notes.append(Note(sentence, line: line))
  }
}

/// One text as it will lie in the study.
package struct ImportedText: Hashable, Sendable {
  /// What tells it from other texts of the same file; becomes a part of its name.
  package var part: String?
  /// Canonical: UTF-8, no mark, lines ending in LF.
  package internal(set) var bytes: [UInt8]
  /// When its parts were said, in the order of the text.
  package var times: [CaptionTime]

  package init(part: String? = nil, bytes: [UInt8], times: [CaptionTime] = []) {
    self.part = part
    self.bytes = bytes
    self.times = times
  }
}

/// When a stretch of a transcript was said.
package struct CaptionTime: Hashable, Sendable {
  /// In scalars of the text.
  package var span: Span
  /// In milliseconds from the start of the recording.
  package var from: Int
  /// `nil` where the recording's own file does not say.
  package var to: Int?

  package init(_ span: Span, from: Int, to: Int?) {
    self.span = span
    self.from = from
    self.to = to
  }

  /// The bytes of `<transcript>.times.json`, in pieces that follow each other.
  ///
  /// A recording of days has millions of times: all of them printed, or a tree of them, would take more
  /// memory than anything else.
  static func forEachPiece<Problem: Error>(
    of times: [CaptionTime],
    _ body: ([UInt8]) throws(Problem) -> Void
  ) throws(Problem) {
    guard !times.isEmpty else { return try body(JSONValue.array([]).printed()) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(times.count * 112, pieceSize + 112))
    for (index, time) in times.enumerated() {
      bytes.append(index == 0 ? Ascii.openBracket : Ascii.comma)
      time.print(to: &bytes)
      guard bytes.count >= pieceSize else { continue }
      try body(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    bytes.append(contentsOf: "\n]\n".utf8)
    try body(bytes)
  }

  private static let pieceSize = 1 << 20

  private func print(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\n  {\n    \"start\": ".utf8)
    bytes.append(decimal: span.start)
    bytes.append(contentsOf: ",\n    \"end\": ".utf8)
    bytes.append(decimal: span.end)
    bytes.append(contentsOf: ",\n    \"from\": ".utf8)
    bytes.append(decimal: from)
    bytes.append(contentsOf: ",\n    \"to\": ".utf8)
    if let to {
      bytes.append(decimal: to)
    } else {
      bytes.append(contentsOf: "null".utf8)
    }
    bytes.append(contentsOf: "\n  }".utf8)
  }
}
