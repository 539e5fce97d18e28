import CNcurses
import EmicTUI

/// What this terminal type's keys send, from terminfo.
///
/// Only names whose key is beyond doubt: the
/// higher function keys are Shift-F1 on one terminal and F13 on the next.
enum KeySequences {
  static func ofTerminal() -> [(bytes: [UInt8], key: Key)] {
    names.compactMap { name, key in
      curses_string(name).map { (Array(String(cString: $0).utf8), key) }
    }
  }

  private static let names: [(String, Key)] =
    [
      ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
      ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
      ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kcbt", Key(.tab, .shift)),
      ("kent", Key(.enter)), ("kri", Key(.up, .shift)), ("kind", Key(.down, .shift)),
      ("kLFT", Key(.left, .shift)), ("kRIT", Key(.right, .shift)), ("kHOM", Key(.home, .shift)),
      ("kEND", Key(.end, .shift)), ("kPRV", Key(.pageUp, .shift)), ("kNXT", Key(.pageDown, .shift)),
      ("kIC", Key(.insert, .shift)), ("kDC", Key(.delete, .shift)),
    ] + (1...12).map { ("kf\($0)", Key(.function($0))) }
}
