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

  /// In scalars, on either side.
  private static let context = 40

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
    let text = text
    let turns = transcript.turnStarts()
    let lines = text.storage.lineStarts
    var (turn, line) = (0, 1)
    /// The last place asked for: most hits are not far behind another.
    var last = (byte: 0, scalar: 0)
    hits = text.withUTF8 { bytes in
      places.map { found in
        while turn < turns.count, turns[turn] <= found.lowerBound { turn += 1 }
        while line < lines.count, lines[line] <= found.lowerBound { line += 1 }
        var lastLine = line
        while lastLine < lines.count, lines[lastLine] < found.upperBound { lastLine += 1 }
        let start =
          found.lowerBound - last.byte < TextStorage.checkpointDistance
          ? last.scalar + UTF8Bytes.countScalars(in: bytes, last.byte..<found.lowerBound)
          : text.scalarOffset(of: ByteOffset(found.lowerBound))
        last = (found.lowerBound, start)
        let edge = max(found.upperBound, text.lineBytes(lastLine - 1).upperBound)
        return Hit(
          span: Span(start..<start + UTF8Bytes.countScalars(in: bytes, found)),
          turn: turn > 0 ? turn : nil,
          line: line,
          found: found,
          before: Self.before(found.lowerBound, from: Int(lines[line - 1]), in: bytes),
          after: Self.after(found.upperBound, to: edge, in: bytes)
        )
      }
    }
  }

  package func words(_ hit: Hit) -> String { text(hit.found) }
  package func before(_ hit: Hit) -> String { text(hit.before) }
  package func after(_ hit: Hit) -> String { text(hit.after) }

  private func text(_ range: Range<Int>) -> String {
    text.withUTF8 { String(decoding: $0[range], as: UTF8.self) }
  }

  private static func before(
    _ place: Int,
    from start: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    UTF8Bytes.place(goingBack: context, from: place, to: start, in: bytes)..<place
  }

  private static func after(
    _ place: Int,
    to end: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    let last = min(end, UTF8Bytes.place(skipping: context, from: place, in: bytes))
    return place..<last
  }
}

extension SourceHits {
  package static let columns = [
    "transcript", "start", "end", "turn", "line", "text", "before", "after",
  ]

  /// A row for each hit, as `CSV.text` prints it.
  ///
  /// - Parameter emptyColumns: how many follow that hits in texts leave empty.
  /// - Returns: whole rows, without a heading.
  package func csv(emptyColumns: Int) -> [UInt8] {
    var csv = CSVBytes(reserving: hits.count * 300)
    var name = CSVBytes()
    name.add(transcript)
    text.withUTF8 { bytes in
      for hit in hits {
        csv.add(printed: name.bytes)
        csv.add(hit.span.start, hit.span.end, hit.turn, hit.line)
        csv.add(UnsafeBufferPointer(rebasing: bytes[hit.found]))
        csv.add(UnsafeBufferPointer(rebasing: bytes[hit.before]))
        csv.add(UnsafeBufferPointer(rebasing: bytes[hit.after]))
        csv.addEmpty(emptyColumns)
        csv.endRow()
      }
    }
    return csv.bytes
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
