/// Taking another version of a coder's sidecar into the one that is there.
enum SidecarTaking {
  /// - Parameters:
  ///   - theirs: the other version.
  ///   - file: the coder's; it is read, merged and saved.
  ///   - name: of the file, relative to the study.
  /// - Returns: what came of it; where it could not be merged or saved, the file is as it was.
  static func take(
    _ theirs: Sidecar,
    into file: inout SidecarFile,
    name: String
  ) -> StudyMerge.Entry {
    let ours: Sidecar?
    let merged: Sidecar
    do throws(SaveProblem) {
      ours = try file.load()
      do throws(MergeProblem) {
        merged =
          try ours.map { ours throws(MergeProblem) in try ours.merged(withCopy: theirs) }
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
    let replaced = replacedMemos(in: (ours?.codings ?? []) + theirs.codings, by: merged.codings)
    switch merged == ours ? .unchanged : file.save(merged) {
    case .saved:
      return .init(
        file: name,
        outcome: ours == nil ? .added : .merged,
        newCodings: new,
        replacedMemos: replaced
      )
    case .unchanged, .superseded:
      return .init(file: name, outcome: .same, replacedMemos: replaced)
    case .failed(let problem): return .init(file: name, outcome: .failed(problem.message))
    }
  }

  /// Codings of either version whose memo is another one now.
  private static func replacedMemos(in versions: [Coding], by merged: [Coding]) -> [Coding.ID] {
    let now = Dictionary(merged.map { ($0.id, $0.memo) }, uniquingKeysWith: { one, _ in one })
    let replaced = versions.filter { coding in
      coding.hasMemo && now[coding.id].map { $0 != coding.memo } ?? false
    }
    return Set(replaced.map(\.id)).sorted()
  }
}

extension Sidecar {
  /// This version and another copy's as one; what is submitted stays as it was submitted.
  ///
  /// - Parameters:
  ///   - other: the copy, of the same coder's work on the same text.
  ///   - base: what both have begun with; `nil` where nobody knows.
  /// - Returns: one version with the work of both.
  /// - Throws: also where one is submitted and the other has work that the submission lacks.
  func merged(withCopy other: Sidecar, base: Sidecar? = nil) throws(MergeProblem) -> Sidecar {
    let merged = try Sidecar.merged(self, other, base: base)
    guard merged.status.state == .submitted else { return merged }
    let isAsSubmitted = [self, other].contains { version in
      version.status.state == .submitted && version.codings == merged.codings
        && version.memos == merged.memos && version.nothingHere == merged.nothingHere
    }
    guard isAsSubmitted else { throw .submittedDiffers }
    return merged
  }
}
