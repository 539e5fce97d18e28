/// Who may see what of whose codings.
///
/// An observer sees what is submitted. Coders also see their own drafts, and others' work on a
/// transcript only when all who are assigned to it have submitted: by a round, else all who have a
/// sidecar of it. A supervisor without a sidecar of the transcript sees what is submitted, and
/// drafts on request; one in which nothing but memos stand is none (`counts`).
public struct Blindness: Hashable, Sendable {
  /// Who asks; `nil` is an observer.
  public let asker: Coder.ID?
  private let study: StudyFile
  let states: [String: [Coder.ID: Sidecar.State]]
  public let showsDrafts: Bool

  /// - Parameters:
  ///   - asker: an id without a place in the study and without a sidecar asks as an observer.
  ///   - study: names coders, roles and rounds.
  ///   - states: of every sidecar that counts as coding, by transcript and coder; one that cannot be
  ///     read is a draft.
  ///   - showsDrafts: to a supervisor.
  public init(
    asker: Coder.ID?,
    study: StudyFile,
    states: [String: [Coder.ID: Sidecar.State]],
    showsDrafts: Bool = false
  ) {
    let isKnown = study.coders.contains { $0.id == asker }
    let hasWork = states.values.contains { coders in asker.map { coders[$0] != nil } ?? false }
    self.asker = isKnown || hasWork ? asker : nil
    self.study = study
    self.states = states
    self.showsDrafts = showsDrafts
  }

  /// Whether the asker codes the transcript blind: others' work on it is hidden.
  public func isBlind(to transcript: String) -> Bool {
    guard let asker, !supervises(transcript) else { return false }
    let states = states[transcript] ?? [:]
    // Somebody whom no round names and who codes all the same should not look either.
    guard states[asker] != .draft else { return true }
    return assigned(to: transcript).contains { states[$0] != .submitted }
  }

  /// Whether others' words that belong to no sidecar and may say what stands in a transcript are hidden: proposed codes,
  /// memos on codes and cases, summaries.
  ///
  /// From whoever codes it blind, and from an observer as long as anybody is at work on it: they may be about drafts.
  public func hidesNotes(about transcript: String) -> Bool {
    guard asker == nil else { return isBlind(to: transcript) }
    let states = states[transcript] ?? [:]
    return assigned(to: transcript).contains { states[$0] != .submitted }
      || states.contains { $0.key != Coder.consensus && $0.value != .submitted }
  }

  /// Whether the asker may see a coder's codings of a transcript as they stand.
  public func sees(workOf coder: Coder.ID, on transcript: String) -> Bool {
    if coder == asker { return true }
    if supervises(transcript), showsDrafts || coder == Coder.consensus { return true }
    return states[transcript]?[coder] == .submitted && !isBlind(to: transcript)
  }

  /// Whether the asker may see what a coder has submitted of a transcript, even if it was opened again:
  /// figures as found never change.
  public func sees(submissionsOf coder: Coder.ID, on transcript: String) -> Bool {
    coder == asker || !isBlind(to: transcript)
  }

  /// Whether the asker may store new places of somebody's codings: of their own, and where the study
  /// has supervisors, these of anybody's.
  public func mayReanchor(workOf coder: Coder.ID) -> Bool {
    guard let asker else { return false }
    return coder == asker || isSupervisor || supervisors.isEmpty
  }

  /// Who is to submit before coders may compare: by the rounds, else all who have a sidecar.
  public func assigned(to transcript: String) -> [Coder.ID] {
    let rounds = study.rounds.filter { $0.transcripts.contains(transcript) }
    let named = Set(rounds.flatMap(\.coders))
    if !named.isEmpty { return named.sorted() }
    return (states[transcript] ?? [:]).keys.filter { $0 != Coder.consensus }.sorted()
  }

  /// Whether a sidecar makes its coder one who codes the transcript.
  ///
  /// Not where a supervisor has written memos there and nothing else: who only notes something on a
  /// transcript neither codes it blind nor keeps others waiting. Every other coder has begun with a memo.
  static func counts(_ sidecar: Sidecar, in study: StudyFile) -> Bool {
    let isSupervisor = study.coders.contains { $0.id == sidecar.coder && $0.role == .supervisor }
    return !isSupervisor || sidecar.status.state != .draft || !sidecar.codings.isEmpty
      || !sidecar.orphans.isEmpty || !sidecar.nothingHere.isEmpty
      // Opened again: what was handed in was coding.
      || sidecar.log.contains { $0["act"]?.string == "submit" }
  }

  /// Whether the asker has the role of a supervisor, who sees drafts on request.
  var isSupervisor: Bool {
    asker.map(supervisors.contains) ?? false
  }

  /// Whom the study gives that role.
  var supervisors: [Coder.ID] { study.coders.filter { $0.role == .supervisor }.map(\.id) }

  private func supervises(_ transcript: String) -> Bool {
    guard let asker, isSupervisor else { return false }
    return states[transcript]?[asker] == nil
  }
}
