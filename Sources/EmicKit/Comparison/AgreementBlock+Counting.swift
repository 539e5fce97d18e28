import Agreement

extension AgreementBlock {
  init(_ block: ComparedBlock, of study: StudyComparison, _ options: AgreementReport.Options) {
    compared = block
    let transcripts = block.comparison.transcripts
    let (request, codebook) = (study.request, study.codebook)
    var counted = CountedBlock(options)
    // Handed over as they are made: what a transcript was counted with need not be kept.
    Concurrently.inOrder(transcripts.count, ahead: 256) { place in
      CountedTranscript(transcripts[place], overlap: options.overlap) {
        request.hasRow(of: $0, codebook)
      }
    } take: {
      counted.add($0)
    }
    figures = AgreementFigures(
      of: counted,
      kind: block.kind,
      coders: block.comparison.coders,
      block.obstacles,
      request,
      codebook,
      study.leftOut,
      options
    )
  }

  /// One code between each two coders who both worked on a transcript.
  ///
  /// - Parameters:
  ///   - code: of a row.
  ///   - place: of the transcript in the comparison.
  ///   - options: those of the report; one transcript gives no interval.
  /// - Returns: in the order of the coders.
  public func pairs(
    of code: Code.ID,
    inTranscript place: Int,
    _ options: AgreementReport.Options
  ) -> [PairRow] {
    let transcript = compared.comparison.transcripts[place]
    let one = Comparison(coders: coders, transcripts: [transcript])
    var options = options
    options.resampling = nil
    return one.pairs.filter { pair in
      transcript.layers[pair.first] != nil && transcript.layers[pair.second] != nil
    }.map { pair in
      PairRow(
        code,
        one.cells(of: code),
        pair,
        CountedTranscript.Match(
          exact: one.spans(of: code, pair.first, pair.second),
          overlapping: one.spans(
            of: code,
            pair.first,
            pair.second,
            atLeast: options.overlap,
            of: AgreementReport.Options.wholeOverlap
          )
        ),
        compared.obstacle(of:among:),
        options
      )
    }
  }
}
