/// What people have written about something else and that quotes a text that goes: it is theirs to change,
/// and named.
extension Withdrawal {
  /// - Parameters:
  ///   - texts: what goes.
  ///   - study: as it is on disk now.
  ///   - names: of the case, and of its transcripts.
  /// - Returns: where the texts are quoted, a sentence each.
  /// - Throws: where memos, summaries or proposals cannot be read.
  static func written(
    quoting texts: WithdrawnWords,
    in study: StudyFolder,
    besides names: [String]
  ) throws(StudyProblem) -> [String] {
    guard !texts.isEmpty else { return [] }
    var sentences: [String] = []
    let summaries = try study.framework().cells.filter {
      !names.contains($0.case) && texts.isQuoted(in: $0.summary)
    }
    if !summaries.isEmpty {
      let places = list(summaries.map { "\($0.case) × \($0.code)" })
      sentences.append(
        "Summaries of other cases quote the case: \(places). Change them with `emic framework`."
      )
    }
    let spoken = WithdrawnNames(names)
    for coder in study.codersOfMemos {
      let memos = try study.memos(of: coder).entries
      for (what, isMeant) in [
        ("quote the case", texts.isQuoted), ("speak of the case by its name", spoken.areSpokenOf),
      ] as [(String, (String) -> Bool)] {
        let places = memos.filter { isMeant($0.memo.text) }
          .compactMap { place(of: $0.subject, besides: names) }
        if !places.isEmpty {
          sentences.append(
            "Memos of \(coder) \(what): \(list(places)). Change or remove them."
          )
        }
      }
    }
    let called = try codes(calledByWordsOf: names, in: study)
    if !called.isEmpty {
      sentences.append(
        "Codes are called by words of the case: \(list(called.map(\.text))). Rename or retire them; their ids stay."
      )
    }
    let workers = Set(study.sidecars.map(\.coder) + study.file.coders.map(\.id)).sorted()
    for coder in workers {
      let codes = try study.proposals(of: coder).filter { code in
        // Most are called by respondents' words, however few.
        isCalled(code, by: texts)
          || code.name.entries.contains { texts.isQuoted(in: $0.text) }
      }
      if !codes.isEmpty {
        sentences.append(
          "Proposed codes of \(coder) quote the case: \(list(codes.map { "+\($0.id)" })). Accept them under "
            + "other words, or decline them."
        )
      }
    }
    return sentences + notes(quoting: texts, in: study, besides: names)
  }

  /// Codes of the codebook that somebody has made of words of the case, however few.
  private static func codes(
    calledByWordsOf names: [String],
    in study: StudyFolder
  ) throws(StudyProblem) -> [Code.ID] {
    let book = try study.codebook()
    let own = study.sidecars.filter { names.contains($0.transcript) }
    let sidecars = own.compactMap { try? study.sidecar(of: $0.transcript, by: $0.coder) }
    let codes = sidecars.flatMap(\.codings).filter(\.isInVivo).map {
      FlaggedPassages.plain($0.code)
    }
    return Set(codes).filter { book[$0] != nil }.sorted()
  }

  private static func place(
    of subject: MemosFile.Subject,
    besides names: [String]
  ) -> String? {
    switch subject {
    case .code(let code): "on the code \(code)"
    case .case(let name): names.contains(name) ? nil : "on the case \(name)"
    case .study: "on the study"
    }
  }

  /// Memos and reasons that stand in sidecars and submissions of other transcripts; what of them cannot be read,
  /// `emic check` names.
  private static func notes(
    quoting texts: WithdrawnWords,
    in study: StudyFolder,
    besides names: [String]
  ) -> [String] {
    let others = study.sidecars.filter { !names.contains($0.transcript) }
    let found = Concurrently.map(others.count) { index in
      let (transcript, coder) = others[index]
      let sidecar = (study.sidecarName(of: transcript, by: coder), coder)
      let copies = study.submissions(of: transcript, by: coder).map { number in
        (study.submissionName(of: transcript, by: coder, number: number), coder)
      }
      return ([sidecar] + copies).filter { path, coder in
        guard let sidecar = try? study.sidecar(inCopy: path, by: coder) else { return false }
        return isQuoted(texts, in: sidecar)
      }.map(\.0)
    }
    let files = found.flatMap { $0 }
    return files.isEmpty
      ? []
      : [
        "Memos or reasons in sidecars of other transcripts quote the case: \(list(files)). Their coders can "
          + "change them; submissions and backups keep what they were."
      ]
  }

  private static func isQuoted(_ texts: WithdrawnWords, in sidecar: Sidecar) -> Bool {
    let ofCodings = (sidecar.codings + sidecar.orphans).flatMap {
      [$0.memo, $0.replacement ?? "", $0.settlement?.note ?? ""]
    }
    return (sidecar.memos.map(\.text) + ofCodings).contains { texts.isQuoted(in: $0) }
  }

  /// As many as can be looked at; how many more there are is said.
  static func list(_ places: [String]) -> String {
    let shown = places.prefix(20).joined(separator: ", ")
    return places.count > 20 ? "\(shown) and \(places.count - 20) more" : shown
  }
}
