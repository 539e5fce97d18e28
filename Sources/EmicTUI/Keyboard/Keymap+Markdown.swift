extension Keymap {
  /// The key table of the README: a heading and a table for each group, in the keymap's order.
  package var markdown: String {
    var groups: [(name: String, rows: [String])] = []
    for binding in bindings {
      guard let row = row(of: binding) else { continue }
      if let index = groups.firstIndex(where: { $0.name == binding.group }) {
        groups[index].rows.append(row)
      } else {
        groups.append((binding.group, [row]))
      }
    }
    return groups.map { group in
      "#### \(group.name)\n\n| key | what it does |\n| --- | --- |\n"
        + group.rows.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// `nil` for the digits after the first: nine rows that say one thing are one.
  private func row(of binding: Binding) -> String? {
    switch binding.command.quickPlace ?? binding.command.adoptedLane {
    case 1:
      let what =
        binding.command.quickPlace == nil
        ? "adopt the coder with that number; one who has nothing there stands for neither"
        : "quick codes 1 to 9"
      return "| `1` … `9` | \(what) |"
    case .some: return nil
    case nil:
      let keys = binding.keys.map { "`\($0)`" }.joined(separator: ", ")
      return "| \(keys.isEmpty ? "`:\(binding.command.rawValue)`" : keys) | \(binding.help) |"
    }
  }
}
