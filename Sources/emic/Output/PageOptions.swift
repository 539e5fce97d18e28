import ArgumentParser
import EmicKit
import Terminal

/// The options of commands that also print Markdown.
struct PageOptions: ParsableArguments {
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case table, list, markdown, csv, json

    /// What people get where nothing is said.
    static var usual: Form { Format.usual == .list ? .list : .table }
  }

  /// The page itself; `nil` for what the command prints without being told.
  @Option(help: "table, list (a line for each fact), markdown, csv or json.")
  var format: Form?

  @Flag(help: "No messages beside the answer.")
  var quiet = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  /// The same for what asks for a table, JSON or CSV.
  var plain: OutputOptions {
    var options = OutputOptions()
    options.chosenFormat = (format ?? .usual) == .list ? .list : .table
    options.quiet = quiet
    options.color = color
    return options
  }
}
