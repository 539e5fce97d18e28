import EmicKit
import EmicTUI
import Terminal

/// What leaves the screen: every word of it as it may leave the study.
extension CodingsDesk {
  func export(
    _ rows: [CodingRow],
    as form: Effect.ExportForm,
    named name: String,
    for coder: Coder.ID
  ) {
    inBackground(for: coder) { leaving in
      // A table as the commands print it; on a page the order of the screen stands.
      let list = try leaving.wholeList(form == .csv ? rows.sorted() : rows)
      let page = QuotationPage(
        list: list,
        codebook: leaving.codings.codebook.released(leaving.release),
        attributeNames: leaving.codings.attributeNames
      )
      let text = form == .markdown ? page.markdown : CSV.text(of: page.csv)
      let path = try leaving.write(text, named: "\(name).\(form.ending)")
      let count = form == .markdown ? page.markdownCount : list.quotations.count
      return "Exported \(count == 1 ? "1 quotation" : "\(count) quotations") to \(path)."
        + LeavingWords.withheld(list)
    }
  }

  /// Writes counts as the commands print them.
  func export(_ question: Question, for coder: Coder.ID) {
    let (mailbox, reading, study, names) = (mailbox, reading, study, names)
    Task.detached(priority: .userInitiated) {
      do {
        let answered = try await reading.answer(question, number: nil, nil, for: coder)
        let leaving = try LeavingWords(codings: answered.codings, names: names)
        try leaving.refuseWithoutNames()
        if let problem = answered.codings.problems.first {
          throw ExportProblem.incomplete(problem)
        }
        let counts = CountsExport(answered, leaving.release)
        let path = try leaving.write(CSV.text(of: counts.file.rows), named: counts.file.name)
        let note = "Exported these counts to \(path)." + counts.warning
        mailbox.post(.action(.note(note, isProblem: false)))
      } catch {
        let words = (error as? StudyCodings.Refusal)?.message ?? Failure(error).message
        mailbox.post(.action(.note(study.brief("Not exported: \(words)"), isProblem: true)))
      }
    }
  }

  func export(_ memos: [ListedMemo], titled title: String, for coder: Coder.ID) {
    inBackground(for: coder) { leaving in
      let rows = memos.compactMap { memo -> CodingRow? in
        if case .coding(let row) = memo.subject { row } else { nil }
      }
      let quotations = Dictionary(
        try leaving.wholeList(rows).quotations.map { ($0.stored.coding.id, $0.text) },
        uniquingKeysWith: { first, _ in first }
      )
      let words = leaving.release.words
      let text = MemoPage.markdown(memos, title: title, words: words) { row in
        quotations[row.coding.id]
      }
      return "Exported these memos to \(try leaving.write(text, named: "memos.md"))."
    }
  }

  func copy(_ row: CodingRow, for coder: Coder.ID) {
    let place = clipboard
    inBackground(for: coder) { leaving in
      let list = try leaving.list([row])
      guard let quotation = list.quotations.first else {
        throw Failure.refused("Not copied.\(LeavingWords.withheld(list))")
      }
      return try leaving.copy(quotation.text, quotation.reference, and: place)
    }
  }

  /// Copies words of a transcript, coded or not.
  func copy(_ span: Span, of transcript: String, _ reference: String, for coder: Coder.ID) {
    let place = clipboard
    inBackground(for: coder) { leaving in
      try leaving.copy(
        leaving.words(of: span, in: transcript),
        leaving.release.words(reference),
        and: place
      )
    }
  }

  /// Takes a text to the terminal's clipboard; `nil` where that is not wanted.
  private var clipboard: (@Sendable (String) -> Void)? {
    guard usesClipboard else { return nil }
    let mailbox = mailbox
    return { mailbox.post(.toClipboard($0)) }
  }

  /// Writes the study's work into a file, as `emic export` does.
  func exportStudy(to path: String, for coder: Coder.ID) {
    let (mailbox, study, names, reading) = (mailbox, study, names, reading)
    Unfinished.keepTrack()
    Task.detached(priority: .userInitiated) {
      defer { mailbox.post(.action(.exportEnded)) }
      do {
        let unasked = try await reading.unasked(toExportFor: coder)
        guard unasked.isEmpty else {
          mailbox.post(.action(.revealAsked(.export(path), transcripts: unasked)))
          return
        }
        let export = StudyExport(study: study, coder: coder, names: names)
        let sentence = try export.run(to: path) { step, done, count in
          mailbox.post(.action(.exporting(step: step, done: done, of: count)))
        }
        mailbox.post(.action(.note(study.brief(sentence), isProblem: false)))
      } catch let refusal as StudyExport.PathRefusal {
        let sentence = "Not exported: \(study.brief(refusal.message))"
        mailbox.post(.action(.answerRefused(sentence)))
      } catch {
        let words = (error as? ExportProblem)?.message ?? Failure(error).message
        mailbox.post(.action(.note("Not exported: \(study.brief(words))", isProblem: true)))
      }
    }
  }

