import Agreement

/// The supervisor's week: what is new, where coders differ, what waits.
///
/// A value; nothing in it is counted otherwise than the commands and screens count it.
public struct WeeklyPage: Sendable {
  /// One coder's state with one transcript; no counts, they would show what others found.
  public struct Progress: Hashable, Sendable {
    public let transcript: String
    public let coder: Coder.ID
    /// `nil` where there is no sidecar yet.
    public let state: Sidecar.State?
    public let at: Timestamp?
  }

  /// A stretch where coders differ.
  public struct Passage: Hashable, Sendable {
    public let passage: DisagreementListing.Passage
    /// Whether it waits for a verdict.
    public let isOpen: Bool
    /// `nil` where the words may not be quoted.
    public let words: String?
  }

  /// A coding whose coder wants to talk about it.
  public struct Flagged: Hashable, Sendable {
    public let transcript: String
    public let turn: Int?
    public let coder: Coder.ID
    public let code: Code.ID
  }

  public let title: String
  public let since: Timestamp
  public let codebook: Codebook
  public let progress: [Progress]
  /// Transcripts with a submission since then that can be compared; empty: nothing is new, and the
  /// figures are of all that was submitted.
  public let newTranscripts: [String]
  /// `nil` with the reason where nothing can be compared.
  public let report: AgreementReport?
  public let problem: ComparisonProblem?
  /// The same for families: single codes are often too rare to say anything.
  public let families: AgreementReport?
  public let passages: [Passage]
  public private(set) var flagged: [Flagged]
  /// Transcripts of which no codings of others may be shown.
  public private(set) var withheld: Set<String> = []
  public let proposals: [(coder: Coder.ID, code: Code)]
  public let changes: [CodebookHistoryEntry]
  /// Codings made before their code was redefined or split, by coder.
  public let recode: [(coder: Coder.ID, codings: Int)]
  public let rounds: RoundSeries
  public let firstUses: [Saturation.FirstUses]
  /// The transcripts that are not counted in it, each with the reason.
  public let withoutFinalLayer: [NoFinalLayer]

  /// Gathers the page.
  ///
  /// - Parameters:
  ///   - work: what the one who asks may see; what cannot be read is added to its problems.
  ///   - codebook: of the study.
  ///   - since: what is older is not new.
  ///   - release: what happens to words of passages.
  public init(
    of work: inout VisibleWork,
    codebook: Codebook,
    since: Timestamp,
    release: Release = .released(nil)
  ) {
    let study = work.study
    self.since = since
    self.codebook = codebook
    title = study.file.title
    progress = Self.progress(work)
    newTranscripts = Self.newTranscripts(work, since)
    var request = ComparisonRequest()
    request.transcripts = newTranscripts
    do throws(ComparisonProblem) {
      let comparison = try StudyComparison(of: &work, codebook: codebook, request: request)
      report = AgreementReport(of: comparison)
      families = AgreementReport(of: comparison.counted(level: .family))
      let consensus = ConsensusReading(
        of: comparison,
        consensus: work.consensus(of: study.transcripts)
      )
      let listing = DisagreementListing(of: comparison)
      passages = Self.passages(
        listing,
        open: consensus.openPassages(of: listing),
        work,
        release
      )
      problem = nil
    } catch {
      (report, families, problem, passages) = (nil, nil, error, [])
    }
    let visible = study.transcripts.map { name in
      (name: name, sidecars: (try? work.sidecars(of: name)) ?? [])
    }
    flagged = Self.flagged(visible, study, codebook)
    proposals = work.proposals()
    changes = codebook.history.filter { $0.at.map { $0 >= since } ?? false }
    recode = Self.recode(visible.flatMap(\.sidecars), codebook)
    rounds = RoundSeries(of: &work, codebook: codebook)
    (firstUses, withoutFinalLayer) = Self.firstUses(&work, codebook)
  }

  /// The transcripts of which the page shows others' codings, one by one.
  ///
  /// - Parameter asker: who reads the page.
  /// - Returns: their names, in order.
  public func revealed(to asker: Coder.ID?) -> [String] {
    let others = flagged.filter { $0.coder != asker }.map(\.transcript)
    return Set(passages.map(\.passage.transcript) + others).sorted()
  }

