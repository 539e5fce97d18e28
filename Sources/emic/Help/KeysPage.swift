import EmicTUI

/// The key table as plain text, from the table that runs the screen: keys, what they do, and under which
/// names `keys.yaml` has screen and command.
enum KeysPage {
  static func text(of keymap: Keymap) -> String {
    var text = ""
    var group = ""
    for binding in keymap.bindings {
      if binding.group != group {
        group = binding.group
        text += (text.isEmpty ? "" : "\n") + "\(group) (in keys.yaml: \(binding.place.rawValue))\n"
      }
      let keys = binding.keys.joined(separator: ", ")
      text +=
        "  \(padded(keys, to: 24))\(padded(binding.command.rawValue, to: 24))\(binding.help)\n"
    }
    return text
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
