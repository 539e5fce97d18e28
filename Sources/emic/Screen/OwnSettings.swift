import EmicKit
import EmicTUI

/// What somebody has in their own settings for emic; defaults in place of a file with a fault.
struct OwnSettings {
  private(set) var screen = ScreenSettings()
  /// `nil` where no key is rebound.
  private(set) var keymap: Keymap?
  /// What is wrong, in sentences, and what emic does.
  private(set) var complaint: String?

  init(_ settings: Settings = Settings()) {
    var complaints: [String] = []
    do throws(SettingsError) {
      screen = try settings.screen()
    } catch {
      complaints.append("\(error.message) Until then emic takes its own settings.")
    }
    do {
      keymap = try Self.keymap(settings)
    } catch {
      complaints.append("\(error) Until then all keys are emic's own.")
    }
    complaint = complaints.isEmpty ? nil : complaints.joined(separator: " ")
  }

  private static func keymap(_ settings: Settings) throws -> Keymap? {
    guard let file = try settings.keys(), !file.entries.isEmpty else { return nil }
    return try Keymap.standard.rebound(by: file)
  }
}
