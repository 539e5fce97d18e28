/// What a search finds in one source, with what stands around each hit on its own lines.
///
/// Words are places in the text until somebody reads or prints them: a word like *we* has hundreds of
/// thousands of hits in a large study.
package struct SourceHits: Sendable {
  package struct Hit: Sendable {
    package let span: Span
    /// From 1, of a document the paragraph; `nil` before the first.
    package let turn: Int?
    /// From 1.
    package let line: Int
    /// In bytes.
    fileprivate let found, before, after: Range<Int>
  }

  /// The source's path.
  package let transcript: String
  /// In the order of the text; they do not overlap.
  package let hits: [Hit]
  private let text: TranscriptText

  /// - Throws: when a regular expression takes too long.
  package init(of search: TextSearch, in transcript: Transcript) throws(SearchProblem) {
    let text = transcript.text
    var places = text.withUTF8 { search.places(in: $0) }
    if places == nil { places = try search.hits(in: text).map { text.byteRange(of: $0) } }
    self.init(places ?? [], in: transcript)
  }

  /// - Parameters:
  ///   - places: in bytes and in order; none of them is empty.
  ///   - transcript: in which they are.
  fileprivate init(_ places: [Range<Int>], in transcript: Transcript) {
    self.transcript = transcript.name
    text = transcript.text
    guard !places.isEmpty else {
      hits = []
      return
    }
    hits = Places(in: transcript).hits(places)
  }

  package func words(_ hit: Hit) -> String { text(hit.found) }
  package func before(_ hit: Hit) -> String { text(hit.before) }
  package func after(_ hit: Hit) -> String { text(hit.after) }

  private func text(_ range: Range<Int>) -> String {
    text.withUTF8 { String(decoding: $0[range], as: UTF8.self) }
  }
}

extension SourceHits {
  /// Where the turns and lines of a text begin: for one walk along the hits in it.
  private struct Places {
    private let text: TranscriptText
    private let turnStarts: [Int]

    /// In scalars, on either side.
    private static let context = 40

    init(in transcript: Transcript) {
      text = transcript.text
      turnStarts = transcript.turnStarts()
    }

    func hits(_ found: [Range<Int>]) -> [Hit] {
      text.withUTF8 { bytes in
        text.storage.lineStarts.withUnsafeBufferPointer { lines in
          turnStarts.withUnsafeBufferPointer { turns in hits(found, bytes, lines, turns) }
        }
      }
    }

    private func hits(
      _ found: [Range<Int>],
      _ bytes: UnsafeBufferPointer<UInt8>,
      _ lines: UnsafeBufferPointer<UInt32>,
      _ turns: UnsafeBufferPointer<Int>
    ) -> [Hit] {
      var (turn, line) = (0, 1)
      /// The last place asked for: most hits are not far behind another.
      var last = (byte: 0, scalar: 0)
      return found.map { found in
        while turn < turns.count, turns[turn] <= found.lowerBound { turn += 1 }
        while line < lines.count, lines[line] <= found.lowerBound { line += 1 }
        var lastLine = line
        while lastLine < lines.count, lines[lastLine] < found.upperBound { lastLine += 1 }
        let start =
          found.lowerBound - last.byte < TextStorage.checkpointDistance
          ? last.scalar + UTF8Bytes.countScalars(in: bytes, last.byte..<found.lowerBound)
          : text.scalarOffset(of: ByteOffset(found.lowerBound))
        last = (found.lowerBound, start)
        let first = UTF8Bytes.place(
          goingBack: Self.context,
          from: found.lowerBound,
          to: Int(lines[line - 1]),
          in: bytes
        )
        let end = TranscriptText.bytes(ofLine: lastLine - 1, lines, bytes).upperBound
        let behind = UTF8Bytes.place(skipping: Self.context, from: found.upperBound, in: bytes)
        return Hit(
          span: Span(start..<start + UTF8Bytes.countScalars(in: bytes, found)),
          turn: turn > 0 ? turn : nil,
          line: line,
          found: found,
          before: first..<found.lowerBound,
          after: found.upperBound..<min(max(found.upperBound, end), behind)
        )
      }
    }
  }
}

extension SourceHits {
  package static let columns = [
    "transcript", "start", "end", "turn", "line", "text", "before", "after",
  ]

  /// Adds a row for each hit, as `CSV.text` prints it.
  ///
  /// - Parameters:
  ///   - rows: gets whole rows, without a heading.
  ///   - emptyColumns: how many follow that hits in texts leave empty.
  package func addCSV(to rows: inout [UInt8], emptyColumns: Int) {
    var csv = CSVBytes(behind: rows)
    // Else all of them would be copied to add to them.
    rows = []
    var name = CSVBytes()
    name.add(transcript)
    let printed = name.bytes
    text.withUTF8 { bytes in
      for hit in hits {
        csv.add(printed: printed)
        csv.add(hit.span.start, hit.span.end, hit.turn, hit.line)
        csv.add(hit.found, hit.before, hit.after, of: bytes)
        csv.addEmpty(emptyColumns)
        csv.endRow()
      }
    }
    rows = csv.bytes
  }
}

extension StudyFolder {
  /// Searches one source; the structure of a text without hits is never asked for.
  ///
  /// - Returns: the hits, or why a pattern was given up.
  /// - Throws: when the source cannot be read.
  package func hits(
    of search: TextSearch,
    in name: String
  ) throws(StudyProblem) -> Result<SourceHits, SearchProblem> {
    let bytes = try canonicalText(of: name)
    let places = bytes.withUnsafeBufferPointer { search.places(in: $0) }
    if let places, places.isEmpty { return .success(SourceHits(nothingIn: name)) }
    let transcript = transcript(name, text: TranscriptText(canonical: bytes))
    try refuseWithdrawn(transcript)
    if let places { return .success(SourceHits(places, in: transcript)) }
    return Result { () throws(SearchProblem) in try SourceHits(of: search, in: transcript) }
  }
}

extension SourceHits {
  fileprivate init(nothingIn transcript: String) {
    self.transcript = transcript
    (hits, text) = ([], Self.nothing)
  }

  private static let nothing = TranscriptText("")
}
