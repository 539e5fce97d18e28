import EmicTUI

/// The key table as plain text, from the table that runs the screen.
enum KeysPage {
  static func text(of keymap: Keymap) -> String {
    var text = ""
    var group = ""
    for binding in keymap.bindings {
      if binding.group != group {
        group = binding.group
        text += (text.isEmpty ? "" : "\n") + group + "\n"
      }
      let keys = binding.keys.joined(separator: ", ")
      let padding = String(repeating: " ", count: max(1, 24 - keys.count))
      text += "  \(keys)\(padding)\(binding.help)\n"
    }
    return text
  }
}
