/// What of the keys that can be written down a terminal can tell emic.
extension Key {
  enum Arrival: Equatable {
    case itself
    /// As what terminals send it, or emic takes it.
    case other(Key)
    case never(Reason)
  }

  /// Why a key never arrives.
  public enum Reason: Hashable, Sendable {
    /// It is text of an input method.
    case composed
    /// Terminals send nothing of its own for it.
    case unsent
    /// Other keys, or the terminal's answers, begin with it.
    case beginsOthers
  }

  var arrival: Arrival {
    switch code {
    case .character(let character):
      if modifiers.contains(.control) { return arrivalWithControl(of: character) }
      if modifiers.contains(.shift) {
        let upper = character.uppercased().first ?? character
        return .other(Key(.character(upper), modifiers.subtracting(.shift)))
      }
      if modifiers.contains(.alt), "[O]".contains(character) { return .never(.beginsOthers) }
      switch InputMethod.reading(of: self) {
      case .composed: return .never(.composed)
      // Full-width signs act as their ASCII keys.
      case .key(let plain): return plain == self ? .itself : .other(plain)
      }
    case .escape: return modifiers.isEmpty ? .itself : .other(Key(.escape))
    case .enter, .backspace: return without([.shift, .control])
    case .tab: return without(.control)
    default: return .itself
    }
  }

  private func without(_ lost: Modifiers) -> Arrival {
    modifiers.isDisjoint(with: lost) ? .itself : .other(Key(code, modifiers.subtracting(lost)))
  }

  // Of Control and a character there are 32 bytes, and these keys have some of them for their own.
  private func arrivalWithControl(of character: Character) -> Arrival {
    let others: [Character: Code] = [
      "i": .tab, "m": .enter, "j": .enter, "h": .backspace, "[": .escape, "?": .backspace,
    ]
    if let other = others[character] {
      let key = Key(other, modifiers.subtracting([.control, .shift]))
      return .other(other == .escape ? Key(.escape) : key)
    }
    guard ("a"..."z").contains(character) || " \\]^_".contains(character) else {
      return .never(.unsent)
    }
    return modifiers.contains(.shift) ? .other(Key(code, modifiers.subtracting(.shift))) : .itself
  }
}
