/// The written form of keys, one for the key table, the help, `keys.yaml` and tests.
///
/// `a`, `Ctrl-S`, `Alt->`, `Shift-Right`, `Enter`, `F9`; a sequence separates its keys by blanks:
/// `g t`.
extension Key {
  /// Reads one key; `nil` when it names none.
  public init?(_ notation: some StringProtocol) {
    // Most bindings are one letter.
    if notation.utf8.count == 1, let character = notation.first {
      self.init(.character(character))
      return
    }
    var rest = String(notation)[...]
    var modifiers: Modifiers = []
    while let (prefix, modifier) = Self.prefixes.first(where: {
      rest.hasPrefix($0.0) && rest.count > $0.0.count
    }) {
      rest = rest.dropFirst(prefix.count)
      modifiers.insert(modifier)
    }
    if rest.count == 1, let character = rest.first {
      // Ctrl-S and Ctrl-s are one key: terminals send the same byte.
      let code = modifiers.contains(.control) ? Character(character.lowercased()) : character
      self.init(.character(code), modifiers)
    } else if let named = Self.names.first(where: { $0.0 == rest }) {
      self.init(named.1, modifiers)
    } else if rest.first == "F", let number = Int(rest.dropFirst()), (1...24).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }

  /// Reads one key as hints name it: `↵`, `↓`, `Esc`.
  init?(named hint: String) {
    let signs = ["↵": "Enter", "←": "Left", "→": "Right", "↓": "Down", "↑": "Up"]
    self.init(signs[hint] ?? hint)
  }

  /// Reads a sequence of keys; `nil` when one of them names no key.
  public static func sequence(_ notation: String) -> [Key]? {
    let parts = notation.utf8.split(separator: UInt8(ascii: " "))
    let keys = parts.compactMap { Key(Substring($0)) }
    return keys.count == parts.count && !keys.isEmpty ? keys : nil
  }

  public var notation: String {
    let prefix = Self.prefixes.filter { modifiers.contains($0.1) }.map(\.0).joined()
    switch code {
    case .character(let character):
      let shown = modifiers.contains(.control) ? character.uppercased() : String(character)
      return prefix + (character == " " ? "Space" : shown)
    case .function(let number): return prefix + "F\(number)"
    default: return prefix + (Self.names.first { $0.1 == code }?.0 ?? "?")
    }
  }

  private static let prefixes: [(String, Modifiers)] = [
    ("Ctrl-", .control), ("Alt-", .alt), ("Shift-", .shift),
  ]

  private static let names: [(String, Code)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Backspace", .backspace),
    ("Delete", .delete), ("Insert", .insert), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ("Space", .character(" ")),
  ]
}
