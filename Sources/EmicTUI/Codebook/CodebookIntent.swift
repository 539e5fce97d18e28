import EmicKit

/// What a yes does to the codebook: the changes are made only with it, of the book as it is then.
enum CodebookDeed {
  /// What the form beneath comes to.
  case form
  case intent(CodebookIntent, reason: String)
}

/// What somebody wants to do with a code, complete but for the reason.
enum CodebookIntent: Hashable {
  case move(Code.ID, under: Code.ID?)
  case merge(Code.ID, into: Code.ID)
  case retire(Code.ID)
  case revive(Code.ID)
  case accept(ProposedCode, under: Code.ID?)
  case decline(ProposedCode, into: Code.ID?)
}

/// What a code is chosen for, out of the list of codes.
enum CodebookAim: Hashable {
  case move(Code.ID)
  case merge(Code.ID)
  case accept(ProposedCode)
  case decline(ProposedCode)

  /// The code of the book that is about to be changed.
  var code: Code.ID? {
    switch self {
    case .move(let id), .merge(let id): id
    case .accept, .decline: nil
    }
  }

  /// Families group codes: they can be stood under, and never take a code's place.
  var takesFamilies: Bool {
    switch self {
    case .move, .accept: true
    case .merge, .decline: false
    }
  }

  var title: String {
    switch self {
    case .move(let id): "Put \(id) under"
    case .merge(let id): "Merge \(id) into"
    case .accept(let proposal): "Accept +\(proposal.code.id) under"
    case .decline(let proposal): "Decline +\(proposal.code.id); its codings are read as"
    }
  }

  /// What Tab does, where there is a way without a code.
  var tab: String? {
    switch self {
    case .move, .accept: "the top of the book"
    case .decline: "as no other code"
    case .merge: nil
    }
  }

  func intent(_ code: Code.ID?) -> CodebookIntent? {
    switch self {
    case .move(let id): .move(id, under: code)
    case .merge(let id): code.map { .merge(id, into: $0) }
    case .accept(let proposal): .accept(proposal, under: code)
    case .decline(let proposal): .decline(proposal, into: code)
    }
  }
}
