/// Reads a YAML file into a tree, and refuses what a study's files never need.
enum YAMLTree {
  static let largestFile = 8 << 20
  static let deepest = 64

  /// - Returns: the one document's root, always a mapping.
  static func read<Failure: YAMLFileError>(
    _ bytes: [UInt8],
    file: String,
    as failure: Failure.Type
  ) throws(Failure) -> YAMLNode {
    do {
      return try read(bytes)
    } catch {
      throw Failure(file: file, line: error.line, yaml: error.problem)
    }
  }

  private static func read(_ bytes: [UInt8]) throws(YAMLFault) -> YAMLNode {
    guard bytes.count <= largestFile else {
      throw YAMLFault(line: nil, problem: .tooLarge(bytes: bytes.count))
    }
    if let encoding = WideEncoding(of: bytes) { throw YAMLFault(line: 1, problem: .wide(encoding)) }
    if let line = lineOfConflictMarker(bytes) {
      throw YAMLFault(line: line, problem: .conflictMarkers)
    }
    return try bytes.withUnsafeBufferPointer { buffer throws(YAMLFault) in
      try YAMLComposer.document(in: buffer)
    }
  }

  // Text that was cut in two by git often parses, as something else: looked for first.
  private static func lineOfConflictMarker(_ bytes: [UInt8]) -> Int? {
    let markers = [Array("<<<<<<< ".utf8), Array(">>>>>>> ".utf8)]
    var line = 1
    var isAtStart = true
    for (place, byte) in bytes.enumerated() {
      if isAtStart, byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">"),
        markers.contains(where: { bytes[place...].starts(with: $0) })
      {
        return line
      }
      isAtStart = byte == UInt8(ascii: "\n")
      if isAtStart { line += 1 }
    }
    return nil
  }
}

/// A problem before the file's name is known to it.
struct YAMLFault: Error {
  var line: Int?
  var problem: YAMLProblem
}

/// Builds the tree from the parser's events.
private struct YAMLComposer: ~Copyable {
  private var events: YAMLEvents

  static func document(in buffer: UnsafeBufferPointer<UInt8>) throws(YAMLFault) -> YAMLNode {
    var composer = YAMLComposer(events: YAMLEvents(buffer))
    return try composer.document()
  }

  private mutating func document() throws(YAMLFault) -> YAMLNode {
    var event = try events.next()
    while event.kind == .documentStart || event.kind == .streamStart { event = try events.next() }
    guard event.kind != .end else { throw YAMLFault(line: nil, problem: .empty) }
    let root = try node(from: event, depth: 1)
    guard !root.isNull else { throw YAMLFault(line: nil, problem: .empty) }
    guard case .mapping = root.content else {
      throw YAMLFault(
        line: root.line,
        problem: .wrongKind(key: "the file", expected: "keys and values at its top")
      )
    }
    event = try events.next()
    while event.kind == .end, !events.isAtEnd { event = try events.next() }
    guard events.isAtEnd else {
      throw YAMLFault(line: event.place.line, problem: .severalDocuments)
    }
    return root
  }

  private mutating func node(from event: YAMLEvents.Event, depth: Int) throws(YAMLFault) -> YAMLNode
  {
    guard depth <= YAMLTree.deepest else {
      throw YAMLFault(line: event.place.line, problem: .tooDeep)
    }
    switch event.kind {
    case .scalar(let text, let isPlain):
      return YAMLNode(.scalar(text, isPlain: isPlain), at: event.place)
    case .sequence:
      var items: [YAMLNode] = []
      var next = try events.next()
      while next.kind != .end {
        items.append(try node(from: next, depth: depth + 1))
        next = try events.next()
      }
      return YAMLNode(.sequence(items), at: event.place.extended(to: next.place, items.last))
    case .mapping:
      return try mapping(from: event, depth: depth)
    case .end, .streamStart, .documentStart:
      throw YAMLFault(line: event.place.line, problem: .syntax("a value is missing"))
    }
  }

  private mutating func mapping(
    from start: YAMLEvents.Event,
    depth: Int
  ) throws(YAMLFault) -> YAMLNode {
    var members: [YAMLMember] = []
    var lines: [String: Int] = [:]
    var next = try events.next()
    while next.kind != .end {
      let line = next.place.line
      // Longer keys than these need a syntax of their own when they are written.
      guard case .scalar(let key, _) = next.kind, key.utf8.count <= 200 else {
        throw YAMLFault(line: line, problem: .keyNotText)
      }
      if let firstLine = lines.updateValue(line, forKey: key) {
        throw YAMLFault(line: line, problem: .duplicateKey(key, firstLine: firstLine))
      }
      let value = try node(from: try events.next(), depth: depth + 1)
      members.append(YAMLMember(key, value, line: line))
      next = try events.next()
    }
    return YAMLNode(
      .mapping(members),
      at: start.place.extended(to: next.place, members.last?.value)
    )
  }

  private init(events: consuming YAMLEvents) { self.events = events }
}

extension YAMLNode.Place {
  // The parser ends a block only where the next thing begins, past blank lines and comments.
  fileprivate func extended(to end: YAMLNode.Place, _ last: YAMLNode?) -> YAMLNode.Place {
    var place = self
    let close = isFlow ? end : (last?.place ?? self)
    place.endLine = close.endLine
    place.endColumn = close.endColumn
    return place
  }
}