  /// Reads the flags of all coders as they are now, and lets words leave that may.
  func inBackground(
    for coder: Coder.ID,
    _ body: @escaping @Sendable (LeavingWords) throws -> String
  ) {
    let (mailbox, reading, study, names) = (mailbox, reading, study, names)
    Task.detached(priority: .userInitiated) {
      do {
        let codings = try await reading.readAnew(for: coder)
        let sentence = try body(LeavingWords(codings: codings, names: names))
        mailbox.post(.action(.note(sentence, isProblem: false)))
      } catch {
        mailbox.post(.action(.note(study.brief(Failure(error).message), isProblem: true)))
      }
    }
  }
}

/// Words that leave the study from the screen, as the commands let them.
struct LeavingWords {
  let codings: StudyCodings
  /// Those that are replaced; `nil` for none.
  let names: NameList?

  let release: Release

  /// - Parameters:
  ///   - codings: of the study as it is now.
  ///   - names: those that are replaced; `nil` for none.
  /// - Throws: where a sidecar cannot be read, so that nobody knows what is flagged.
  init(codings: StudyCodings, names: NameList?) throws(Failure) {
    self.codings = codings
    self.names = names
    release = try .leaving(codings.study, names)
  }

  /// - Throws: where the study says that no words leave it as they are, and no list is given.
  func refuseWithoutNames() throws(Failure) {
    guard codings.study.file.namesRequired, names == nil else { return }
    throw .refused(Self.namesRequired)
  }

  static let namesRequired =
    "`names: required` stands in study.yaml, so no words leave the study as they are. Nothing was "
    + "written; open the study with `emic STUDY --names FILE`, which replaces the names."

  /// Words of a transcript, coded or not.
  ///
  /// - Parameters:
  ///   - span: in the transcript.
  ///   - transcript: its path.
  /// - Returns: the words on one line, names and redactions replaced.
  /// - Throws: where a part of them may not leave, whoever has said so.
  func words(of span: Span, in transcript: String) throws(Failure) -> String {
    try refuseWithoutNames()
    let text = codings.transcripts[transcript]
    if let text, let doubt = codings.work.flagDoubt(about: text) {
      throw .data("\(doubt.message) Not copied.")
    }
    guard let text, let words = codings.work.source(text, release).quotation(of: span)
    else {
      throw .refused("A part of these words is flagged do-not-quote: not copied.")
    }
    return words
  }

  func list(_ rows: [CodingRow]) throws(Failure) -> QuotationList {
    try refuseWithoutNames()
    return QuotationList(
      of: rows,
      in: codings.transcripts,
      work: codings.work,
      attributes: QuotationList.defaultAttributes(of: codings.attributeNames),
      release: release
    )
  }

  /// A list that takes the place of an earlier one.
  ///
  /// - Throws: besides, where nobody knows which words of a transcript may leave.
  func wholeList(_ rows: [CodingRow]) throws -> QuotationList {
    let list = try list(rows)
    if let doubt = list.doubts.first { throw ExportProblem.unknownFlags(doubt) }
    return list
  }

  func write(_ text: String, named name: String) throws(Failure) -> String {
    do throws(FileProblem) {
      return try ExportFile.write(text, named: name, in: codings.study)
    } catch {
      throw .data("Not exported: \(error.message)")
    }
  }

  /// Puts words where `y` puts them.
  ///
  /// - Parameters:
  ///   - words: as they may leave.
  ///   - reference: where they stand.
  ///   - clipboard: takes the quotation, too; `nil` where that is not wanted.
  /// - Returns: where it is now, in a sentence.
  /// - Throws: when it could not be written.
  func copy(
    _ words: String,
    _ reference: String,
    and clipboard: ((String) -> Void)?
  ) throws(Failure) -> String {
    let quotation = "“\(words)” (\(reference))"
    do throws(FileProblem) {
      try QuotationFile.append(quotation, in: codings.study)
    } catch {
      throw .data("Not copied: \(error.message)")
    }
    guard let clipboard else { return "Copied to \(QuotationFile.name)." }
    guard quotation.utf8.count <= Clipboard.longest else {
      return "Copied to \(QuotationFile.name); it is too long for a terminal's clipboard."
    }
    clipboard(quotation)
    return "Copied to \(QuotationFile.name) and to the clipboard."
  }

  /// How many codings are not quoted, and why.
  static func withheld(_ list: QuotationList) -> String {
    var words = ""
    if list.withheld > 0 {
      words += " \(list.withheld) left out: a part of the words is flagged do-not-quote."
    }
    for doubt in list.doubts { words += " Nothing is quoted of \(doubt.message)" }
    if list.stale > 0 { words += " \(list.stale) left out: the transcript has changed since." }
    return words
  }
}
