import EmicKit

/// What came of an import: for people, as JSON, as CSV.
struct ImportPage {
  let reports: [StudyImport.Report]
  /// As it was given, for commands to type.
  let study: String

  /// What was not imported and why, a message each.
  var problems: [String] {
    reports.compactMap { report in
      report.problem.map { $0.message(file: report.file, study: study) }
    }
  }

  // MARK: For people

  var text: String {
    var text = reports.filter { $0.problem == nil }.map(Self.paragraph).joined()
    text += summary + "\n"
    let warnings = reports.reduce(0) { $0 + $1.warnings.count { $0.kind != .other } }
    if warnings > 0 {
      text +=
        "Look at \(Self.count(warnings, "place")) that may tell who somebody is before coding.\n"
    }
    return DisplayText.safe(text, keepingLines: true)
  }

  /// What is told when a signal ends the import: what is in the study, and with which file to go on.
  func interrupted(before next: String) -> String {
    let new = reports.flatMap(\.texts).filter { $0.sameAs == nil }.map(\.transcript)
    guard !new.isEmpty else { return "Interrupted: nothing was imported into \(study)." }
    let shown = new.prefix(Self.shown).joined(separator: ", ")
    let more = new.count > Self.shown ? " and \(new.count - Self.shown) more" : ""
    return
      "Interrupted: \(shown)\(more) \(new.count == 1 ? "is" : "are") in \(study); \(next) and what "
      + "follows it is not. To give the command again brings the rest."
  }

  /// How many files came in.
  var summary: String {
    let new = reports.count(where: \.isImported)
    let failed = reports.count { $0.problem != nil }
    let same = reports.count - new - failed
    var sums = ["Imported \(new) of \(Self.count(reports.count, "file"))"]
    if same > 0 { sums.append("\(same) in the study already") }
    if failed > 0 { sums.append("\(failed) not imported") }
    return sums.joined(separator: ", ") + "."
  }

  private static func paragraph(_ report: StudyImport.Report) -> String {
    var text = ""
    let format = report.format?.title ?? ""
    for one in report.texts {
      if let same = one.sameAs {
        text += "\(report.file): the same text is in the study already as \(same).\n"
        continue
      }
      text += "\(report.file) → \(one.transcript)  (\(format)"
      if let encoding = report.encoding, encoding != .utf8 { text += ", \(encoding.rawValue)" }
      text += ")\n  \(contents(one))\n"
      if !one.attributes.isEmpty {
        text +=
          "  attributes: "
          + one.attributes.map { "\($0.key) \($0.value)" }.joined(separator: " · ") + "\n"
      }
    }
    if !report.leftOut.isEmpty {
      text +=
        "  left out: "
        + report.leftOut.map { "\($0.what) (\($0.count))" }.joined(separator: ", ") + "\n"
    }
    if let original = report.original { text += "  the original is in \(original)\n" }
    return text + warnings(report)
  }

  private static func contents(_ text: StudyImport.Text) -> String {
    guard text.kind == .interview else {
      return "a document without speakers: \(count(text.turns, "paragraph"))"
    }
    let speakers = text.speakers.map { "\($0.name) \($0.turns)" }
    return "\(count(text.turns, "turn")): " + speakers.joined(separator: ", ")
      + (text.times > 0 ? "; times of \(count(text.times, "stretch", "stretches"))" : "")
  }

  private static let shown = 8

  private static func warnings(_ report: StudyImport.Report) -> String {
    var text = ""
    var left: [String: Int] = [:]
    var told: [String: Int] = [:]
    for warning in report.warnings {
      let group = warning.kind == .realName || warning.kind == .other ? "" : warning.sentence
      told[group, default: 0] += 1
      guard group.isEmpty || told[group, default: 0] <= shown else {
        left[warning.sentence, default: 0] += 1
        continue
      }
      let file = warning.transcript ?? report.texts.first?.transcript ?? report.file
      text += "  \(warning.line.map { "\(file):\($0): " } ?? "")\(warning.sentence)\n"
    }
    for (sentence, count) in left.sorted(by: { $0.key < $1.key }) {
      text += "  … and on \(count) more lines: \(sentence)\n"
    }
    return text
  }

  private static func count(_ number: Int, _ thing: String, _ things: String? = nil) -> String {
    "\(number) \(number == 1 ? thing : things ?? thing + "s")"
  }

