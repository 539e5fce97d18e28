/// What a coder does, as changes: each function only says what would change; `apply` does it.
extension Sidecar {
  /// Assigns codes to a span, as one change.
  ///
  /// Over codings of the same code that share text with it, the earliest of them is extended and
  /// takes in the others: its id stays, memos are joined, flags united.
  ///
  /// - Parameters:
  ///   - codes: assignable codes; whether they are is the caller's to know.
  ///   - span: not empty, within the text.
  ///   - transcript: whose text is coded.
  ///   - version: of the codebook.
  ///   - memo: goes to each coding; empty for none.
  ///   - summary: the words of the change where it changes anything; left out, they are made of codes and place.
  ///   - moment: gives the time and the new ids.
  /// - Returns: an empty change, whose words say so, when all stand on all of the span already.
  /// - Throws: what no sidecar should lead to.
  public func assigning(
    _ codes: [Code.ID],
    to span: Span,
    in transcript: Transcript,
    codebook version: Int,
    memo: String = "",
    saying summary: String? = nil,
    moment: inout Moment
  ) throws(ChangeProblem) -> Change {
    var sidecar = self
    var all: [Change.Edit] = []
    var (assigned, others): ([String], [String]) = ([], [])
    for (index, code) in codes.enumerated() {
      let edits = sidecar.edits(
        assigning: code,
        to: span,
        in: transcript,
        codebook: version,
        memo: memo,
        moment: &moment
      )
      // Mostly there is one code: its edits need not be copied.
      if all.isEmpty { all = edits } else { all += edits }
      if edits.isEmpty {
        others.append("\(code) stands on these words already.")
      } else {
        assigned.append(code.text)
      }
      // The next code may be the same again: it is told what this one did.
      if index + 1 < codes.count { try sidecar.apply(Change("", edits), at: moment.now) }
    }
    guard !assigned.isEmpty else { return Change(others.joined(separator: " "), []) }
    let words =
      summary
      ?? "Assigned \(assigned.joined(separator: ", ")) to \(span.characters)\(transcript.place(of: span))."
    return Change(words, all)
  }

  /// What one of the codes changes: nothing where it stands on all of the span already.
  private func edits(
    assigning code: Code.ID,
    to span: Span,
    in transcript: Transcript,
    codebook version: Int,
    memo: String,
    moment: inout Moment
  ) -> [Change.Edit] {
    let touched = (0..<codings.count(startingBefore: span.end)).filter {
      codings[$0].span.overlaps(span) && codings[$0].code == code
    }.map { codings[$0] }
    guard
      let earliest = touched.min(by: { ($0.created, $0.id) < ($1.created, $1.id) })
    else {
      let coding = Coding(
        id: Coding.ID(moment.newID()),
        code: code,
        span: span,
        codebook: version,
        created: moment.now,
        modified: moment.now,
        words: StoredWords(of: span, in: transcript, memo: memo)
      )
      return [.coding(before: nil, after: coding)]
    }
    let joined = touched.reduce(span) { $0.union($1.span) }
    let others = touched.filter { $0.id != earliest.id }.sorted()
    if joined == earliest.span, others.isEmpty, memo.isEmpty { return [] }
    var extended = earliest.moved(to: joined, in: transcript)
    extended.codebook = version
    return Self.edits(replacing: earliest, by: extended, takingIn: others, adding: memo)
  }

  /// Removes codings; ids that are not there are passed over.
  public func removing(_ ids: [Coding.ID], in transcript: Transcript) -> Change {
    let gone = codings.filter { ids.contains($0.id) }
    let names = gone.map { "\($0.code)\(transcript.place(of: $0.span, inBrackets: true))" }
    return Change(
      "Removed \(names.joined(separator: ", ")).",
      gone.map { .coding(before: $0, after: nil) }
    )
  }

  /// Gives a coding another code: span, id, memo and flags stay.
  ///
  /// Where the coder has that code on the same words already, the coding takes it in.
  public func changingCode(
    of id: Coding.ID,
    to code: Code.ID,
    codebook version: Int,
    in transcript: Transcript
  ) -> Change {
    guard let coding = codings.first(where: { $0.id == id }), coding.code != code else {
      return Change("It is \(code) already.", [])
    }
    var changed = coding
    changed.code = code
    changed.codebook = version
    let edits = edits(replacing: coding, by: changed)
    return Change(
      "Changed \(coding.code) to \(code)\(transcript.place(of: coding.span))."
        + (edits.count > 1 ? " \(Self.tookIn(code))" : ""),
      edits
    )
  }

  /// Makes one of codings of the same code on just the same words.
  ///
  /// - Parameter id: of the one that stays.
  /// - Returns: an empty change where it stands there alone.
  public func takingInTwins(of id: Coding.ID) -> Change {
    guard let coding = codings.first(where: { $0.id == id }) else {
      return Change("The coding is gone.", [])
    }
    let edits = edits(replacing: coding, by: coding)
    return Change(Self.tookIn(coding.code), edits.count > 1 ? edits : [])
  }

  private static func tookIn(_ code: Code.ID) -> String {
    "It takes in the \(code) that stood there."
  }

  /// Puts a changed coding in its place, which takes in what is the same there.
  private func edits(replacing coding: Coding, by changed: Coding) -> [Change.Edit] {
    let same = codings.filter {
      $0.id != coding.id && $0.code == changed.code && $0.span == changed.span
    }
    return Self.edits(replacing: coding, by: changed, takingIn: same)
  }

