import Agreement

/// The work of a study that is compared, read once; to count it another way reads nothing again.
public struct StudyComparison: Sendable {
  /// A chosen source with what each compared coder did with it.
  struct Source: Sendable {
    var transcript: Transcript
    /// One for each of `coders`.
    var sidecars: [Sidecar?]
  }

  public let request: ComparisonRequest
  public let codebook: Codebook
  public let unit: AgreementUnits.Kind
  /// `body` where all sources are documents and nothing else was asked for.
  public let scope: AgreementUnits.Scope
  /// Those with work on some chosen transcript, in the order of every list of layers.
  public let coders: [Coder.ID]
  /// Every chosen transcript × coder asked for that is missing, in the order of both.
  public let leftOut: [LeftOut]
  /// Calibration rounds whose transcripts were left out because nobody named them.
  public let calibrationLeftOut: [String]
  /// One, or interviews and documents apart.
  public let blocks: [ComparedBlock]
  let sources: [Source]

  init(
    _ choice: Choice,
    request: ComparisonRequest,
    codebook: Codebook,
    unit: AgreementUnits.Kind
  ) {
    self.request = request
    self.codebook = codebook
    self.unit = unit
    let onlyDocuments = choice.sources.allSatisfy { $0.transcript.structure.kind == .document }
    scope = request.scope ?? (onlyDocuments ? .body : .respondents)
    coders = choice.coders
    leftOut = choice.leftOut
    calibrationLeftOut = choice.calibrationLeftOut
    sources = choice.sources
    blocks = ComparedBlock.blocks(
      of: choice.sources,
      coders: choice.coders,
      unit: unit,
      scope: scope,
      reading: CodeReading(codebook, request),
      pooled: request.poolsSources
    )
  }

  /// The same work counted another way.
  ///
  /// - Parameters:
  ///   - unit: what is counted.
  ///   - scope: where.
  ///   - level: of the codes; the rows that were asked for by name are kept at their own level only.
  ///   - includesWorking: whether working codes take part.
  /// - Returns: what a new comparison of the same files would give; no file is read, and nothing is compared
  ///   anew where it is counted that way already.
  public func counted(
    by unit: AgreementUnits.Kind? = nil,
    scope: AgreementUnits.Scope? = nil,
    level: CodeReading.Level? = nil,
    includesWorking: Bool? = nil
  ) -> StudyComparison {
    var request = request
    request.unit = unit ?? request.unit
    request.scope = scope ?? request.scope
    if let level, level != request.level {
      request.level = level
      request.codes = []
    }
    request.includesWorking = includesWorking ?? request.includesWorking
    let isSame =
      unit ?? self.unit == self.unit && scope ?? self.scope == self.scope
      && request.level == self.request.level
      && request.includesWorking == self.request.includesWorking
    if isSame { return self }
    let choice = Choice(
      coders: coders,
      sources: sources,
      leftOut: leftOut,
      calibrationLeftOut: calibrationLeftOut
    )
    return StudyComparison(
      choice,
      request: request,
      codebook: codebook,
      unit: unit ?? self.unit
    )
  }
}

extension StudyComparison {
  /// Reads and chooses what is compared.
  ///
  /// - Parameters:
  ///   - work: what the one who asks may see; files that cannot be read are added to its problems.
  ///   - codebook: of the study.
  ///   - request: what is wanted.
  ///   - progress: told the number of transcripts read and of all.
  /// - Throws: when the request cannot be meant, or leaves nothing to compare.
  public init(
    of work: inout VisibleWork,
    codebook: Codebook,
    request: ComparisonRequest = ComparisonRequest(),
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(ComparisonProblem) {
    var request = request
    request.codes = try Self.codes(request, codebook)
    guard !request.includesDrafts || work.blindness.isSupervisor else {
      throw .draftsAreForSupervisors
    }
    let choice = try Choice(of: &work, request, progress)
    let unit = Self.unit(request, work.study)
    self.init(choice, request: request, codebook: codebook, unit: unit)
  }

  /// How many coders are compared at most: a set of them is one number.
  static let mostCoders = 64

  /// What is counted: the study's unit where the request says nothing.
  static func unit(_ request: ComparisonRequest, _ study: StudyFolder) -> AgreementUnits.Kind {
    request.unit ?? study.file.unit.flatMap { AgreementUnits.Kind(rawValue: $0) } ?? .turn
  }

  /// The rows that were asked for, each once and as it is read today.
  static func codes(
    _ request: ComparisonRequest,
    _ book: Codebook
  ) throws(ComparisonProblem) -> [Code.ID] {
    var codes: [Code.ID] = []
    for stored in request.codes {
      let id = book.resolved(stored)
      if let code = book[id] {
        let isTop = code.parent == nil
        let fits = request.level == .family ? isTop : !code.isFamily
        guard fits else { throw .notOfLevel(id, isFamily: code.isFamily) }
      } else if !id.text.hasPrefix("?") {
        throw .unknownCode(id, nearest: book.nearest(to: id))
      }
      if !codes.contains(id) { codes.append(id) }
    }
    return codes
  }
}