  /// Leaves others' codings of some transcripts out; figures show none and stay.
  ///
  /// - Parameters:
  ///   - transcripts: those of which it could not be recorded that codings are shown.
  ///   - asker: who reads the page, and sees their own codings.
  public mutating func withhold(_ transcripts: Set<String>, from asker: Coder.ID?) {
    withheld = transcripts
    flagged.removeAll { transcripts.contains($0.transcript) && $0.coder != asker }
  }
}

extension WeeklyPage {
  private static func progress(_ work: VisibleWork) -> [Progress] {
    work.study.transcripts.flatMap { name in
      Set(
        work.coders(of: name).filter { $0 != Coder.consensus && work.isCoding($0, name) }
          + work.blindness.assigned(to: name)
      )
      .sorted().map { coder in
        let status = work.state(of: name, by: coder)
        return Progress(transcript: name, coder: coder, state: status?.state, at: status?.at)
      }
    }
  }

  private static func newTranscripts(_ work: VisibleWork, _ since: Timestamp) -> [String] {
    work.study.transcripts.filter { name in
      let submitted = work.coders(of: name).filter { $0 != Coder.consensus }
        .compactMap { work.state(of: name, by: $0) }.filter { $0.state == .submitted }
      return submitted.count > 1 && submitted.contains { $0.at >= since }
    }
  }

  private static func passages(
    _ listing: DisagreementListing,
    open: Set<Int>,
    _ work: VisibleWork,
    _ release: Release
  ) -> [Passage] {
    var texts: [String: ReleasedSource] = [:]
    return listing.passages.map { passage in
      let name = passage.transcript
      if texts[name] == nil, let transcript = try? work.study.transcript(name) {
        texts[name] = work.source(transcript, release)
      }
      return Passage(
        passage: passage,
        isOpen: open.contains(passage.number),
        words: texts[name]?.quotation(of: passage.span)
      )
    }
  }

  private static func flagged(
    _ visible: [(name: String, sidecars: [Sidecar])],
    _ study: StudyFolder,
    _ codebook: Codebook
  ) -> [Flagged] {
    visible.flatMap { name, sidecars in
      let wanted = sidecars.flatMap { sidecar in
        sidecar.codings.filter { $0.flags.contains(.discuss) }.map { (sidecar.coder, $0) }
      }
      let transcript = wanted.isEmpty ? nil : try? study.transcript(name)
      return wanted.sorted { $0.1 < $1.1 }.map { coder, coding in
        Flagged(
          transcript: name,
          turn: transcript?.turnNumber(at: coding.span.start),
          coder: coder,
          code: codebook.resolved(coding.code)
        )
      }
    }
  }

  private static func recode(
    _ sidecars: [Sidecar],
    _ codebook: Codebook
  ) -> [(coder: Coder.ID, codings: Int)] {
    var counts: [Coder.ID: Int] = [:]
    for sidecar in sidecars where sidecar.coder != Coder.consensus {
      counts[sidecar.coder, default: 0] += sidecar.codings.count { codebook.awaits($0) != nil }
    }
    return counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { (coder: $0.key, codings: $0.value) }
  }

  private static func firstUses(
    _ work: inout VisibleWork,
    _ codebook: Codebook
  ) -> ([Saturation.FirstUses], without: [NoFinalLayer]) {
    var sources: [CodedSource] = []
    var without: [NoFinalLayer] = []
    for name in work.study.transcripts {
      do throws(NoFinalLayer) {
        for sidecar in try work.sidecars(of: name, layer: .final) {
          // Which codes there are needs no text.
          sources.append(
            CodedSource(
              of: sidecar,
              in: nil,
              named: name,
              codebook: codebook,
              attributes: CaseTable.Attributes(case: "", values: [:])
            )
          )
        }
      } catch {
        without.append(error)
      }
    }
    let reading = CodeReading(codebook, includesWorking: true)
    return (Saturation(of: sources, reading: reading).firstUses, without)
  }
}
