import EmicKit

/// Memos on codes, cases and the study, and summaries, are of the whole study, whatever part of it is asked
/// for: who may see them is judged by all of it.
extension CodingListing {
  /// All work of the study as far as it decides about notes.
  var workOfStudy: VisibleWork {
    transcripts.count == study.transcripts.count
      ? work
      : VisibleWork(
        of: study,
        asker: work.blindness.asker,
        showsDrafts: work.blindness.showsDrafts,
        words: .none
      )
  }

  /// The case of every source of the study; one without is a case of its own, named by its path.
  var caseOfTranscript: [String: String] {
    let (names, study, cases) = (study.transcripts, study, cases)
    let found = Concurrently.map(names.count) { index in
      let header = (try? study.transcript(names[index]))?.structure.header
      return cases.attributes(of: names[index], header: header, study: study.file).case
    }
    return zip(names, found).reduce(into: [:]) { $0[$1.0] = $1.1.isEmpty ? $1.0 : $1.1 }
  }
}
