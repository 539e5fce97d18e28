/// The codings as a W3C annotation page in JSON-LD (Web Annotation Data Model, 2017).
struct AnnotationPage {
  let study: ExportedStudy

  init(_ study: ExportedStudy) { self.study = study }

  func write(to file: ExportFile) throws -> ExportOutcome {
    let head: [JSONMember] = [
      JSONMember("@context", "http://www.w3.org/ns/anno.jsonld"),
      JSONMember("id", .string("urn:uuid:\(pageID)")), JSONMember("type", "AnnotationPage"),
      JSONMember("label", .string(study.title)),
    ]
    // One annotation a line: the page is read line by line as easily as whole.
    try file.write(JSONValue.object(head).compact().dropLast() + Array(",\"items\":[".utf8))
    var tally = ExportTally()
    var isFirst = true
    func add(_ annotation: JSONValue) throws {
      try file.write(isFirst ? "\n" : ",\n")
      isFirst = false
      try file.write(annotation.compact())
    }
    try study.forEachSource { source in
      for row in source.rows { try add(annotation(row, source)) }
      for layer in source.layers {
        for memo in layer.memos { try add(annotation(memo, by: layer.coder, source)) }
      }
      tally.add(source)
    }
    try file.write("\n]}\n")
    return ExportOutcome(tally.codings, "coding", "codings", notes: tally.notes)
  }

  private func annotation(_ row: ExportedRow, _ source: ExportedSource) -> JSONValue {
    let coding = row.row.coding
    var bodies = [body("tagging", row.row.code)]
    if !coding.memo.isEmpty { bodies.append(body("commenting", coding.memo)) }
    let purposes = ["tagging"] + (coding.memo.isEmpty ? [] : ["commenting"])
    let text = source.source.text
    let span = coding.span
    let near = 32
    func words(_ span: Span) -> JSONValue { .string(text[span]) }
    return .object([
      JSONMember("id", .string("urn:uuid:\(coding.id)")), JSONMember("type", "Annotation"),
      JSONMember("motivation", purposes.count == 1 ? "tagging" : .strings(purposes)),
      JSONMember("created", .string(coding.created.text)),
      JSONMember("modified", .string(coding.modified.text)),
      JSONMember("creator", Self.creator(row.row.coder)),
      JSONMember("body", bodies.count == 1 ? bodies[0] : .array(bodies)),
      JSONMember(
        "target",
        .object([
          JSONMember("source", .string(Self.reference(source.name))),
          JSONMember(
            "selector",
            .array([
              .object([
                JSONMember("type", "TextPositionSelector"), JSONMember("start", .count(span.start)),
                JSONMember("end", .count(span.end)),
              ]),
              .object([
                JSONMember("type", "TextQuoteSelector"), JSONMember("exact", words(span)),
                JSONMember("prefix", words(Span(max(0, span.start - near)..<span.start))),
                JSONMember(
                  "suffix",
                  words(Span(span.end..<min(text.scalarCount, span.end + near)))
                ),
              ]),
            ])
          ),
        ])
      ),
    ])
  }

  private func annotation(
    _ memo: Memo,
    by coder: Coder.ID,
    _ source: ExportedSource
  ) -> JSONValue {
    .object([
      JSONMember("id", .string("urn:uuid:\(memo.id)")), JSONMember("type", "Annotation"),
      JSONMember("motivation", "commenting"), JSONMember("created", .string(memo.at.text)),
      JSONMember("creator", Self.creator(coder)), JSONMember("body", body("commenting", memo.text)),
      JSONMember("target", .string(Self.reference(source.name))),
    ])
  }

  private func body(_ purpose: String, _ value: String) -> JSONValue {
    .object([
      JSONMember("type", "TextualBody"), JSONMember("purpose", .string(purpose)),
      JSONMember("value", .string(value)),
    ])
  }

  private static func creator(_ coder: Coder.ID) -> JSONValue {
    .object([JSONMember("type", "Person"), JSONMember("nickname", .string(coder.text))])
  }

  /// A path as a relative reference: what a URL does not take is written as `%e4`.
  static func reference(_ path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    return path.utf8.reduce(into: "") { result, byte in
      if plain.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  /// The same for the same sources of the same study, whenever they leave; as they leave, since a digest
  /// of a name tells whoever guesses it.
  private var pageID: String {
    let words = [study.title] + study.transcripts.map(study.release.transcript)
    var digits = Array(Digest.sha256(Array(words.joined(separator: "\n").utf8)).prefix(32))
    digits[12] = "8"
    digits[16] = "8"
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { String(digits[$0]) }.joined(separator: "-")
  }
}
