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
    /// Whether nothing stands behind the command, not even `[]` for no key.
    public var isUnsaid: Bool
    /// From 1.
    public var line: Int
    /// Of the screen's name.
    public var placeLine: Int

    public init(
      place: String? = nil,
      command: String,
      keys: [WrittenKey],
      isUnsaid: Bool = false,
      line: Int,
      placeLine: Int = 0
    ) {
      self.place = place
      self.command = command
      self.keys = keys
      self.isUnsaid = isUnsaid
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

  /// - Returns: the lines that can be read, and what is wrong with the others, in their order.
  public static func read(
    _ bytes: [UInt8],
    file: String
  ) -> (keys: KeysFile, problems: [SettingsError]) {
    var keys = KeysFile(file: file, entries: [])
    var (members, problems) = SettingsTree.members(bytes, file: file)
    func take(_ member: YAMLMember, in place: YAMLMember?) {
      do throws(SettingsError) {
        keys.entries.append(try entry(member, in: place, file))
      } catch {
        problems.append(error)
      }
    }
    for member in members {
      if case .mapping(let commands) = member.value.content {
        for command in commands { take(command, in: member) }
      } else {
        take(member, in: nil)
      }
    }
    return (keys, problems.inOrder)
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
      isUnsaid: member.value.isNull,
      line: member.line,
      placeLine: place?.line ?? 0
    )
  }
}
