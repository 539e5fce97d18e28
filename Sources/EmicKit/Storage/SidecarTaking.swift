/// Taking another version of a coder's sidecar into the one that is there.
enum SidecarTaking {
  /// Why another version cannot be merged into a coder's sidecar; nothing is changed.
  ///
  /// - Returns: what `take` would say; `nil` where it would try to save.
  static func refusal(
    of theirs: Sidecar,
    by file: SidecarFile,
    name: String,
    on text: () -> Transcript?
  ) -> StudyMerge.Entry? {
    var file = file
    guard let ours = (try? file.load()) ?? nil else { return nil }
    do throws(MergeProblem) {
      _ = try ours.merged(withCopy: theirs, on: text)
      return nil
    } catch {
      return .init(file: name, outcome: .refused(SaveProblem.merge(error, path: name).message))
    }
  }

  /// - Parameters:
  ///   - theirs: the other version.
  ///   - file: the coder's; it is read, merged and saved.
  ///   - name: of the file, relative to the study.
  ///   - policy: what is done where the file is an older version and stays one.
  ///   - text: the transcript as it is now, asked for where the two were made on different texts: then the
  ///     codings of the older one are found again in it.
  /// - Returns: what came of it; where it could not be merged or saved, the file is as it was.
  static func take(
    _ theirs: Sidecar,
    into file: inout SidecarFile,
    name: String,
    ifOlder policy: SidecarFile.OlderPolicy = .refuse,
    on text: () -> Transcript?
  ) -> StudyMerge.Entry {
    let ours: Sidecar?
    let merged: Sidecar
    do throws(SaveProblem) {
      ours = try file.load()
      do throws(MergeProblem) {
        merged =
          try ours.map { ours throws(MergeProblem) in
            try ours.merged(withCopy: theirs, on: text)
          }
          ?? theirs
      } catch {
        throw .merge(error, path: name)
      }
    } catch {
      if case .merge = error { return .init(file: name, outcome: .refused(error.message)) }
      return .init(file: name, outcome: .failed(error.message))
    }
    let known = Set(ours?.codings.map(\.id) ?? [])
    let new = merged.codings.count { !known.contains($0.id) }
    var notes = MergeNotes(ours, theirs, merged: merged)
    notes.broughtToText = ours.map { $0.source.sha256 != theirs.source.sha256 } ?? false
    switch merged == ours
      ? .unchanged : file.save(merged, comesFromElsewhere: true, ifOlder: policy)
    {
    case .saved:
      return .init(
        file: name,
        outcome: ours == nil ? .added : .merged,
        newCodings: new,
        notes: notes
      )
    case .unchanged, .superseded:
      return .init(file: name, outcome: .same, notes: notes)
    case .failed(let problem): return .init(file: name, outcome: .failed(problem.message))
    }
  }
}

extension Sidecar {
  /// This version and another copy's as one; what is submitted stays as it was submitted.
  ///
  /// - Parameters:
  ///   - other: the copy, of the same coder's work on the same text.
  ///   - base: what both have begun with; `nil` where nobody knows.
  ///   - mayFollow: whether the text may be that of the younger version in a moment (`onOneText`).
  ///   - text: as it is now, asked for where the two were made on different ones; `nil` where it is not known.
  /// - Returns: one version with the work of both.
  /// - Throws: also where one is submitted and the other has work that the submission lacks.
  func merged(
    withCopy other: Sidecar,
    base: Sidecar? = nil,
    mayFollow: Bool = false,
    on text: () -> Transcript? = { nil }
  ) throws(MergeProblem) -> Sidecar {
    let (one, other, base) = Sidecar.onOneText(
      self,
      other,
      base: base,
      mayFollow: mayFollow,
      text
    )
    let merged = try Sidecar.merged(one, other, base: base)
    guard merged.status.state == .submitted else { return merged }
    let submitted = [one, other].filter { $0.status.state == .submitted }
    let isAsSubmitted = submitted.contains { version in
      version.codings == merged.codings && version.memos == merged.memos
        && version.nothingHere == merged.nothingHere
    }
    guard isAsSubmitted else {
      let unflagged = submitted.map { $0.passagesUnflagged(of: merged) }.max() ?? 0
      throw .submittedDiffers(unflagged: unflagged)
    }
    return merged
  }

  /// How many codings of another version have flags that protect their words, and have them not here.
  private func passagesUnflagged(of other: Sidecar) -> Int {
    let here = Dictionary(
      codings.map { ($0.id, $0.protectingFlags) },
      uniquingKeysWith: { first, _ in first }
    )
    return other.codings.count { coding in
      !Set(coding.protectingFlags).isSubset(of: here[coding.id] ?? [])
    }
  }
}
