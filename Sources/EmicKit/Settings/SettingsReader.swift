/// Reads `settings.yaml`: keys with words, all of them optional.
enum SettingsReader {
  /// The keys that the file can have.
  static let keys = ["theme", "accessible", "mouse", "clipboard"]

  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: the name under which messages speak of it.
  /// - Returns: what the file says, defaults for what it does not say or says wrong; and all that is
  ///   wrong, in the order of the file.
  static func read(_ bytes: [UInt8], file: String) -> (ScreenSettings, [SettingsError]) {
    var settings = ScreenSettings()
    var (members, problems) = SettingsTree.members(bytes, file: file)
    for member in members {
      do throws(SettingsError) {
        try take(member, into: &settings, file)
      } catch {
        problems.append(error)
      }
    }
    return (settings, problems.inOrder)
  }

  private static func take(
    _ member: YAMLMember,
    into settings: inout ScreenSettings,
    _ file: String
  ) throws(SettingsError) {
    let root = YAMLNode(.mapping([member]), at: member.value.place)
    var field = try YAMLFields<SettingsError>(root, of: "the file", file: file)
    switch member.key {
    case "theme":
      let names = ScreenSettings.Theme.allCases.map(\.rawValue)
      if let theme = try field.word("theme", of: names) {
        settings.theme = ScreenSettings.Theme(rawValue: theme) ?? .auto
      }
    case "accessible":
      settings.isAccessible = try field.flag("accessible") ?? settings.isAccessible
    case "mouse": settings.usesMouse = try field.flag("mouse") ?? settings.usesMouse
    case "clipboard":
      settings.usesClipboard = try field.flag("clipboard") ?? settings.usesClipboard
    default:
      let nearest = EditDistance.nearest(to: member.key, among: keys)
      throw SettingsError(
        file: file,
        line: member.line,
        problem: .unknownSetting(member.key, nearest: nearest)
      )
    }
  }
}

extension [SettingsError] {
  /// By their lines; what has none first.
  var inOrder: [SettingsError] { sorted { ($0.line ?? 0) < ($1.line ?? 0) } }
}
