extension Code {
  /// What of a code a change touches, each for itself; numbers of versions belong to none.
  public enum Field: Hashable, Sendable {
    case name
    /// The code above it.
    case parent
    case family
    case working
    case part(Part)
    case key
    case color
    /// Whether it is in use, retired, or replaced by others.
    case use
    /// Keys of the file that this version does not read.
    case kept

    static let all: [Field] =
      [.name, .parent, .family, .working] + Part.allCases.map { .part($0) }
      + [.key, .color, .use, .kept]

    /// In a sentence: `the name`.
    public var words: String {
      switch self {
      case .name: "name"
      case .parent: "place in the tree"
      case .family: "kind (family or code)"
      case .working: "mark as a working code"
      case .part(let part): part.rawValue
      case .key: "quick key"
      case .color: "colour"
      case .use: "standing (in use, retired or replaced)"
      case .kept: "other keys"
      }
    }
  }

  /// The first field in which another version of the code differs.
  func firstDifference(from other: Code, in fields: [Field] = Field.all) -> Field? {
    fields.first { !isSame(as: other, in: $0) }
  }

  /// Whether a field is the same in another version of the code.
  func isSame(as other: Code, in field: Field) -> Bool {
    switch field {
    case .name: name == other.name
    case .parent: parent == other.parent
    case .family: isFamily == other.isFamily
    case .working: isWorking == other.isWorking
    case .part(let part): self[part] == other[part]
    case .key: key == other.key
    case .color: color == other.color
    case .use: (retired == nil) == (other.retired == nil) && replacedBy == other.replacedBy
    case .kept: kept == other.kept
    }
  }

  /// Has a field as another version of the code has it.
  mutating func take(_ field: Field, from other: Code) {
    switch field {
    case .name: name = other.name
    case .parent: parent = other.parent
    case .family: isFamily = other.isFamily
    case .working: isWorking = other.isWorking
    case .part(let part): self[part] = other[part]
    case .key: key = other.key
    case .color: color = other.color
    case .use: (retired, replacedBy) = (other.retired, other.replacedBy)
    case .kept: kept = other.kept
    }
  }
}

extension CodebookHistoryEntry {
  /// Whether it changed a field of a code.
  func touches(_ field: Code.Field, of id: Code.ID) -> Bool {
    guard codes.contains(id) else { return false }
    // The others of a split or a merge are named, and as they were, unless they came into the book.
    guard codes.first == id else { return change == .add }
    switch (change, field) {
    case (.add, _), (.rename, .name), (.move, .parent): return true
    case (.revive, .name): return was.contains { $0.key == "name" }
    case (.split, .use), (.merge, .use), (.retire, .use), (.revive, .use): return true
    case (_, .part(let part)): return was.contains { $0.key == part.rawValue }
    default: return false
    }
  }
}
