import EmicKit

/// The manual page in roff, made from what the argument parser knows, so that nothing is written
/// twice.
enum ManualPage {
  /// - Parameter dump: the argument parser's description of the commands, in JSON.
  /// - Returns: what `man` reads.
  /// - Throws: when the description is not as expected.
  static func text(of dump: String) throws(Failure) -> String {
    let root: JSONValue
    do throws(JSONProblem) {
      root = try JSONValue(reading: Array(dump.utf8))
    } catch {
      throw .data("the argument parser's own description could not be read.")
    }
    guard let command = root["command"] else {
      throw .data("the argument parser's own description has no command.")
    }
    let abstract = command["abstract"]?.string ?? ""
    var page = ".TH EMIC 1 \"\" \"emic \(emicVersion)\"\n"
    page += ".SH NAME\nemic \\- \(escaped(abstract))\n.SH SYNOPSIS\n"
    page += ".B emic\n[PATH] [\\-\\-coder ID] [\\-\\-codebook FILE] [\\-\\-new\\-coder]\n.br\n"
    page += ".B emic\nCOMMAND ...\n.SH DESCRIPTION\n\(paragraphs(command["discussion"]?.string))"
    page += ".SH COMMANDS\n"
    for child in children(of: command) { page += section(child, path: "emic") }
    return page
  }

  private static func section(_ command: JSONValue, path: String) -> String {
    let name = "\(path) \(command["commandName"]?.string ?? "")"
    var text = ".SS \"\(escaped(name))\"\n\(paragraphs(command["abstract"]?.string))"
    for argument in array(command["arguments"]) where argument["shouldDisplay"] != .bool(false) {
      text += ".TP\n\(escaped(title(of: argument)))\n"
      text += paragraphs(argument["abstract"]?.string ?? " ")
    }
    text += ".PP\n" + paragraphs(command["discussion"]?.string)
    for child in children(of: command) { text += section(child, path: name) }
    return text
  }

  private static func title(of argument: JSONValue) -> String {
    let value = argument["valueName"]?.string ?? ""
    guard argument["kind"]?.string != "positional" else { return "<\(value)>" }
    let names = array(argument["names"]).map { name in
      (name["kind"]?.string == "short" ? "-" : "--") + (name["name"]?.string ?? "")
    }
    return names.joined(separator: ", ")
      + (argument["kind"]?.string == "option" ? " <\(value)>" : "")
  }

  private static func children(of command: JSONValue) -> [JSONValue] {
    var seen: Set<String> = []
    return array(command["subcommands"]).filter { child in
      seen.insert(child["commandName"]?.string ?? "").inserted
    }
  }

  private static func array(_ value: JSONValue?) -> [JSONValue] {
    if case .array(let items)? = value { items } else { [] }
  }

  private static func paragraphs(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? ".PP\n" : escaped(String(line)) + "\n"
    }.joined()
  }

  // A line that begins with a dot or a quote would be a request.
  private static func escaped(_ text: String) -> String {
    var result = text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      default: result.append(character)
      }
    }
    return result
  }
}
