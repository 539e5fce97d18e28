import ArgumentParser
import EmicKit
import Terminal

/// The options of commands that also print Markdown.
struct PageOptions: ParsableArguments {
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case table, markdown, csv, json
  }

  /// The page itself; `nil` for what the command prints without being told.
  @Option(help: "table, markdown, csv or json.")
  var format: Form?

  @Flag(help: "No messages beside the answer.")
  var quiet = false

  @Option(help: "Colours: auto, always or never; NO_COLOR is honoured.")
  var color = ColorChoice.auto

  /// The same for what asks for a table, JSON or CSV.
  var plain: OutputOptions {
    var options = OutputOptions()
    options.format = .table
    options.quiet = quiet
    options.color = color
    return options
  }
}
