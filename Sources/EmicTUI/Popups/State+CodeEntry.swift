import EmicKit

/// A code as the codebook describes it, with what this coder has quoted under it.
extension State {
  mutating func showEntry() {
    guard let code = coding?.codingHere?.code ?? coding?.lastCodes.last else {
      let key = keyName(of: .codebook, "g c")
      return complain("There is no coding here; \(key) opens the whole codebook.")
    }
    showEntry(of: code)
  }

  mutating func showEntry(of code: Code.ID) {
    let known = codebook[code] == nil ? nil : code
    popups.append(
      .reading(Reading(title: "Code \(name(of: code))", lines: entry(of: code), code: known))
    )
  }

  /// The codebook's entry and this coder's last three quotations, as lines.
  func entry(of id: Code.ID) -> [String] {
    guard let code = codebook[id] else {
      return ["\(id) is not in the codebook. Its codings are kept and shown as ?\(id)."]
    }
    var lines = [code.name.entries.map(\.text).joined(separator: "  ")]
    let above = codebook.path(to: id).dropLast().map(\.text)
    if !above.isEmpty { lines.append("in \(above.joined(separator: " / "))") }
    for (title, text) in [
      ("", code.brief), ("Definition", code.definition), ("Use when", code.useWhen),
      ("Not when", code.notWhen), ("Example", code.example),
    ] where !text.isEmpty {
      lines.append("")
      lines.append(title.isEmpty ? text : "\(title): \(text)")
    }
    if let retired = code.retired { lines.append("Retired in version \(retired).") }
    let quotations = lastQuotations(of: id)
    lines.append("")
    lines.append(quotations.isEmpty ? "You have not used it yet." : "Your last quotations:")
    for quotation in quotations {
      let turn = quotation.turn.map { ", turn \($0)" } ?? ""
      let words = quotation.text.onOneLine
      lines.append("“\(words)” (\(quotation.transcript)\(turn))")
    }
    return lines
  }

  /// This coder's last three quotations of a code, here and in other transcripts.
  func lastQuotations(of id: Code.ID) -> [OwnWork.Quotation] {
    let here = (coding?.sidecar.codings ?? []).filter { $0.code == id }.map { coding in
      OwnWork.Quotation(
        transcript: self.coding?.transcript.name ?? "",
        turn: self.coding?.transcript.structure.turn(at: coding.span.start)?.number,
        text: coding.quote,
        created: coding.created
      )
    }
    let elsewhere = (ownWork.quotations[id] ?? []).filter {
      $0.transcript != coding?.transcript.name
    }
    return Array((here + elsewhere).sorted { $0.created > $1.created }.prefix(3))
  }
}
