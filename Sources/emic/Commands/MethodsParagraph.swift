import Agreement
import EmicKit

/// `emic agreement --methods`: what a paper says of how the material was coded twice.
struct MethodsParagraph {
  let figures: StudyFigures
  let study: StudyFolder

  /// All sources of the study.
  private var sourceCount: Int { study.transcripts.count }

  var text: String {
    figures.blocks.map { block in
      wrapped(
        [sample(block), counting(block), figures(block), figures.compared.ending].joined(
          separator: " "
        )
      )
    }.joined(separator: "\n")
  }

  private func sample(_ block: AgreementFigures) -> String {
    let twice = twice(block)
    let noun = block.kind == .document ? "document" : "transcript"
    let share = Figures.percent(Double(twice.count) / Double(max(1, sourceCount)))
    let blind = figures.compared.isAsFound ? " independently and blind to each other" : ""
    let isByAll = twice.allSatisfy { $0.coders.count == block.coders.count }
    let people = block.coders.map(\.text).joined(separator: ", ")
    let coders = "\(isByAll ? "" : "at least two of ")\(block.coders.count) coders (\(people))"
    let versions = figures.compared.remarks.codedVersions.map { String($0) }
    return
      "\(twice.count) \(noun)\(twice.count == 1 ? "" : "s")\(round(twice.map(\.transcript))) of the "
      + "\(sourceCount) sources of the study (\(share)) \(twice.count == 1 ? "was" : "were") coded"
      + "\(blind) by \(coders), with version\(versions.count == 1 ? "" : "s") "
      + "\(versions.joined(separator: " and ")) of the codebook."
  }

  /// Those that more than one coder has coded.
  private func twice(_ block: AgreementFigures) -> [TranscriptSummary] {
    block.transcripts.filter { $0.coders.count > 1 }
  }

  /// The round that the transcripts are of, and how it was drawn; empty where they are of none.
  private func round(_ transcripts: [String]) -> String {
    let round = study.file.rounds.first { round in
      figures.compared.request.round.map { $0 == round.name }
        ?? (round.draw != nil && transcripts.allSatisfy(round.transcripts.contains))
    }
    guard let round else { return "" }
    let others = round.transcripts.count - transcripts.count
    var words =
      " (\(others > 0 ? "of the \(round.transcripts.count) of " : "")the round "
      + "\"\(DisplayText.safe(round.name))\""
    if let draw = round.draw {
      let strata = draw.attributes.map { DisplayText.safe($0) }.joined(separator: ", ")
      words +=
        ", drawn at random with a share of \(Figures.percent(draw.share))"
        + (strata.isEmpty ? "" : " within each \(strata)") + ", seed \(draw.seed)"
    }
    return words + ")"
  }

  private func counting(_ block: AgreementFigures) -> String {
    let study = figures.compared
    let units = twice(block).reduce(0) { $0 + $1.units }
    let unit =
      switch study.unit {
      case .turn: block.kind == .document ? "paragraphs" : "turns of speech"
      case .sentence: "sentences"
      case .character: "characters"
      }
    let scope =
      switch study.scope {
      case .respondents: block.kind == .document ? "" : " of the respondents"
      case .body: ""
      case .all: ", header and interviewer included"
      }
    let when =
      study.isAsFound
      ? "before discussion" : "on work of which some was done after others' was seen"
    return "Agreement was computed \(when), code by code, as present or absent in "
      + "\(units) units (\(unit)\(scope)); a code is present in a unit when a coded passage overlaps "
      + "it."
  }

  private func figures(_ block: AgreementFigures) -> String {
    let alphas = block.rows(.judged).compactMap(\.all.alpha.value).sorted()
    let rare = block.rows(.tooRare).count
    let undefined = block.rows(.notDefined).count
    var words = "Of \(block.rows.count) codes in use, "
    if let median = alphas.median {
      words +=
        "\(alphas.count) could be judged: Krippendorff's alpha (nominal) had a median of "
        + "\(Figures.coefficient(median)) (range \(Figures.coefficient(alphas[0])) to "
        + "\(Figures.coefficient(alphas[alphas.count - 1])))"
    } else {
      words += "none could be judged"
    }
    words +=
      "; \(rare) \(rare == 1 ? "was" : "were") used in fewer than \(CodeRow.fewestUnits) units, too few "
      + "to judge"
    if undefined > 0 {
      words +=
        ", and for \(undefined) alpha is not defined, since all coders used it everywhere or nowhere"
    }
    words += "."
    return words + intervals(block)
  }

  private func intervals(_ block: AgreementFigures) -> String {
    let methods = block.rows.compactMap { row -> Interval.Method? in
      if case .interval(let interval)? = row.all.alpha.interval { interval.method } else { nil }
    }
    let confidence = Figures.percent(figures.options.confidence)
    switch methods.first {
    case .jackknife(let transcripts)?:
      return " Intervals (\(confidence)) are by the jackknife over \(transcripts) transcripts."
    case .bootstrap(let transcripts, let resamples, _)?:
      return " Intervals (\(confidence)) are percentiles of \(resamples) bootstrap samples of "
        + "\(transcripts) transcripts\(seed)."
    default: return ""
    }
  }

  private var seed: String {
    if case .bootstrap(_, let seed)? = figures.options.resampling { " (seed \(seed))" } else { "" }
  }

  private func wrapped(_ text: String) -> String {
    var (lines, line) = ([String](), "")
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count >= 80 {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }
}

extension ComparisonSummary {
  fileprivate var ending: String {
    var parts: [String] = []
    if !calibrationLeftOut.isEmpty {
      parts.append(
        "the transcripts of the calibration rounds (\(calibrationLeftOut.joined(separator: ", ")))"
      )
    }
    for (words, those) in leftOut.byWords {
      let cases = those.count == 1 ? "case" : "cases"
      parts.append("\(those.count) coder-by-transcript \(cases) (\(words))")
    }
    let what =
      parts.isEmpty ? "Nothing was left out" : "Left out: " + parts.joined(separator: " and ")
    return "\(what). (emic \(emicVersion))"
  }
}
