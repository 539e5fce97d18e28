/// The sidecars of a study that somebody may see.
public struct VisibleWork: Sendable {
  public let study: StudyFolder
  public let blindness: Blindness
  /// What could not be read; it is not in what `sidecars(of:layer:)` gives.
  public var problems: [StudyProblem] { unread + frozen.problems.map { .file($0) } }
  /// All of it but folders of frozen copies.
  var unread: [StudyProblem] = []
  private(set) var sidecars: [String: [Coder.ID: Sidecar]] = [:]
  /// Second versions of sidecars that synchronising programs have put aside, and the newest frozen copies
  /// of those that are gone: their flags bind, too.
  private var copies: [String: [Sidecar]] = [:]
  /// Transcripts of which something cannot be read that may flag words.
  private var uncertain: Set<String> = []
  private let words: CodingWords
  let frozen: FrozenCopies
  /// The texts that were read so far.
  var texts: [String: Transcript] = [:]

  /// Reads the sidecars.
  ///
  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - asker: `nil` for an observer.
  ///   - transcripts: those of which they are read; all for `nil`.
  ///   - showsDrafts: to a supervisor.
  ///   - words: which of the codings' words are wanted.
  ///   - progress: told the number of sidecars read and of all.
  public init(
    of study: StudyFolder,
    asker: Coder.ID?,
    transcripts: [String]? = nil,
    showsDrafts: Bool = false,
    words: CodingWords = .all,
    progress: (Int, Int) -> Void = { _, _ in }
  ) {
    self.init(
      of: study,
      asker: asker,
      transcripts: transcripts,
      showsDrafts: showsDrafts,
      words: words,
      frozen: FrozenCopies(in: study),
      progress: progress
    )
  }

  /// The same with frozen copies that were listed already for another part of the study, or of some coders only:
  /// nothing is known then of how others' work stands, and of what it flags.
  ///
  /// - Parameters:
  ///   - study: is read as it is on disk now.
  ///   - asker: `nil` for an observer.
  ///   - transcripts: those of which they are read; all for `nil`.
  ///   - coders: those whose are read; all for none.
  ///   - showsDrafts: to a supervisor.
  ///   - words: which of the codings' words are wanted.
  ///   - frozen: of the whole study.
  ///   - progress: told the number of sidecars read and of all.
  package init(
    of study: StudyFolder,
    asker: Coder.ID?,
    transcripts: [String]? = nil,
    coders: [Coder.ID] = [],
    showsDrafts: Bool = false,
    words: CodingWords = .all,
    frozen: FrozenCopies,
    progress: (Int, Int) -> Void = { _, _ in }
  ) {
    self.study = study
    self.words = words
    self.frozen = frozen
    let wanted = transcripts.map { Set($0) }
    // Who reads a source after the other must not walk the whole study for each.
    let those =
      wanted.map { names in
        names.sorted().flatMap { name in study.coders(of: name).map { (name, $0) } }
      } ?? study.sidecars
    let all = coders.isEmpty ? those : those.filter { coders.contains($0.coder) }
    let read = Concurrently.map(all.count, progress: { progress($0, all.count) }) { index in
      Result { () throws(StudyProblem) in
        let (transcript, coder) = all[index]
        return try study.sidecar(of: transcript, by: coder, words: words)
      }
    }
    var states: [String: [Coder.ID: Sidecar.State]] = [:]
    var gone: [(transcript: String, coder: Coder.ID)] = []
    for (index, (transcript, coder)) in all.enumerated() {
      states[transcript, default: [:]][coder] = .draft
      do throws(StudyProblem) {
        guard let sidecar = try read[index].get() else {
          gone.append((transcript, coder))
          continue
        }
        let isCoding = Blindness.counts(sidecar, in: study.file)
        states[transcript]?[coder] = isCoding ? sidecar.status.state : nil
        sidecars[transcript, default: [:]][coder] = sidecar
      } catch {
        unread.append(error)
        uncertain.insert(transcript)
      }
    }
    // Whether the asker has work elsewhere decides whether they are an observer.
    if let asker {
      let coded = study.transcripts(codedBy: asker)
      for transcript in wanted?.count == 1 ? coded.prefix(1) : coded[...]
      where states[transcript] == nil && study.isCoded(transcript, by: asker) {
        states[transcript] = [asker: .draft]
      }
    }
    blindness = Blindness(
      asker: asker,
      study: study.file,
      states: states,
      showsDrafts: showsDrafts
    )
    guard words != .none else { return }
    readCopies(of: wanted)
    for name in wanted.map(Array.init) ?? study.transcripts {
      for copies in study.strays.copies[name] ?? [] {
        readFrozen(copies.binding(beside: nil), of: name, by: copies.coder)
      }
      for copies in study.strays.besideSidecars[name] ?? [] {
        // What cannot be read is uncertain already.
        guard let sidecar = sidecars[name]?[copies.coder] else { continue }
        readFrozen(copies.binding(beside: sidecar), of: name, by: copies.coder)
      }
    }
    // Some have gone since the study was listed.
    for (name, coder) in gone {
      readFrozen(study.submissions(of: name, by: coder).last, of: name, by: coder)
    }
  }

