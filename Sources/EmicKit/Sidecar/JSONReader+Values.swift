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
    var seen: Set<[UInt8]> = []
    var members = try openObject()
    while let key = try nextKey(&members) {
      let name = try text(key)
      // As bytes: two keys that only look alike are two keys. A set only where there are many.
      if result.count == 16 { seen = Set(result.map { Array($0.key.utf8) }) }
      let isNew =
        result.count < 16
        ? !result.contains { $0.key.utf8.elementsEqual(name.utf8) }
        : seen.insert(Array(name.utf8)).inserted
      guard isNew else { throw problem(.duplicateKey(name), at: key.start) }
      result.append(JSONMember(name, try readValue()))
    }
    return result
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

extension JSONValue {
  /// Reads a whole JSON text.
  public init(reading bytes: [UInt8]) throws(JSONProblem) {
    let result: Result<JSONValue, JSONProblem> = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONProblem) in
        var reader = JSONReader(bytes: buffer)
        try reader.start()
        let value = try reader.readValue()
        try reader.finish()
        return value
      }
    }
    self = try result.get()
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