  // MARK: For scripts

  var csv: [[String]] {
    [["file", "state", "format", "encoding", "transcript", "kind", "turns", "speakers", "message"]]
      + reports.flatMap { report -> [[String]] in
        let start = [report.file, Self.state(report), report.format?.name ?? ""]
        let encoding = report.encoding?.rawValue ?? ""
        if let problem = report.problem {
          return [
            start + [encoding, "", "", "", "", problem.message(file: report.file, study: study)]
          ]
        }
        return report.texts.map { text in
          start + [
            encoding, text.transcript, Self.kind(text), "\(text.turns)", "\(text.speakers.count)",
            "",
          ]
        }
      }
  }

  var json: JSONValue {
    func number(_ count: Int) -> JSONValue { .number(String(count)) }
    return .object([
      JSONMember("study", .string(study)),
      JSONMember("files", .array(reports.map(object))),
      JSONMember(
        "counts",
        .object(
          ["imported", "same", "failed"].map { state in
            JSONMember(state, number(reports.count { Self.state($0) == state }))
          }
        )
      ),
    ])
  }

  private static func state(_ report: StudyImport.Report) -> String {
    report.problem != nil ? "failed" : report.isImported ? "imported" : "same"
  }

  private static func kind(_ text: StudyImport.Text) -> String {
    text.kind.name
  }

  private func object(_ report: StudyImport.Report) -> JSONValue {
    var members = [
      JSONMember("file", .string(report.file)),
      JSONMember("state", .string(Self.state(report))),
      JSONMember("format", report.format.map { .string($0.name) } ?? .null),
      JSONMember("encoding", report.encoding.map { .string($0.rawValue) } ?? .null),
      JSONMember("transcripts", .array(report.texts.map(Self.object))),
      JSONMember(
        "left-out",
        .array(
          report.leftOut.map { left in
            .object([
              JSONMember("what", .string(left.what)),
              JSONMember("count", .number(String(left.count))),
            ])
          }
        )
      ),
      JSONMember("warnings", .array(report.warnings.map(Self.object))),
    ]
    if let original = report.original { members.append(JSONMember("original", .string(original))) }
    if let problem = report.problem {
      members.append(
        JSONMember("problem", .string(problem.message(file: report.file, study: study)))
      )
      members.append(
        JSONMember(
          "candidates",
          .array(
            problem.candidates.map { candidate in
              .object([
                JSONMember("encoding", .string(candidate.encoding.rawValue)),
                JSONMember("preview", .array(candidate.preview.map { .string($0) })),
              ])
            }
          )
        )
      )
    }
    return .object(members)
  }

  private static func object(_ text: StudyImport.Text) -> JSONValue {
    .object([
      JSONMember("transcript", .string(text.transcript)),
      JSONMember("same-as", text.sameAs.map { .string($0) } ?? .null),
      JSONMember("kind", .string(kind(text))),
      JSONMember("turns", .number(String(text.turns))),
      JSONMember(
        "speakers",
        .array(
          text.speakers.map { speaker in
            .object([
              JSONMember("name", .string(speaker.name)),
              JSONMember("turns", .number(String(speaker.turns))),
              JSONMember("respondent", .bool(speaker.isRespondent)),
            ])
          }
        )
      ),
      JSONMember(
        "attributes",
        .object(text.attributes.map { JSONMember($0.key, .string($0.value)) })
      ),
      JSONMember("times", .number(String(text.times))),
      JSONMember("scalars", .number(String(text.scalars))),
    ])
  }

  private static func object(_ warning: StudyImport.Warning) -> JSONValue {
    let kind =
      switch warning.kind {
      case .realName: "real-name"
      case .detail(let detail): detail.rawValue
      case .other: "note"
      }
    return .object([
      JSONMember("kind", .string(kind)),
      JSONMember("transcript", warning.transcript.map { .string($0) } ?? .null),
      JSONMember("line", warning.line.map { .number(String($0)) } ?? .null),
      JSONMember("message", .string(warning.sentence)),
    ])
  }
}

extension ImportProblem {
  fileprivate var candidates: [EncodingCandidate] {
    switch self {
    case .undecided(_, _, let candidates), .badBytes(_, _, let candidates): candidates
    default: []
    }
  }
}