  /// What was submitted binds as long as there is no sidecar that knows of it.
  private mutating func readFrozen(_ number: Int?, of transcript: String, by coder: Coder.ID) {
    guard let number else { return }
    do throws(StudyProblem) {
      guard let copy = try study.submission(of: transcript, by: coder, number: number) else {
        return
      }
      copies[transcript, default: []].append(copy)
    } catch {
      unread.append(error)
      uncertain.insert(transcript)
    }
  }

  private mutating func readCopies(of wanted: Set<String>?) {
    for copy in study.copiesOfSidecars where wanted?.contains(copy.transcript) ?? true {
      do throws(StudyProblem) {
        guard let sidecar = try study.sidecar(inCopy: copy.path, by: copy.coder) else { continue }
        copies[copy.transcript, default: []].append(sidecar)
      } catch {
        unread.append(error)
        uncertain.insert(copy.transcript)
      }
    }
  }

  /// Leaves out, and names, sidecars whose quotations are not what stands at their places in the text that
  /// was coded: as those that cannot be read, they tell nobody what is flagged.
  ///
  /// - Parameter transcripts: as they are now; those of other texts are left alone.
  public mutating func leaveOutDamaged(of transcripts: [Transcript]) {
    guard words != .none else { return }
    let (study, sidecars) = (study, sidecars)
    let found = Concurrently.map(transcripts.count) { index in
      let transcript = transcripts[index]
      return (sidecars[transcript.name] ?? [:]).sorted { $0.key < $1.key }.compactMap {
        coder,
        sidecar -> (coder: Coder.ID, error: SidecarError)? in
        let path = study.absolute(study.sidecarName(of: transcript.name, by: coder))
        do throws(SidecarError) {
          _ = try sidecar.check(
            against: transcript,
            file: path,
            bytes: (try? FileReader.read(path).bytes) ?? []
          )
          return nil
        } catch {
          return (coder, error)
        }
      }
    }
    for (transcript, damaged) in zip(transcripts, found) {
      for (coder, error) in damaged {
        self.sidecars[transcript.name]?[coder] = nil
        unread.append(.sidecar(error))
        uncertain.insert(transcript.name)
      }
    }
  }

  /// Whether nobody knows which words of a transcript may leave: something that may flag them cannot
  /// be read.
  public func hasUnknownFlags(_ transcript: String) -> Bool {
    uncertain.contains(transcript) || !study.closedFolders.isEmpty
      || study.lostWork.doubt(about: transcript) != nil
  }

  /// Whether somebody has flagged something in the header of a transcript.
  public func flagsHeader(of transcript: Transcript) -> Bool {
    let start = transcript.structure.bodyStart
    func flags(_ codings: [Coding]) -> Bool {
      codings.contains { $0.span.start < start && $0.bindsWords }
    }
    return flagging(transcript).contains { flags($0.codings) || flags($0.orphans) }
  }

  /// All codings that may flag words of a transcript, by whoever and wherever they stand.
  func flagging(_ transcript: Transcript) -> [Sidecar] {
    Array((sidecars[transcript.name] ?? [:]).values) + versionsAside(of: transcript)
  }

  /// Work that is nobody's sidecar of a transcript, and whose flags bind.
  func versionsAside(of transcript: Transcript) -> [Sidecar] {
    (copies[transcript.name] ?? []) + study.strayWork(on: transcript)
      + (study.lostWork.sidecars[transcript.name] ?? [])
  }

  /// The coders whose sidecars could be read, seen or not, `consensus` included.
  public func coders(of transcript: String) -> [Coder.ID] {
    (sidecars[transcript] ?? [:]).keys.sorted()
  }

  /// The state of every sidecar of a transcript that counts as coding; one that cannot be read is a draft.
  func states(of transcript: String) -> [Coder.ID: Sidecar.State] {
    blindness.states[transcript] ?? [:]
  }

  /// A sidecar, whoever asks: for its state, never for what is in it; `nil` also for one that does not
  /// count as coding (`Blindness.counts`).
  public func state(of transcript: String, by coder: Coder.ID) -> Sidecar.Status? {
    isCoding(coder, transcript) ? sidecars[transcript]?[coder]?.status : nil
  }

  /// Whether a coder has a sidecar of a transcript that counts as coding, read or not.
  public func isCoding(_ coder: Coder.ID, _ transcript: String) -> Bool {
    states(of: transcript)[coder] != nil
  }

  /// The coders who are assigned to a transcript and have not submitted it.
  public func openCoders(of transcript: String) -> [Coder.ID] {
    blindness.assigned(to: transcript).filter {
      state(of: transcript, by: $0)?.state != .submitted
    }
  }

