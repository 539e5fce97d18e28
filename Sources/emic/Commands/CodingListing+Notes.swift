import EmicKit

/// What is to be said of an answer: what it leaves out and why, what could not be read.
extension CodingListing {
  /// That work is on a text which has changed since: left out, or where it stands may be wrong.
  private var staleNote: String? {
    let shown = otherStale + shownStale
    guard !shown.isEmpty else { return nil }
    let names = shown.map { "\($0.transcript) by \($0.coder)" }.joined(separator: ", ")
    let command = ReanchorCommandLine.words(for: shown.map(\.coder))
    return leavesOutStale
      ? "Left out: \(names) (the text has changed since). \(command) finds the codings again."
      : "The text has changed since it was coded: \(names). These codings stand at their old places, "
        + "which may be wrong; \(command) finds them again."
  }

  /// Work on a text that has changed since, as far as it is shown or left out.
  private var shownStale: [(transcript: String, coder: Coder.ID)] {
    stale.filter { work in
      leavesOutStale
        || sources.contains {
          $0.transcript == work.transcript && $0.coder == work.coder && !$0.found.isEmpty
        }
    }
  }

  /// Takes another part of the same answer in as it is counted: its codings without their words.
  mutating func count(_ part: CodingListing) {
    absorb(part)
    sources += part.sources.map(\.counted)
    uncoded += part.uncoded
    hidden.formUnion(part.hidden)
  }

  /// Takes over what is to be said of another part of the same answer, not what is in it.
  mutating func absorb(_ part: CodingListing) {
    // A folder that cannot be listed is a problem of every part.
    problems += part.problems.filter { !problems.contains($0) }
    unknown.add(part.unknown)
    refused.add(part.refused)
    known.merge(part.known) { $0.union($1) }
    speakers.formUnion(part.speakers)
    otherGaps += part.gaps
    if leavesOutStale { stale += part.stale } else { otherStale += part.shownStale }
    drafts.formUnion(part.drafts)
    otherNotes += part.lossNotes + part.doubtNotes
    unrecorded.formUnion(part.unrecorded)
    firstLooks += part.firstLooks
    // Most parts have no proposals.
    if part.codebook.codes.count > part.plainCodes {
      codebook = codebook.adding(part.codebook.codes)
    }
  }

  /// Says what is not in the answer, and fails when something could not be read.
  func finish(_ output: OutputOptions) throws(Failure) {
    for problem in problems { Output.writeError(problem) }
    for note in notes { output.note(note) }
    guard problems.isEmpty else { throw .silent(3) }
  }

  /// What is not in the answer, though nothing is wrong.
  var notes: [String] {
    var notes = refused.notes(
      on: countedAttributes.union(filter.conditions.map(\.attribute)),
      study: study.file
    )
    notes += unknown.notes(listing: { $0.joined(separator: ", ") }, asking: "--case ")
    if !drafts.isEmpty {
      notes.append(
        "Drafts are left out: \(drafts.sorted().joined(separator: ", ")). --layer current takes them in."
      )
    }
    notes += unmeantNotes + otherNotes + [staleNote].compactMap { $0 } + lossNotes + doubtNotes
    if let asker = work.blindness.asker, !firstLooks.isEmpty {
      notes.append(
        "\(asker) is shown others' codings of \(firstLooks.joined(separator: ", ")) for the first time: "
          + "what \(asker) submits of them from now on does not count as blind. --coder \(asker) shows "
          + "their own alone."
      )
    }
    let gaps = otherGaps + gaps
    notes += gaps
    if !gaps.isEmpty, work.blindness.asker == nil {
      let whose = wanted.count == 1 ? wanted[0].text : "ID"
      notes.append(
        "Nobody asks by name, and an observer sees what is submitted only. To see your own drafts "
          + "too, say who you are: --as \(whose), or $EMIC_CODER."
      )
    }
    return notes
  }

  /// That work is gone: a part is not to be taken for the whole.
  private var lossNotes: [String] {
    transcripts.keys.sorted().compactMap { study.noteOfLoss(on: $0, of: wanted, named: $0) }
  }

  /// That flags which are asked for bind words nobody has found again: such codings are in no list.
  private var doubtNotes: [String] {
    guard filter.flags.contains(where: { $0 == .doNotQuote || $0 == .redact }) else { return [] }
    return transcripts.keys.sorted().compactMap { name in
      guard let doubt = transcripts[name].flatMap(work.flagDoubt), doubt.reason != .unreadable
      else {
        return nil
      }
      return doubt.message
    }
  }

  /// What was asked for and can't be found, whatever is coded.
  private var unmeantNotes: [String] {
    var notes: [String] = []
    let families = (filter.codes + filter.relations.map(\.code)).filter {
      codebook[$0]?.isFamily == true
    }
    if !filter.includesSubcodes, let family = families.first {
      notes.append(
        "\(family) is a family and has no codings of its own. --with-subcodes asks for the codes "
          + "below it."
      )
    }
    for condition in filter.conditions where condition.relation == .equal {
      guard !condition.value.isEmpty, let values = known[condition.attribute],
        values.allSatisfy({ condition.answer(for: $0) != .fits })
      else { continue }
      let name = condition.attribute
      let shown = Self.list(values)
      notes.append("No source has \(name)=\(condition.value). What they have: \(shown).")
    }
    for label in filter.speakers where !speakers.contains(label) {
      let shown = Self.list(speakers)
      notes.append("Nobody is called \"\(label)\" in these sources. Who speaks there: \(shown).")
    }
    return notes
  }

  /// The first names, and how many there are where those are not all.
  private static func list(_ names: some Collection<String>) -> String {
    names.sorted().prefix(mostNames).joined(separator: ", ")
      + (names.count > mostNames ? ", … (\(names.count) in all)" : "")
  }

  /// Work that is not shown to who asks.
  private var gaps: [String] {
    transcripts.keys.sorted().compactMap { name in
      if wanted == [Coder.consensus], work.hiddenCount(of: name, among: wanted) > 0 {
        return "\(name): its adjudication is not closed yet; what is settled so far is left out."
      }
      let hidden = work.hiddenCount(of: name, among: wanted)
      guard hidden > 0 else { return nil }
      let whose = hidden == 1 ? "one coder's work is" : "\(hidden) coders' work is"
      return work.blindness.isBlind(to: name)
        ? work.blindSentence(about: [name])
        : "\(name): \(whose) not submitted yet and left out."
    }
  }
}
