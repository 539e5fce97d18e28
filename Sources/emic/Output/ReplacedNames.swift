import EmicKit
import Synchronization

/// The list of `--names`, through which all words of a command pass: answers, messages and errors.
///
/// A command may be refused before it has come to read its list. The message reads it then: what is wrong
/// with the list itself is said by the command.
enum ReplacedNames {
  private enum Stage {
    case none
    case named(String)
    case read(NameList?)
  }

  private static let stage = Mutex(Stage.none)

  /// Names the list that is to be read as soon as there are words to say.
  static func named(_ path: String) {
    stage.withLock { if case .none = $0 { $0 = .named(path) } }
  }

  /// Has words pass a list that was read.
  static func read(_ list: NameList) { stage.withLock { $0 = .read(list) } }

  /// Lets all words stand: who looks for names must be told which file is called by one.
  static func letStand() { stage.withLock { $0 = .read(nil) } }

  private static var list: NameList? {
    stage.withLock { stage in
      if case .named(let path) = stage {
        stage = .read(try? NameListFile.read(path, outside: nil))
      }
      return if case .read(let list) = stage { list } else { nil }
    }
  }

  /// A text as it may be said.
  static func words(_ text: String) -> String { list?.replacing(in: text) ?? text }

  /// An answer as it may be given; its keys stay.
  static func words(_ json: JSONValue) -> JSONValue {
    list.map { json.released(.released($0)) } ?? json
  }

  /// A table as it may be given.
  static func words(_ rows: [[String]]) -> [[String]] {
    list.map { list in rows.map { $0.map(list.replacing) } } ?? rows
  }
}
