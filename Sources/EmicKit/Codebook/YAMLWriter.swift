/// Prints a tree in the one canonical form of the study's files: same content, same bytes.
///
/// A text is plain where every YAML reader takes it for a text, else in double quotes.
enum YAMLWriter {
  static func text(of members: [YAMLMember]) -> String {
    var lines = ""
    write(members, indent: 0, into: &lines)
    return lines
  }

  /// A value on one line: `{id: coder-a, name: Coder A}`.
  static func inline(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): scalar(text, isPlain: isPlain, inFlow: true)
    case .sequence(let items): "[" + items.map { inline($0) }.joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { key($0.key) + ": " + inline($0.value) }.joined(separator: ", ") + "}"
    }
  }

  private static func write(_ members: [YAMLMember], indent: Int, into lines: inout String) {
    let margin = String(repeating: " ", count: indent)
    for (place, member) in members.enumerated() {
      // The first key of an item stands behind its hyphen.
      if place > 0 || lines.isEmpty || lines.utf8.last == UInt8(ascii: "\n") { lines += margin }
      lines += key(member.key) + ":"
      write(member.value, under: indent, into: &lines)
    }
  }

  private static func write(_ node: YAMLNode, under indent: Int, into lines: inout String) {
    switch node.content {
    case .scalar(let text, let isPlain):
      lines += behind(scalar(text, isPlain: isPlain, inFlow: false))
    case .sequence(let items) where node.isBlock:
      lines += "\n"
      for item in items {
        lines += String(repeating: " ", count: indent + 2) + "-"
        if case .mapping(let members) = item.content, item.isBlock {
          lines += " "
          write(members, indent: indent + 4, into: &lines)
        } else if case .scalar(let text, isPlain: true) = item.content {
          lines += behind(scalar(text, isPlain: true, inFlow: false))
        } else {
          lines += behind(inline(item))
        }
      }
    case .mapping(let members) where node.isBlock:
      lines += "\n"
      write(members, indent: indent + 2, into: &lines)
    case .sequence, .mapping:
      lines += " " + inline(node) + "\n"
    }
  }

  /// The end of a line behind a key or a hyphen; nothing is nothing, also no blank.
  private static func behind(_ value: String) -> String {
    (value.isEmpty ? "" : " ") + value + "\n"
  }

  private static func key(_ key: String) -> String { scalar(key, isPlain: false, inFlow: true) }

  private static func scalar(_ text: String, isPlain: Bool, inFlow: Bool) -> String {
    let canBePlain = isPlain ? isKept(text, inFlow: inFlow) : isText(text, inFlow: inFlow)
    return canBePlain ? text : quoted(text)
  }

  /// Whether a text that stands without quotes in a file is something else with them: a number, a truth, a time, or
  /// nothing at all.
  static func mattersPlain(_ text: String) -> Bool {
    !isText(text, inFlow: false) && isKept(text, inFlow: false)
  }

  /// Whether what stood without quotes can stand so again: also nothing, a number below 0, and a time in braces.
  private static func isKept(_ text: String, inFlow: Bool) -> Bool {
    if text.isEmpty { return true }
    if inFlow, text.unicodeScalars.contains(where: "[]{},".unicodeScalars.contains) { return false }
    return isWritable(text.hasPrefix("-") ? String(text.dropFirst()) : text, inFlow: false)
  }

  /// Whether a text without quotes is a text to every reader: it begins with a letter and is no
  /// word with another meaning.
  static func isText(_ text: String, inFlow: Bool) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic,
      first.properties.canonicalCombiningClass == .notReordered
    else { return false }
    return isWritable(text, inFlow: inFlow) && !hasOtherMeaning(text)
  }

  /// Whether some reader takes a word for a truth or for nothing.
  private static func hasOtherMeaning(_ text: String) -> Bool {
    guard text.utf8.count <= longestWord else { return false }
    switch text.lowercased() {
    case "true", "false", "yes", "no", "on", "off", "null", "y", "n": return true
    default: return false
    }
  }

  /// `false`; a word of the longest has no more bytes in another case.
  private static let longestWord = 5

  private static func isWritable(_ text: String, inFlow: Bool) -> Bool {
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if escape(scalar) != nil, scalar != "\"", scalar != "\\" { return false }
      if inFlow, "[]{},:?".unicodeScalars.contains(scalar) { return false }
      if last == ":", scalar == " " { return false }
      if last == " ", scalar == "#" || scalar == " " { return false }
      last = scalar
    }
    return !text.isEmpty && last != " " && last != ":"
      && !"-?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(text.unicodeScalars.first ?? "-")
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if let escape = escape(scalar) {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // What a double-quoted text can't hold as it is, or what would not be seen on a screen.
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x22: "\\\""
    case 0x5C: "\\\\"
    case 0x0A: "\\n"
    case 0x09: "\\t"
    case 0x0D: "\\r"
    case 0..<0x20, 0x7F..<0xA0: "\\x" + padded(scalar.value, 2)
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF:
      "\\u" + padded(scalar.value, 4)
    case 0x10000... where scalar.value & 0xFFFE == 0xFFFE: "\\U" + padded(scalar.value, 8)
    default: nil
    }
  }

  private static func padded(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension YAMLNode {
  fileprivate var isBlock: Bool {
    switch content {
    case .scalar: false
    case .sequence(let items): !place.isFlow && !items.isEmpty
    case .mapping(let members): !place.isFlow && !members.isEmpty
    }
  }
}
