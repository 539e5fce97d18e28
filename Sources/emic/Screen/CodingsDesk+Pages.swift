import EmicKit
import EmicTUI

/// Pages for others to read, as the commands print them.
extension CodingsDesk {
  func exportCards(_ query: CodingQuery, named name: String, for coder: Coder.ID) {
    var query = query
    query.codes = ["best-practice"]
    writePage(query, named: name, for: coder) { leaving, answer in
      let list = try leaving.list(answer.places.map { answer[$0] })
      let page = CardsPage(
        list: list,
        sources: answer.sources,
        codebook: leaving.codings.codebook,
        release: leaving.release
      )
      let count = list.quotations.count
      return Page(
        text: page.markdown,
        what: count == 1 ? "1 card" : "\(count) cards",
        quotations: list
      )
    }
  }

  func exportTheme(
    of code: Code.ID,
    _ query: CodingQuery,
    named name: String,
    for coder: Coder.ID
  ) {
    var query = query
    query.codes = [code]
    query.includesSubcodes = true
    let asked = query
    writePage(query, named: name, for: coder) { leaving, answer in
      let codebook = leaving.codings.codebook
      let theme = try leaving.theme(of: code, answer, asked.reading(codebook))
      let page = ThemePage(theme: theme, codebook: codebook, release: leaving.release)
      return Page(
        text: page.markdown,
        what: "the hand-out on \(code)",
        quotations: theme.quotations,
        smallCounts: theme.counts.smallCells
      )
    }
  }

  /// What is written, and what is to be said of it.
  private struct Page {
    let text: String
    let what: String
    let quotations: QuotationList
    /// How many of its counts stand for few cases.
    var smallCounts = 0
  }

  /// Counts no coder with another one, and shows nobody's work that is not on record.
  private func writePage(
    _ query: CodingQuery,
    named name: String,
    for coder: Coder.ID,
    _ page: @escaping @Sendable (LeavingWords, CodingAnswer) throws -> Page
  ) {
    let (mailbox, reading, study, names) = (mailbox, reading, study, names)
    Task.detached(priority: .userInitiated) {
      do {
        let codings = try await reading.readAnew(for: coder)
        var asked = query
        // Somebody who codes means their own work, as everywhere.
        if asked.coders.isEmpty, asked.layer == nil, codings.hasOwnWork {
          asked.coders = codings.asker.map { [$0] } ?? []
        }
        var answer = try codings.answer(asked, layer: .final, isCounting: true)
        let failed = await reading.record(answer.showsOthersOf, to: coder, codings.study)
        answer.leaveOut(Set(failed.keys), because: failed.sorted { $0.key < $1.key }.map(\.value))
        let leaving = try LeavingWords(codings: codings, names: names)
        let page = try page(leaving, answer)
        let path = try leaving.write(page.text, named: name)
        let sentence =
          "Wrote \(page.what) to \(path).\(LeavingWords.withheld(page.quotations))"
          + CountsExport.warning(page.smallCounts)
          + failed.values.sorted().prefix(1).map { " \($0)" }.joined()
        mailbox.post(.action(.note(sentence, isProblem: false)))
      } catch {
        let words = (error as? StudyCodings.Refusal)?.message ?? Failure(error).message
        mailbox.post(.action(.note("Not written: \(study.brief(words))", isProblem: true)))
      }
    }
  }
}

extension LeavingWords {
  /// The hand-out on a code, as `emic theme` makes it.
  ///
  /// - Throws: where nothing may leave, before anything is quoted.
  func theme(of code: Code.ID, _ answer: CodingAnswer, _ reading: CodeReading) throws
    -> EmicKit.Theme
  {
    _ = try list([])
    let isKindKnown =
      codings.attributeNames.contains(EmicKit.Theme.usualAttribute)
      || answer.sources.contains { $0.attributes.values[EmicKit.Theme.usualAttribute] != nil }
    return EmicKit.Theme(
      codings.codebook[code] ?? Code(id: code, name: Code.Name(code.text)),
      of: answer.sources,
      by: EmicKit.Theme.dimension(isKindKnown),
      in: codings.transcripts,
      work: codings.work,
      reading: reading,
      quotations: 6,
      references: QuotationList.defaultAttributes(of: codings.attributeNames),
      release: release
    )
  }
}
