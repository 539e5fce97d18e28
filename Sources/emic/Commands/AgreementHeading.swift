import Agreement
import EmicKit

/// What stands above every table: who was compared on what, how, and what was left out.
struct AgreementHeading {
  let figures: StudyFigures
  let title: String
  var form = Table.Form.columns(isBold: false)

  private var study: ComparisonSummary { figures.compared }

  var text: String {
    let name = title.isEmpty ? "" : " of \(DisplayText.safe(title))"
    var lines = [
      "Intercoder agreement\(name)" + (study.isAsFound ? ", as found, before discussion" : "")
    ]
    func add(_ key: String, _ value: String) {
      guard form != .list else {
        lines.append("\(key.isEmpty ? "left out" : key): \(DisplayText.safe(value))")
        return
      }
      let padding = String(repeating: " ", count: 13 - key.count)
      lines.append("  \(key)\(padding)\(DisplayText.safe(value))")
    }
    add("unit", unit)
    add("coders", study.coders.map(\.text).joined(separator: ", "))
    for line in sources { add(line.key, line.value) }
    add("layer", layer)
    add("codebook", "version \(study.codebook.version)\(coded)\(level)")
    if let resampling = figures.options.resampling { add("intervals", intervals(resampling)) }
    let left = leftOut
    add("left out", left.first ?? "nothing")
    for line in left.dropFirst() { add("", line) }
    for line in speakers + reanchored { add("note", line) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let fewest = 6

  private func intervals(_ resampling: Resampling) -> String {
    guard figures.blocks.contains(where: { $0.transcripts.count >= Self.fewest }) else {
      return "none: fewer than \(Self.fewest) transcripts would promise too much"
    }
    let share = Figures.percent(figures.options.confidence)
    return switch resampling {
    case .jackknife: "\(share), jackknife over transcripts"
    case .bootstrap(let resamples, let seed):
      "\(share), bootstrap over transcripts (\(resamples) resamples, seed \(seed))"
    }
  }

  private var unit: String {
    let kinds = Set(figures.blocks.flatMap(\.transcripts).map(\.kind))
    let units = figures.blocks.flatMap(\.transcripts).reduce(0) { $0 + $1.units }
    let name =
      study.unit != .turn || kinds == [.interview]
      ? study.unit.rawValue : kinds == [.document] ? "paragraph" : "turn, in documents paragraph"
    let scope =
      switch (study.scope, kinds.contains(.document)) {
      case (.respondents, false): "what respondents say"
      case (.respondents, true): "what respondents say, of documents all after the header"
      case (.body, false): "what anybody says"
      case (.body, true):
        kinds == [.document]
          ? "all after the header" : "what anybody says, of documents all after the header"
      case (.all, _): "everything, the header included"
      }
    return "\(name): \(units) in all; scope \(study.scope.rawValue): \(scope)"
  }

  /// By which versions it was coded, where that is not the one it is read by.
  private var coded: String {
    let versions = study.remarks.codedVersions
    return versions == [study.codebook.version] || versions.isEmpty
      ? "" : " (coded by version \(versions.map { String($0) }.joined(separator: ", ")))"
  }

  private var level: String {
    switch study.request.level {
    case .code: ""
    case .withSubcodes: "; a code also has the passages of the codes below it"
    case .family: "; families, with all codes below them"
    }
  }

  private var layer: String {
    var words =
      study.request.layer == .current
      ? "current: submitted sidecars as they stand, blind or not"
      : study.request.includesSeen
        ? "submitted: the last submission of each coder, also after seeing others' work"
        : "submitted: the last blind submission of each coder"
    if study.request.includesDrafts { words += "; drafts" }
    if study.request.coders.contains(where: { $0.submission != nil }) {
      words += "; a submission that is named stands as it is, blind or not"
    }
    return words
  }

  private var sources: [(key: String, value: String)] {
    figures.blocks.map { block in
      let key = block.kind.map { $0 == .interview ? "interviews" : "documents" }
      let names = block.transcripts.prefix(6).map { transcript in
        let coders =
          transcript.coders.count == block.coders.count
          ? "" : " by \(transcript.coders.map { block.coders[$0].text }.joined(separator: ", "))"
        return "\(transcript.transcript) (\(study.unit.counted(transcript.units))\(coders))"
      }
      let more = block.transcripts.count - names.count
      return (
        key ?? "sources",
        "\(block.transcripts.count): " + names.joined(separator: ", ")
          + (more > 0 ? " and \(more) more" : "")
      )
    }
  }

  private var leftOut: [String] {
    var lines: [String] = []
    if !study.calibrationLeftOut.isEmpty {
      lines.append(
        "calibration: \(study.calibrationLeftOut.joined(separator: ", ")) (--round NAME shows one)"
      )
    }
    for (words, own) in study.leftOut.byWords {
      lines.append("\(words): \(own.places(of: study.coders))")
    }
    return lines
  }

  /// Sources that changed after they were submitted.
  private var reanchored: [String] {
    study.remarks.reanchored.map { name, unplaced in
      let orphans = unplaced == 1 ? "1 coding" : "\(unplaced) codings"
      return "the text of \(name) has changed since it was submitted; its codings were found again"
        + (unplaced == 0 ? "" : ", but \(orphans)")
    }
  }

  /// Sources in which nobody is known as interviewer.
  private var speakers: [String] {
    guard study.scope == .respondents else { return [] }
    let names = study.remarks.withoutInterviewers
    guard !names.isEmpty else { return [] }
    return ["no interviewer is known in \(names.joined(separator: ", ")): every speaker counts"]
  }
}
