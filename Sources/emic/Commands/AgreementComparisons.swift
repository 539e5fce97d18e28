import Agreement
import EmicKit

/// Below the codes: who differs from whom, whom α is better without, and where.
struct AgreementComparisons {
  let block: AgreementFigures
  let form: Table.Form

  var text: String {
    var text = ""
    if block.coders.count > 2 {
      text += section(
        "Who differs from whom: disagreeing units over all codes, and the median α of those judged",
        matrix
      )
      if !block.rows(.judged).isEmpty {
        text += section("α without one coder", withoutOne)
      }
    }
    if block.transcripts.count > 1 {
      text += section("Transcripts, those with most disagreeing units first", transcripts)
    }
    if !block.confusions.isEmpty {
      text += section("Codes given to the same passage", confusions)
    }
    return text
  }

  private func section(_ heading: String, _ table: Table) -> String {
    (form == .columns(isBold: true) ? "\u{1B}[1m\(heading)\u{1B}[m" : heading)
      + "\n\(table.text(form))\n"
  }

  private var matrix: Table {
    var table = Table([""] + block.coders.map(\.text))
    table.labels = [0: "coder"]
    for (place, coder) in block.coders.enumerated() { table.labels[place + 1] = "with \(coder)" }
    table.rightAligned = Set(1...block.coders.count)
    for (place, coder) in block.coders.enumerated() {
      table.add(
        [coder.text]
          + block.coders.indices.map { other in
            guard other != place else { return "" }
            let pair = block.pairs.first {
              $0.first == min(place, other) && $0.second == max(place, other)
            }
            let alpha = pair?.medianAlpha.map { ", α \(Figures.coefficient($0))" }
            return "\(pair?.disagreeing ?? 0)\(alpha ?? "")"
          }
      )
    }
    return table
  }

  private var withoutOne: Table {
    var table = Table(["CODE", "ALL"] + block.coders.map { "WITHOUT \($0)" })
    table.rightAligned = Set(1...(block.coders.count + 1))
    for row in block.rows(.judged) {
      table.add(
        [row.code.text, Figures.text(row.all.alpha)] + row.alphaWithout.map(Figures.text)
      )
    }
    return table
  }

  private var transcripts: Table {
    var table = Table(["TRANSCRIPT", "CODERS", "UNITS", "DIFFER", "MOST IN"])
    table.rightAligned = [1, 2, 3]
    let ordered = block.transcripts.sorted { one, other in
      one.disagreeing != other.disagreeing
        ? one.disagreeing > other.disagreeing : one.transcript < other.transcript
    }
    for transcript in ordered {
      table.add([
        transcript.transcript, String(transcript.coders.count), String(transcript.units),
        String(transcript.disagreeing), transcript.worstCode?.text ?? "",
      ])
    }
    return table
  }

  private static let shownConfusions = 12

  private var confusions: Table {
    var table = Table(["TIMES", "PAIR", "FIRST GAVE", "SECOND GAVE", "NOTE"])
    table.rightAligned = [0]
    for confusion in block.confusions.prefix(Self.shownConfusions) {
      table.add([
        String(confusion.count),
        "\(block.coders[confusion.first]) ~ \(block.coders[confusion.second])",
        confusion.codeOfFirst.text, confusion.codeOfSecond.text,
        confusion.isParentAndChild ? "one is above the other" : "",
      ])
    }
    let more = block.confusions.count - Self.shownConfusions
    if more > 0 { table.add(["", "", "", "", "\(more) more in --format json"]) }
    return table
  }
}
