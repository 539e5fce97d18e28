/// Codings of a project with their places in the texts.
extension ForeignProject {
  mutating func addCodings(of project: QDAProject, _ places: inout QDAPlaces) {
    // What was made of a document says nothing of how a program counts its text.
    let plain = places.sources.filter { !places.rich.contains($0.source.guid) }
    let fit = QDAFit(plain.map { ($0.text, $0.source.selections) }, origin: project.origin)
    report.notes.append(fit.sentence)
    let known = Set(project.codes.map(\.guid))
    for (text, (source, raw)) in places.sources.enumerated() {
      let steps = raw.steps(fit.counting)
      for selection in source.selections {
        let start = selection.start.flatMap(steps.canonical)
        let end = selection.end.flatMap(steps.canonical)
        var counted: Span?
        if let start, let end, start < end { counted = Span(start..<end) }
        let isRich = places.rich.contains(source.guid)
        if isRich { counted = QDAQuote.place(of: selection.name, in: raw.text, near: counted) }
        guard let span = counted else {
          if isRich {
            report.leaveOut(
              "codings whose words are not in the document",
              max(1, selection.codings.count)
            )
          } else {
            outOfRange(selection, source, raw.text.scalarCount)
          }
          continue
        }
        if selection.codings.isEmpty { report.leaveOut("selections without a code") }
        for (place, coding) in selection.codings.enumerated() {
          add(
            coding,
            of: selection,
            isFirst: place == 0,
            on: span,
            in: text,
            source: source,
            project,
            known,
            &places
          )
        }
      }
      if !source.codings.isEmpty, raw.text.scalarCount > 0 {
        // A code on the whole text has no place; the whole text is one.
        for coding in source.codings {
          add(
            coding,
            of: nil,
            isFirst: false,
            on: raw.text.span,
            in: text,
            source: source,
            project,
            known,
            &places
          )
        }
      }
    }
    var reported = 0
    report.notes.removeAll { note in
      guard note.hasPrefix(QDACheck.outOfRange) else { return false }
      reported += 1
      return reported > 10
    }
  }

  private mutating func outOfRange(
    _ selection: QDAProject.Selection,
    _ source: QDAProject.Source,
    _ length: Int
  ) {
    report.leaveOut("codings whose offsets lie outside the text", max(1, selection.codings.count))
    let place =
      "\(selection.start.map(String.init) ?? "?") to "
      + "\(selection.end.map(String.init) ?? "?")"
    report.notes.append(
      "\(QDACheck.outOfRange) in line \(selection.line), from \(place), is no stretch of "
        + "\"\(source.name)\", which has \(length) characters: it is left out."
    )
  }

  private mutating func add(
    _ coding: QDAProject.Coding,
    of selection: QDAProject.Selection?,
    isFirst: Bool,
    on span: Span,
    in text: Int,
    source: QDAProject.Source,
    _ project: QDAProject,
    _ known: Set<String>,
    _ places: inout QDAPlaces
  ) {
    guard let code = coding.codes.first, known.contains(code) else {
      report.leaveOut("codings with a code that is not in the project")
      return
    }
    let created = QDADate.timestamp(coding.created ?? selection?.created)
    // The selection's id is the one that others know, unless several codings share it.
    let id = isFirst ? selection?.guid : coding.guid
    for key in [selection?.guid, coding.guid].compactMap({ $0 }) where !key.isEmpty {
      places.codings[key, default: []].append(codings.count)
    }
    codings.append(
      Coding(
        user: coding.user ?? selection?.user ?? source.user ?? project.user,
        text: text,
        code: code,
        span: span,
        id: id,
        created: created,
        modified: QDADate.timestamp(selection?.modified),
        memo: isFirst ? (selection?.description ?? "") : ""
      )
    )
    for extra in coding.codes.dropFirst() where known.contains(extra) {
      report.leaveOut("second codes of one coding")
    }
  }
}
