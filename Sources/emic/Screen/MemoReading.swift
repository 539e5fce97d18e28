import EmicKit
import EmicTUI

/// Reads memos on their way to the screen.
struct MemoReading: Sendable {
  let study: StudyFolder
  let coder: Coder.ID

  /// A coder's own on codes, cases and the study: enough to write one, and nothing of others is shown.
  func own() throws -> (memos: [ListedMemo], problems: [String]) {
    let study = try study.reopened()
    do throws(StudyProblem) {
      return (try study.memos(of: coder).listed, [])
    } catch {
      return ([], [study.brief(error.message)])
    }
  }

  /// All that a coder may see.
  ///
  /// - Parameters:
  ///   - declined: transcripts of which others' memos are not to be shown.
  ///   - reading: knows what may be shown without a question.
  /// - Returns: those of the study first, then transcript by transcript; and what could not be read.
  /// - Throws: besides, that others' memos would be shown, and nobody was asked.
  func all(
    leavingOut declined: [String],
    _ reading: CodingsReading
  ) async throws -> (memos: [ListedMemo], problems: [String]) {
    let study = try study.reopened()
    let codebook = try study.codebook().adding((try? study.proposals(of: coder)) ?? [])
    var work = VisibleWork(of: study, asker: coder)
    var memos = work.memosOfStudy()
    var unrecorded: [String] = []
    let others = study.transcripts.filter { name in
      !declined.contains(name)
        && ((try? work.sidecars(of: name)) ?? []).contains { $0.coder != coder && $0.hasMemos }
    }
    try await reading.refuseUnasked(Set(others), of: coder, study)
    let cases = try study.cases()
    for name in study.transcripts {
      var sidecars = (try? work.sidecars(of: name)) ?? []
      // Others' memos say what they see in the text: on record before they are shown.
      if declined.contains(name) {
        sidecars.removeAll { $0.coder != coder }
      } else if others.contains(name) {
        do throws(RevealProblem) {
          try study.recordReveal(of: name, to: coder, at: Now.timestamp)
        } catch {
          unrecorded.append(study.brief(error.message))
          sidecars.removeAll { $0.coder != coder }
        }
      }
      let transcript = sidecars.contains(where: \.hasMemos) ? try? study.transcript(name) : nil
      for sidecar in sidecars {
        memos += sidecar.memos.map { memo in
          ListedMemo(
            .transcript(name),
            by: sidecar.coder,
            id: memo.id.text,
            at: memo.at,
            text: memo.text
          )
        }
        let rows = CodingRows.rows(
          of: sidecar,
          in: transcript,
          named: name,
          codebook: codebook,
          attributes: cases.attributes(
            of: name,
            header: transcript?.structure.header,
            study: study.file
          )
        )
        memos += rows.filter { !$0.coding.memo.isEmpty }.map { row in
          ListedMemo(
            .coding(row),
            by: row.coder,
            id: row.coding.id.text,
            at: row.coding.modified,
            text: row.coding.memo
          )
        }
      }
    }
    return (memos, work.problems.map { study.brief($0.message) } + unrecorded)
  }
}

extension Sidecar {
  fileprivate var hasMemos: Bool { !memos.isEmpty || codings.contains { !$0.memo.isEmpty } }
}
