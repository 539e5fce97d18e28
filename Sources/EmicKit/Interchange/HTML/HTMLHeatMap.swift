import Agreement

/// Codes × pairs of coders: κ of each, and α of all; the darker, the better, with the figure in it.
struct HTMLHeatMap {
  private let block: AgreementFigures
  private let study: ExportedStudy
  private static let (nameWidth, cellWidth, cellHeight) = (190, 84, 24)

  init(_ block: AgreementFigures, _ study: ExportedStudy) {
    self.block = block
    self.study = study
  }

  var text: String {
    let rows = block.rows(.judged)
    guard !rows.isEmpty else { return "" }
    let heads =
      block.pairs.map { "\(block.coders[$0.first].text) · \(block.coders[$0.second].text)" }
      + ["α of all"]
    let top = 40
    let width = Self.nameWidth + Self.cellWidth * heads.count
    let height = top + Self.cellHeight * rows.count
    var svg =
      "<div class=\"scroll\"><svg width=\"\(width)\" height=\"\(height)\" "
      + "viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"κ of each pair of coders and α, "
      + "code by code\">\n"
    for (column, head) in heads.enumerated() {
      let x = Self.nameWidth + column * Self.cellWidth + Self.cellWidth / 2
      let parts = head.split(separator: "·").map { $0.trimmingBlanks() }
      for (line, part) in parts.enumerated() {
        svg += "<text x=\"\(x)\" y=\"\(top - 8 - 15 * (parts.count - 1 - line))\" "
        svg += "text-anchor=\"middle\">\(HTMLEscape.escaped(Self.short(part)))</text>\n"
      }
    }
    for (place, row) in rows.enumerated() {
      let y = top + place * Self.cellHeight
      svg += "<text x=\"\(Self.nameWidth - 8)\" y=\"\(y + 16)\" text-anchor=\"end\">"
      svg += "\(HTMLEscape.escaped(Self.short(name(of: row.code))))</text>\n"
      for (column, measure) in (row.pairs.map(\.measures.kappa) + [row.all.alpha]).enumerated() {
        svg += cell(measure, x: Self.nameWidth + column * Self.cellWidth, y: y)
      }
    }
    return svg + "</svg></div>\n"
  }

  private func cell(_ measure: Measure, x: Int, y: Int) -> String {
    let (width, height) = (Self.cellWidth - 2, Self.cellHeight - 2)
    let shade = measure.value.map(Self.shade)
    let words = measure.value == nil ? "–" : HTMLAgreement.figure(measure)
    return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" "
      + "fill=\"\(shade?.fill ?? "#ffffff")\" stroke=\"#999999\"/>"
      + "<text x=\"\(x + width / 2)\" y=\"\(y + 16)\" text-anchor=\"middle\" "
      + "fill=\"\(shade?.ink ?? "#000000")\">\(words)</text>\n"
  }

  /// Steps of one hue, which a grey printer keeps apart too.
  private static func shade(_ value: Double) -> (fill: String, ink: String) {
    switch value {
    case ..<0.2: ("#f7fbff", "#000000")
    case ..<0.4: ("#d6e6f4", "#000000")
    case ..<0.6: ("#abd0e6", "#000000")
    case ..<0.8: ("#2a6fa8", "#ffffff")
    default: ("#084a91", "#ffffff")
    }
  }

  private func name(of code: Code.ID) -> String {
    // Ids have replacements in the place of names, too.
    let id = study.id(of: code).text
    let name = study.codebook[Code.ID(id)]?.name.primary ?? ""
    return name.isEmpty ? id : name
  }

  /// What fits beside the cells; a Chinese character takes the room of two letters.
  private static func short(_ text: String) -> String {
    guard DisplayText.width(of: text) > 26 else { return text }
    var (short, width) = ("", 1)
    for character in text {
      width += DisplayText.width(of: String(character))
      guard width <= 26 else { break }
      short.append(character)
    }
    return short + "…"
  }
}