  /// Puts a changed coding in its place, which takes in others: memos are joined, flags united, the
  /// first replacement of redacted words is kept.
  private static func edits(
    replacing coding: Coding,
    by changed: Coding,
    takingIn others: [Coding],
    adding memo: String = ""
  ) -> [Change.Edit] {
    let all = [changed] + others
    var whole = changed
    whole.memo = (all.map(\.memo) + [memo]).filter { !$0.isEmpty }.joined(separator: "\n\n")
    for flag in others.flatMap(\.flags) where !whole.flags.contains(flag) {
      whole.flags.append(flag)
    }
    whole.replacement = all.lazy.compactMap(\.replacement).first
    return [.coding(before: coding, after: whole)]
      + others.map { .coding(before: $0, after: nil, into: coding.id) }
  }

  /// Moves codings to another span, the quotation and its context with them.
  public func moving(_ ids: [Coding.ID], to span: Span, in transcript: Transcript) -> Change {
    let moved = codings.filter { ids.contains($0.id) && $0.span != span }
    let names =
      moved.count > 3
      ? "\(moved.count) codings" : moved.map(\.code.text).joined(separator: ", ")
    return Change(
      "Moved \(names) to \(span.count) characters\(transcript.place(of: span)).",
      moved.map { .coding(before: $0, after: $0.moved(to: span, in: transcript)) }
    )
  }

  /// Sets the memo on codings; an empty text takes it away.
  public func settingMemo(_ memo: String, on ids: [Coding.ID]) -> Change {
    let changed = codings.filter { ids.contains($0.id) && $0.memo != memo }
    guard !changed.isEmpty else {
      guard codings.contains(where: { ids.contains($0.id) }) else {
        return Change("The coding is gone, and with it the place of a memo.", [])
      }
      return Change(memo.isEmpty ? "There is no memo to remove." : "The memo is as it was.", [])
    }
    let names = changed.map(\.code.text).joined(separator: ", ")
    return Change(
      memo.isEmpty ? "Took the memo off \(names)." : "Memo on \(names).",
      changed.map { coding in
        var after = coding
        after.memo = memo
        return .coding(before: coding, after: after)
      }
    )
  }

  /// Writes, rewrites or (with an empty text) removes the coder's memo on the transcript.
  public func settingTranscriptMemo(_ text: String, id: Memo.ID?, moment: inout Moment) -> Change {
    let existing = id.flatMap { id in memos.first { $0.id == id } }
    if text.isEmpty {
      guard let existing else { return Change("There is no memo to remove.", []) }
      return Change("Removed the memo on the transcript.", [.memo(before: existing, after: nil)])
    }
    guard existing?.text != text else { return Change("The memo is as it was.", []) }
    var after = existing ?? Memo(id: Memo.ID(moment.newID()), at: moment.now, text: text)
    after.text = text
    after.at = moment.now
    return Change("Memo on the transcript.", [.memo(before: existing, after: after)])
  }

  /// Sets a flag on a coding, or takes it away when it is set.
  ///
  /// - Parameters:
  ///   - flag: which one.
  ///   - id: of the coding.
  ///   - replacement: for `redact`, what stands there instead where text leaves the study.
  /// - Returns: an empty change when there is no such coding.
  public func toggling(
    _ flag: Coding.Flag,
    on id: Coding.ID,
    replacement: String? = nil
  ) -> Change {
    guard let coding = codings.first(where: { $0.id == id }) else {
      return Change("The coding is gone.", [])
    }
    var after = coding
    let isSet = coding.flags.contains(flag)
    if isSet { after.flags.removeAll { $0 == flag } } else { after.flags.append(flag) }
    if flag == .redact { after.replacement = isSet ? nil : replacement }
    return Change(
      isSet ? "\(coding.code) is no longer \(flag.text)." : "\(coding.code) is \(flag.text).",
      [.coding(before: coding, after: after)]
    )
  }

  /// Marks a turn as read and left uncoded on purpose, or takes the mark away.
  public func togglingNothingHere(_ turn: SourceStructure.Turn, moment: Moment) -> Change {
    if let mark = nothingHere.first(where: { $0.span == turn.speech }) {
      return Change(
        "Turn \(turn.number) is open again.",
        [.nothingHere(before: mark, after: nil)]
      )
    }
    let mark = NothingHere(span: turn.speech, at: moment.now)
    return Change(
      "Nothing to code in turn \(turn.number).",
      [.nothingHere(before: nil, after: mark)]
    )
  }
}

extension Coding {
  /// The same coding on another span of the transcript.
  public func moved(to span: Span, in transcript: Transcript) -> Coding {
    var moved = self
    moved.span = span
    moved.takeWords(from: transcript)
    return moved
  }
}

extension Transcript {
  /// How many scalars of context a coding keeps on each side.
  public static let contextLength = 32

  /// Up to 32 characters before a span, as a coding keeps them.
  public func context(before span: Span) -> String { text[spanOfContext(before: span)] }

  /// Up to 32 characters after a span.
  public func context(after span: Span) -> String { text[spanOfContext(after: span)] }

  func spanOfContext(before span: Span) -> Span {
    Span(max(0, span.start - Self.contextLength)..<span.start)
  }

  func spanOfContext(after span: Span) -> Span {
    Span(span.end..<min(text.scalarCount, span.end + Self.contextLength))
  }

  /// ` in turn 30`, ` (turn 30)`; empty outside every turn.
  func place(of span: Span, inBrackets: Bool = false) -> String {
    guard let turn = structure.turn(at: span.start) else { return "" }
    return inBrackets ? " (turn \(turn.number))" : " in turn \(turn.number)"
  }
}
