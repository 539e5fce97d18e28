extension JSONReader {
  /// Any value as a tree.
  mutating func readValue() throws(JSONProblem) -> JSONValue {
    switch peek {
    case Ascii.quote: return .string(try readString())
    case Ascii.openBrace: return .object(try readMembers())
    case Ascii.openBracket:
      var elements: [JSONValue] = []
      var members = try openArray()
      while try nextElement(&members) { elements.append(try readValue()) }
      return .array(elements)
    case UInt8(ascii: "t"):
      try readWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try readWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try readWord("null")
      return .null
    case .some(Ascii.minus), .some(Ascii.zero...UInt8(ascii: "9")): return .number(try readNumber())
    default: throw unexpected(.expected("a value"))
    }
  }

  /// An object as its members in the order of the file.
  mutating func readMembers() throws(JSONProblem) -> [JSONMember] {
    var result: [JSONMember] = []
    try forEachMember { (name, reader) throws(JSONProblem) in
      result.append(JSONMember(name, try reader.readValue()))
    }
    return result
  }

  /// Hands over the keys of an object in the order of the file, each once.
  ///
  /// - Parameter readMember: moves past the member's value.
  /// - Throws: at a key that stands a second time, and what `readMember` throws.
  mutating func forEachMember(
    _ readMember: (String, inout JSONReader) throws(JSONProblem) -> Void
  ) throws(JSONProblem) {
    var names: [String] = []
    var seen: Set<[UInt8]> = []
    var members = try openObject()
    while let key = try nextKey(&members) {
      let name = try text(key)
      // As bytes: two keys that only look alike are two keys. A set only where there are many.
      if names.count == 16, seen.isEmpty { seen = Set(names.map { Array($0.utf8) }) }
      let isNew =
        names.count < 16
        ? !names.contains { $0.utf8.elementsEqual(name.utf8) }
        : seen.insert(Array(name.utf8)).inserted
      guard isNew else { throw problem(.duplicateKey(name), at: key.start) }
      if names.count < 16 { names.append(name) }
      try readMember(name, &self)
    }
  }

  /// Moves past any value, which is refused wherever `readValue` would refuse it; no tree is made.
  mutating func skipValue() throws(JSONProblem) {
    switch peek {
    case Ascii.quote: try checkString()
    case Ascii.openBrace:
      try forEachMember { (_, reader) throws(JSONProblem) in try reader.skipValue() }
    case Ascii.openBracket:
      var members = try openArray()
      while try nextElement(&members) { try skipValue() }
    case .some(Ascii.minus), .some(Ascii.zero...UInt8(ascii: "9")): try checkNumber()
    default: _ = try readValue()
    }
  }

  /// Reads a member that this version does not know into the list of those kept.
  mutating func keep(_ key: Key, in kept: inout [JSONMember]) throws(JSONProblem) {
    let name = try text(key)
    guard !kept.contains(where: { $0.key.utf8.elementsEqual(name.utf8) }) else {
      throw problem(.duplicateKey(name), at: key.start)
    }
    kept.append(JSONMember(name, try readValue()))
  }
}

extension JSONReader {
  /// Reads a whole JSON text.
  ///
  /// - Parameters:
  ///   - bytes: of the text.
  ///   - read: makes something of its one value and moves past it.
  /// - Returns: what was made.
  /// - Throws: where it is no JSON, and what `read` throws.
  static func read<Value>(
    _ bytes: [UInt8],
    _ read: (inout JSONReader) throws(JSONProblem) -> Value
  ) throws(JSONProblem) -> Value {
    let result: Result<Value, JSONProblem> = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONProblem) in
        var reader = JSONReader(bytes: buffer)
        try reader.start()
        let value = try read(&reader)
        try reader.finish()
        return value
      }
    }
    return try result.get()
  }
}

extension JSONValue {
  /// Reads a whole JSON text.
  public init(reading bytes: [UInt8]) throws(JSONProblem) {
    self = try JSONReader.read(bytes) { (reader) throws(JSONProblem) in try reader.readValue() }
  }

  /// The value of a key of an object; `nil` for other values.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  public var int: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }
}