  /// A sidecar as it stands, whoever asks: for what is told to everybody, as that it is damaged.
  func sidecar(of transcript: String, by coder: Coder.ID) -> Sidecar? {
    sidecars[transcript]?[coder]
  }

  /// The asker's own sidecar.
  public func own(_ transcript: String) -> Sidecar? {
    blindness.asker.flatMap { sidecars[transcript]?[$0] }
  }

  /// How many coders' work on a transcript is hidden from the asker.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - wanted: whose is counted; all for none.
  /// - Returns: 0 when everything is shown.
  public func hiddenCount(of transcript: String, among wanted: [Coder.ID] = []) -> Int {
    coders(of: transcript).count { coder in
      // An adjudication is nobody's blind work.
      (wanted.isEmpty ? coder != Coder.consensus : wanted.contains(coder))
        && isCoding(coder, transcript) && !blindness.sees(workOf: coder, on: transcript)
    }
  }

  /// Whether there is work on a transcript of which nothing is shown in a layer: coded blind, or not
  /// submitted.
  ///
  /// Decisions that nobody has made are no hidden work.
  public func hides(
    workOn transcript: String,
    layer: CodingLayer,
    of wanted: [Coder.ID] = []
  ) -> Bool {
    layer != .consensus && hiddenCount(of: transcript, among: wanted) > 0
  }

  /// The visible sidecars of a transcript, by coder.
  ///
  /// - Parameters:
  ///   - transcript: its path.
  ///   - layer: which state of the work.
  ///   - wanted: of whom; all for none.
  /// - Returns: none where nothing is to be seen.
  /// - Throws: when there is no final layer, also since a part of it is gone.
  public mutating func sidecars(
    of transcript: String,
    layer: CodingLayer = .current,
    coders wanted: [Coder.ID] = []
  ) throws(NoFinalLayer) -> [Sidecar] {
    let all = sidecars[transcript] ?? [:]
    let visible = all.keys.sorted().filter { coder in
      blindness.sees(workOf: coder, on: transcript) && (wanted.isEmpty || wanted.contains(coder))
    }
    let coders = visible.filter { $0 != Coder.consensus }
    switch layer {
    case .current:
      // The consensus repeats codings; it is shown where it is asked for.
      let named = wanted.contains(Coder.consensus) ? visible : coders
      return named.compactMap { all[$0] }
    case .submitted:
      let submitters = all.keys.sorted().filter { coder in
        coder != Coder.consensus && (wanted.isEmpty || wanted.contains(coder))
          && (coders.contains(coder) || blindness.sees(submissionsOf: coder, on: transcript))
      }
      return submitters.compactMap { submission(of: transcript, all[$0]) }
    case .consensus:
      return visible.contains(Coder.consensus) ? [all[Coder.consensus]].compactMap { $0 } : []
    case .final:
      let consensus = all[Coder.consensus]
      if visible.contains(Coder.consensus), let consensus, consensus.status.state == .submitted {
        return [consensus]
      }
      if consensus == nil, states(of: transcript)[Coder.consensus] != nil {
        throw NoFinalLayer(transcript: transcript, .unreadableConsensus)
      }
      try refuseLost(transcript, layer: layer, of: wanted)
      let submitted = coders.filter { all[$0]?.status.state == .submitted }
      guard submitted.count < 2 else {
        throw NoFinalLayer(transcript: transcript, .several(submitted))
      }
      return submitted.compactMap { all[$0] }
    }
  }

  /// Takes in what the asker has changed since, without reading it.
  mutating func take(own sidecar: Sidecar, of transcript: String) {
    guard let asker = blindness.asker, sidecar.coder == asker else { return }
    sidecars[transcript, default: [:]][asker] = sidecar
  }

  private mutating func submission(of transcript: String, _ sidecar: Sidecar?) -> Sidecar? {
    guard let sidecar else { return nil }
    let numbers = frozen.numbers(of: transcript, by: sidecar.coder)
    var counted = sidecar.submission(among: numbers)
    // Where none is blind the last one stands for the coder's work all the same.
    if counted == .seen { counted = sidecar.submission(among: numbers, includesSeen: true) }
    let number: Int
    switch counted {
    case .frozen(let last), .gone(let last): number = last
    case .asItStands: return sidecar
    case .seen, .none: return nil
    }
    do throws(StudyProblem) {
      let copy = try study.submission(of: transcript, by: sidecar.coder, number: number)
      if copy == nil {
        noteUnread(study.frozenCopyGone(of: transcript, by: sidecar.coder, number: number))
      }
      return copy
    } catch {
      unread.append(error)
      return nil
    }
  }

  /// Notes a problem, once.
  mutating func noteUnread(_ problem: StudyProblem) {
    if !unread.contains(problem) { unread.append(problem) }
  }
}
