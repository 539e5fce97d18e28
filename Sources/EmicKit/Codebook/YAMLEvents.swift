import CYAML

/// The events of libyaml, one after the other, as values; the only place that touches its memory.
struct YAMLEvents: ~Copyable {
  struct Event {
    enum Kind: Equatable {
      case streamStart
      case documentStart
      case scalar(String, isPlain: Bool)
      case sequence
      case mapping
      /// Of a sequence, a mapping, the document or the stream.
      case end
    }

    var kind: Kind
    var place: YAMLNode.Place
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let markLength: Int
  /// Whether the stream is over.
  private(set) var isAtEnd = false

  /// - Parameter bytes: must outlive the events.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    if let base = bytes.baseAddress {
      yaml_parser_set_input_string(parser, base + markLength, bytes.count - markLength)
    } else {
      yaml_parser_set_input_string(parser, "", 0)
    }
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func next() throws(YAMLFault) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { yaml_event_delete(&event) }
    var place = YAMLNode.Place(
      line: Int(event.start_mark.line) + 1,
      column: Int(event.start_mark.column),
      endLine: Int(event.end_mark.line) + 1,
      endColumn: Int(event.end_mark.column)
    )
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try refuse(anchor: scalar.anchor, tag: scalar.tag, line: place.line)
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length)),
        as: UTF8.self
      )
      let isPlain =
        scalar.style == YAML_PLAIN_SCALAR_STYLE && YAMLWriter.mattersPlain(text)
      return Event(kind: .scalar(text, isPlain: isPlain), place: place)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      try refuse(anchor: start.anchor, tag: start.tag, line: place.line)
      place.isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
      return Event(kind: .sequence, place: place)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      try refuse(anchor: start.anchor, tag: start.tag, line: place.line)
      place.isFlow = start.style == YAML_FLOW_MAPPING_STYLE
      return Event(kind: .mapping, place: place)
    case YAML_ALIAS_EVENT:
      throw YAMLFault(line: place.line, problem: .alias(Self.text(event.data.alias.anchor)))
    case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, place: place)
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, place: place)
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
      isAtEnd = true
      return Event(kind: .end, place: place)
    default: return Event(kind: .end, place: place)
    }
  }

  private func refuse(
    anchor: UnsafeMutablePointer<yaml_char_t>?,
    tag: UnsafeMutablePointer<yaml_char_t>?,
    line: Int
  ) throws(YAMLFault) {
    if anchor != nil { throw YAMLFault(line: line, problem: .anchor(Self.text(anchor))) }
    if tag != nil { throw YAMLFault(line: line, problem: .tag(Self.text(tag))) }
  }

  private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String {
    bytes.map { String(cString: $0) } ?? ""
  }

  private func fault() -> YAMLFault {
    if parser.pointee.error == YAML_READER_ERROR {
      let offset = min(Int(parser.pointee.problem_offset) + markLength, bytes.count)
      let line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
      let value = parser.pointee.problem_value
      let isControl = String(cString: parser.pointee.problem).contains("control characters")
      return YAMLFault(
        line: line,
        problem: isControl
          ? .controlCharacter(UInt32(truncatingIfNeeded: value)) : .notUTF8(byte: offset)
      )
    }
    let line = Int(parser.pointee.problem_mark.line) + 1
    if isIndentedByTab(line: line) { return YAMLFault(line: line, problem: .tab) }
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
    return YAMLFault(line: line, problem: .syntax(problem))
  }

  private func isIndentedByTab(line: Int) -> Bool {
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"),
      maxSplits: line,
      omittingEmptySubsequences: false
    )
    guard line <= lines.count else { return false }
    let indent = lines[line - 1].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return indent.contains(UInt8(ascii: "\t"))
  }
}
