/// The parts of a merge: each gives the same whoever comes first.
enum Merging {
  /// What can be merged as a whole: a time, then the bytes decide.
  protocol Dated: Hashable, Sendable {
    var dated: Timestamp { get }
    var bytes: [UInt8] { get }
  }

  static func later<Value: Dated>(_ one: Value, _ other: Value) -> Value {
    if one.dated < other.dated { return other }
    return other.dated < one.dated ? one : larger(one, other, \.bytes)
  }

  static func larger<Value>(_ one: Value, _ other: Value, _ bytes: (Value) -> [UInt8]) -> Value {
    bytes(one).lexicographicallyPrecedes(bytes(other)) ? other : one
  }

  /// A side of a three-way merge; what is older than the base was put back, as by a synchronising program, and is
  /// no change.
  static func current<Value: Dated>(_ side: Value, _ base: Value?) -> Value {
    base.map { side.dated < $0.dated ? $0 : side } ?? side
  }

  /// The same of a coding; one that flags words which the base lets go is a version like others.
  static func currentCoding(_ side: Coding, _ base: Coding?) -> Coding {
    let isProtecting = !Set(side.protectingFlags).isSubset(of: base?.protectingFlags ?? [])
    return isProtecting ? side : current(side, base)
  }

  /// Three-way: a side that is as the base was gives way.
  static func pick<Value: Equatable>(
    _ one: Value,
    _ other: Value,
    _ base: Value?,
    _ both: (Value, Value) -> Value
  ) -> Value {
    if one == other { return both(one, other) }
    if one == base { return other }
    if other == base { return one }
    return both(one, other)
  }

  static func byID<ID: Hashable, Value: Dated>(
    _ values: [Value],
    _ id: (Value) -> ID
  ) -> [ID: Value] {
    Dictionary(values.map { (id($0), $0) }, uniquingKeysWith: { later($0, $1) })
  }

  /// Equal logs stay as they are; else all entries by time.
  static func log(_ one: [JSONValue], _ other: [JSONValue]) -> [JSONValue] {
    one == other ? one : union(one, other, removing: [])
  }

  static func union(
    _ one: [JSONValue],
    _ other: [JSONValue],
    removing: Set<JSONValue>
  ) -> [JSONValue] {
    Set(one + other).subtracting(removing)
      .map { (time: $0["at"]?.string ?? "", bytes: $0.printed(), value: $0) }
      .sorted {
        $0.time != $1.time ? $0.time < $1.time : $0.bytes.lexicographicallyPrecedes($1.bytes)
      }
      .map(\.value)
  }

  /// Unknown keys of two objects: all of them; where both have one, the changed, then the larger.
  ///
  /// Links and orphans are sets.
  static func members(
    _ one: [JSONMember],
    _ other: [JSONMember],
    base: [JSONMember]?
  ) -> [JSONMember] {
    if one == other { return one }
    func value(_ members: [JSONMember], _ key: String) -> JSONValue? {
      members.first { $0.key == key }?.value
    }
    let keys = one.map(\.key) + other.map(\.key).filter { value(one, $0) == nil }
    let merged = keys.compactMap { key -> JSONMember? in
      let was = value(base ?? [], key)
      switch (value(one, key), value(other, key)) {
      case (.array(let left)?, .array(let right)?) where key == "links" || key == "orphans":
        if left == right { return JSONMember(key, .array(left)) }
        var takenBack: Set<JSONValue> = []
        if case .array(let before)? = was {
          takenBack = Set(before).subtracting(Set(left).intersection(right))
        }
        return JSONMember(key, .array(union(left, right, removing: takenBack)))
      case (let left?, let right?):
        return JSONMember(key, pick(left, right, was) { larger($0, $1) { $0.printed() } })
      case (let left?, nil): return JSONMember(key, left)
      case (nil, let right?): return JSONMember(key, right)
      case (nil, nil): return nil
      }
    }
    // Of two orders neither is right, and whoever comes first must not matter.
    return one.map(\.key) == other.map(\.key)
      ? merged : merged.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}

extension Coding: Merging.Dated {
  var dated: Timestamp { modified }
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { SidecarWriter.write(self, &$0) }
    return writer.bytes
  }
}

extension Memo: Merging.Dated {
  var dated: Timestamp { at }
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { SidecarWriter.write(self, &$0) }
    return writer.bytes
  }
}

extension Sidecar.NothingHere: Merging.Dated {
  var dated: Timestamp { at }
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { SidecarWriter.write(self, &$0) }
    return writer.bytes
  }
}

extension Sidecar.Removal: Merging.Dated {
  var dated: Timestamp { at }
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { SidecarWriter.write(self, &$0) }
    return writer.bytes
  }
}

extension Sidecar.Status: Merging.Dated {
  var dated: Timestamp { at }
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { SidecarWriter.write(self, &$0) }
    return writer.bytes
  }
}
