/// Reads `settings.yaml`: keys with words, all of them optional.
enum SettingsReader {
  /// The keys that the file can have.
  static let keys = ["theme", "accessible", "mouse", "clipboard"]

  /// - Parameters:
  ///   - bytes: the file as it is on disk.
  ///   - file: the name under which messages speak of it.
  /// - Returns: what the file says; defaults for what it does not say.
  /// - Throws: the first problem, with its line.
  static func read(_ bytes: [UInt8], file: String) throws(SettingsError) -> ScreenSettings {
    var settings = ScreenSettings()
    guard let root = try SettingsTree.root(bytes, file: file) else { return settings }
    var fields = try YAMLFields<SettingsError>(root, of: "the file", file: file)
    if let theme = try fields.word("theme", of: ScreenSettings.Theme.allCases.map(\.rawValue)) {
      settings.theme = ScreenSettings.Theme(rawValue: theme) ?? .auto
    }
    settings.isAccessible = try fields.flag("accessible") ?? settings.isAccessible
    settings.usesMouse = try fields.flag("mouse") ?? settings.usesMouse
    settings.usesClipboard = try fields.flag("clipboard") ?? settings.usesClipboard
    if let unknown = fields.rest.first(where: { !keys.contains($0.key) }) {
      let nearest = EditDistance.nearest(to: unknown.key, among: keys)
      throw SettingsError(
        file: file,
        line: unknown.line,
        problem: .unknownSetting(unknown.key, nearest: nearest)
      )
    }
    return settings
  }
}

/// What both files of somebody's settings have in common.
enum SettingsTree {
  /// - Returns: `nil` for a file that says nothing, such as one of comments only.
  static func root(_ bytes: [UInt8], file: String) throws(SettingsError) -> YAMLNode? {
    do {
      return try YAMLTree.read(bytes, file: file, as: SettingsError.self)
    } catch {
      if case .yaml(.empty) = error.problem { return nil }
      throw error
    }
  }
}
