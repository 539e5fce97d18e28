import EmicKit

/// A transcript as lines that can be read aloud: header, sentences with their addresses, codings.
struct ReadingPage {
  struct Line {
    var span: Span
    /// `nil` for what nobody says: header, notes, stamps.
    var address: String?
    var turn: Int?
    var speaker: String?
    var text: String
    var codings: [CodingRow] = []
    /// Whether the turn that begins here was read and has nothing to code.
    var isNothingHere = false
  }

  private let transcript: Transcript
  /// The words as they are shown; places are those of the transcript.
  private let shown: ReleasedSource
  private let release: Release
  private var lines: [Line] = []
  /// The codings whose ids are shown, to be changed: one's own drafts.
  private var named: [Coding.ID] = []

  /// - Parameters:
  ///   - transcript: what is read.
  ///   - names: those that are replaced.
  init(_ transcript: Transcript, names: NameList? = nil) {
    self.transcript = transcript
    release = .released(names)
    shown = ReleasedSource(transcript, codings: [], names: names)
    let structure = transcript.structure
    addPlainLines(Span(0..<structure.bodyStart))
    var place = structure.bodyStart
    for index in 0..<structure.unitCount {
      let unit = structure.unit(index)
      let turn = structure.kind == .interview ? structure.turns[index] : nil
      addPlainLines(Span(between: place, and: max(place, turn?.span.start ?? unit.start)))
      addSentences(index + 1, turn?.speaker)
      place = max(place, unit.isEmpty ? turn?.label.end ?? unit.end : unit.end)
    }
    addPlainLines(Span(between: place, and: transcript.text.scalarCount))
  }

  private mutating func addSentences(_ turn: Int, _ speaker: String?) {
    let sentences = transcript.sentences(inTurn: turn)
    if sentences.isEmpty, let speech = transcript.speech(ofTurn: turn) {
      lines.append(
        Line(
          span: speech,
          address: "\(turn)",
          turn: turn,
          speaker: speaker.map(release.words),
          text: ""
        )
      )
    }
    for (index, sentence) in sentences.enumerated() {
      // The labels of merged lines are not said.
      let said = transcript.trimmed(sentence) ?? sentence
      lines.append(
        Line(
          span: sentence,
          address: "\(turn).\(index + 1)",
          turn: turn,
          speaker: speaker.map(release.words),
          text: shown.words(of: said) ?? ""
        )
      )
    }
  }

  private mutating func addPlainLines(_ span: Span) {
    var place = span.start
    while place < span.end {
      let line = transcript.text.lineSpan(transcript.text.line(containing: place))
      let part = Span(between: place, and: min(line.end, span.end))
      if let said = transcript.trimmed(part) {
        lines.append(
          Line(span: part, address: nil, turn: nil, speaker: nil, text: shown.words(of: said) ?? "")
        )
      }
      place = max(place + 1, line.end + 1)
    }
  }

  /// Leaves only some turns; the header stays out.
  mutating func keep(turns: String) throws(Failure) {
    let range = try TurnRange(turns, in: transcript).numbers
    lines = lines.filter { line in line.turn.map(range.contains) ?? false }
  }

  /// Leaves only these turns.
  mutating func keep(turns: Set<Int>) {
    lines = lines.filter { line in line.turn.map(turns.contains) ?? false }
  }

  /// Whether a turn is on the page.
  func holds(turn: Int) -> Bool { lines.contains { $0.turn == turn } }

  /// Says under which turns there is nothing to code.
  mutating func mark(nothingHere spans: [Span]) {
    for span in spans {
      let place = lines.firstIndex { $0.turn != nil && span.overlaps($0.span) }
      if let place { lines[place].isNothingHere = true }
    }
  }

  /// Puts each coding beneath the line in which it begins.
  ///
  /// - Parameters:
  ///   - rows: of one coder.
  ///   - areOpen: whether who asks may change them: then what is typed to do it stands with them.
  mutating func add(_ rows: [CodingRow], areOpen: Bool = false) {
    if areOpen { named = rows.map(\.coding.id) }
    for row in rows {
      if let place = place(of: row) { lines[place].codings.append(row) }
    }
  }

  /// Whether some of a coding's words are on the page.
  func shows(_ row: CodingRow) -> Bool { place(of: row) != nil }

  private func place(of row: CodingRow) -> Int? {
    let (start, end) = (row.coding.span.start, row.coding.span.end)
    return lines.firstIndex { start < $0.span.end && end > $0.span.start }
  }

  var text: String {
    var text = ""
    for line in lines {
      let parts = [line.address, line.speaker, line.text].compactMap { $0 }.filter { !$0.isEmpty }
      text += Self.plain(parts.joined(separator: " ")) + "\n"
      for row in line.codings {
        let address = Address.text(of: row.coding.span, in: transcript) ?? "\(row.coding.span)"
        let memo = row.coding.memo.isEmpty ? "" : " | memo: \(release.words(row.coding.memo))"
        let flags = row.coding.flags.map { " | \($0.text)" }.joined()
        let id = named.isEmpty ? "" : " | id \(row.coding.id.beginning(among: named))"
        text +=
          Self.plain("    [\(release.words(row.codeID))] \(address)\(flags)\(memo)\(id)") + "\n"
      }
      if line.isNothingHere { text += "    nothing to code in this turn\n" }
    }
    return text
  }

  private func shown(of row: CodingRow) -> Coding {
    release.names.map { row.replacing($0, in: shown).coding } ?? row.coding
  }

  private static func plain(_ text: String) -> String {
    DisplayText.safe(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }

  var json: JSONValue {
    .object([
      JSONMember("transcript", .string(release.transcript(transcript.name))),
      JSONMember("lines", .array(lines.map(object))),
    ])
  }

  private func object(_ line: Line) -> JSONValue {
    func number(_ number: Int) -> JSONValue { .number(String(number)) }
    return .object(
      [
        JSONMember("address", line.address.map { .string($0) } ?? .null),
        JSONMember("turn", line.turn.map(number) ?? .null),
        JSONMember("speaker", line.speaker.map { .string($0) } ?? .null),
        JSONMember("start", number(line.span.start)),
        JSONMember("end", number(line.span.end)),
        JSONMember("text", .string(line.text)),
        JSONMember("codings", .array(line.codings.map { shown(of: $0).json })),
      ] + (line.isNothingHere ? [JSONMember("nothing-here", true)] : [])
    )
  }

  var table: [[String]] {
    [["address", "turn", "speaker", "start", "end", "text", "codes"]]
      + lines.map { line in
        [
          line.address ?? "", line.turn.map { String($0) } ?? "", line.speaker ?? "",
          String(line.span.start), String(line.span.end), line.text,
          line.codings.map { release.words($0.codeID) }.joined(separator: "|"),
        ]
      }
  }
}
