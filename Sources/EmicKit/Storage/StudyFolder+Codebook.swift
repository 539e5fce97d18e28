extension StudyFolder {
  /// The file of the study's codebook, for reading and saving; `codebook.yaml` where there is none.
  public var codebookFile: CodebookFile {
    CodebookFile(path: codebookPath ?? absolute("codebook.yaml"), study: path)
  }

  /// Those who may write the codebook; `nil` where `study.yaml` gives no roles, and everybody may.
  public var codebookWriters: [Coder.ID]? {
    let writers = file.coders.filter { $0.role != .coder }.map(\.id)
    return writers.isEmpty ? nil : writers
  }

  /// The codes that some coding of some coder has, as written; whoever asks, since what is used
  /// must not be taken out of the book.
  public func usedCodes() throws(StudyProblem) -> Set<Code.ID> {
    var used: Set<Code.ID> = []
    for (transcript, coder) in sidecars {
      guard let sidecar = try sidecar(of: transcript, by: coder) else { continue }
      used.formUnion(sidecar.codings.map(\.code))
    }
    return used
  }

  /// Puts a proposal aside: its coder still sees it and what was coded with it, and can't assign it
  /// any more.
  ///
  /// - Parameters:
  ///   - proposal: of the coder.
  ///   - coder: whose it is.
  ///   - other: a code of the book as which its codings are read; `nil` leaves them as they are.
  ///   - decliner: who declines, with what reason and when, all kept beside the proposal.
  ///   - reason: empty for none.
  ///   - version: of the codebook.
  ///   - time: of the decision.
  /// - Throws: when the proposals cannot be read or written.
  public func decline(
    _ proposal: Code,
    of coder: Coder.ID,
    inFavourOf other: Code.ID?,
    by decliner: Coder.ID,
    because reason: String,
    codebook version: Int,
    at time: Timestamp
  ) throws(StudyProblem) {
    var declined = proposal
    declined.retired = version
    declined.replacedBy = other.map { [$0] } ?? []
    var note = [
      YAMLMember("at", YAMLNode(.scalar(time.text, isPlain: true))),
      YAMLMember("by", .text(decliner.text)),
    ]
    if !reason.isEmpty { note.append(YAMLMember("reason", .text(reason))) }
    declined.kept = declined.kept.filter { $0.key != "declined" }
    declined.kept.append(YAMLMember("declined", .mapping(note, isFlow: true)))
    try save(proposals: [declined], withdrawn: [], of: coder)
  }

  /// Whose proposals of an id were declined in favour of a code, and of which.
  public func declinedProposals(of id: Code.ID) -> [(coder: Coder.ID, into: Code.ID)] {
    Set(sidecars.map(\.coder) + file.coders.map(\.id)).sorted().compactMap { coder in
      let declined = ((try? proposals(of: coder)) ?? []).first { $0.id == id && $0.retired != nil }
      return declined?.replacedBy.first.map { (coder, $0) }
    }
  }
}
