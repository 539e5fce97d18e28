/// What `keys.yaml` says, before anybody knows which commands and keys there are.
///
///     undo: [u, Ctrl-Y]        # on every screen that has the command
///     transcript:              # on this screen only
///       code: c
public struct KeysFile: Hashable, Sendable {
  /// One command with the keys that it is to have, instead of those it has.
  public struct Entry: Hashable, Sendable {
    /// The screen that stands above it; `nil` for every screen.
    public var place: String?
    public var command: String
    public var keys: [WrittenKey]
    /// From 1.
    public var line: Int
    /// Of the screen's name.
    public var placeLine: Int

    public init(
      place: String? = nil,
      command: String,
      keys: [WrittenKey],
      line: Int,
      placeLine: Int = 0
    ) {
      self.place = place
      self.command = command
      self.keys = keys
      self.line = line
      self.placeLine = placeLine
    }
  }

  /// A key or sequence of keys as it is written: `g t`, `Ctrl-S`.
  public struct WrittenKey: Hashable, Sendable {
    public var text: String
    public var line: Int

    public init(_ text: String, line: Int) {
      self.text = text
      self.line = line
    }
  }

  /// The name under which messages speak of it.
  public var file: String
  public var entries: [Entry]

  public init(file: String, entries: [Entry]) {
    self.file = file
    self.entries = entries
  }

  /// - Throws: the first problem, with its line.
  public init(_ bytes: [UInt8], file: String) throws(SettingsError) {
    self.file = file
    entries = []
    guard let root = try SettingsTree.root(bytes, file: file) else { return }
    for member in try Self.members(of: root, "the file", file) {
      guard case .mapping = member.value.content else {
        entries.append(try Self.entry(member, in: nil, file))
        continue
      }
      for command in try Self.members(of: member.value, member.key, file) {
        entries.append(try Self.entry(command, in: member, file))
      }
    }
  }

  private static func members(
    of node: YAMLNode,
    _ what: String,
    _ file: String
  ) throws(SettingsError) -> [YAMLMember] {
    try YAMLFields<SettingsError>(node, of: what, file: file).rest
  }

  private static func entry(
    _ member: YAMLMember,
    in place: YAMLMember?,
    _ file: String
  ) throws(SettingsError) -> Entry {
    var nodes = [member.value]
    if case .sequence(let items) = member.value.content { nodes = items }
    if member.value.isNull { nodes = [] }
    var keys: [WrittenKey] = []
    for node in nodes {
      let text = try YAMLFields<SettingsError>.text(of: node, key: member.key, file: file)
      keys.append(WrittenKey(text, line: node.line))
    }
    return Entry(
      place: place?.key,
      command: member.key,
      keys: keys,
      line: member.line,
      placeLine: place?.line ?? 0
    )
  }
}
