import EmicKit

/// Which passages are walked: those behind a row of the agreement table.
indirect enum PassageFilter: Hashable {
  case all
  /// Of sources of one kind, where interviews and documents have tables of their own.
  case within(SourceStructure.Kind, PassageFilter)
  case code(Code.ID)
  /// The codes of a family, or of a code and those below it.
  case branch(Code.ID)
  case transcript(String)
  /// Where two coders differ.
  case pair(Coder.ID, Coder.ID)
  /// Where one coder has the first code and the other the second for it.
  case confusion(Coder.ID, Code.ID, Coder.ID, Code.ID)

  /// Whether a row is one of those.
  ///
  /// - Parameters:
  ///   - row: of a passage, so that it holds a disagreement.
  ///   - transcript: in which it stands.
  ///   - kind: of the sources it is counted with; `nil` where both kinds are pooled.
  ///   - coders: whose sides it has, in that order.
  ///   - codebook: for what stands below a code.
  /// - Returns: `false` for a filter about coders who are not among these, or have not coded the transcript.
  func takes(
    _ row: PassageRow,
    in transcript: String,
    kind: SourceStructure.Kind?,
    coders: [Coder.ID],
    codebook: Codebook
  ) -> Bool {
    func side(of coder: Coder.ID) -> [UnitedCoding]? {
      guard let place = coders.firstIndex(of: coder), row.isCoded(by: place) else { return nil }
      return row.sides[place]
    }
    switch self {
    case .all: return true
    case .within(let wanted, let filter):
      return kind == wanted
        && filter.takes(row, in: transcript, kind: kind, coders: coders, codebook: codebook)
    case .code(let code): return row.codes.contains(code)
    case .branch(let above):
      return row.codes.contains { codebook.path(to: $0).contains(above) }
    case .transcript(let name): return transcript == name
    case .pair(let one, let other):
      guard let first = side(of: one), let second = side(of: other) else { return false }
      return first.map(\.withoutCodings) != second.map(\.withoutCodings)
    case .confusion(let one, let code, let other, let otherCode):
      guard let first = coders.firstIndex(of: one), let second = coders.firstIndex(of: other)
      else { return false }
      return row.holdsConfusion(of: code, by: first, with: otherCode, by: second)
    }
  }

  /// In words, for the head of the list.
  func words(name: (Coder.ID) -> String, shortName: (String) -> String) -> String {
    switch self {
    case .all: "all"
    case .within(_, let filter): filter.words(name: name, shortName: shortName)
    case .code(let code), .branch(let code): code.text
    case .transcript(let name): shortName(name)
    case .pair(let one, let other): "\(name(one)) · \(name(other))"
    case .confusion(let one, let code, let other, let otherCode):
      "\(code) (\(name(one))) for \(otherCode) (\(name(other)))"
    }
  }
}

extension UnitedCoding {
  fileprivate var withoutCodings: UnitedCoding { UnitedCoding(code: code, span: span, codings: []) }
}
