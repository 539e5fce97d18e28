import EmicKit

/// `emic help settings`: what can be set, and how it is with the files of whoever asks.
enum SettingsPage {
  static func text(in settings: Settings) -> String {
    let folder = settings.folder.map { DisplayText.safe(Settings.shown($0)) }
    return page + "\n" + status(of: settings, in: folder)
  }

  private static func status(of settings: Settings, in folder: String?) -> String {
    guard let folder else {
      return
        "Neither $XDG_CONFIG_HOME nor $HOME says where your settings are: emic takes its own.\n"
    }
    let own = OwnSettings(settings)
    let screen = own.screen
    let problems = own.problems.map { DisplayText.safe($0) + "\n" }.joined()
    let unfollowed =
      problems.isEmpty
      ? "" : "\n\(problems)\(OwnSettings.consequence)\n"
    return "Now, in \(folder): theme \(screen.theme.rawValue), accessible \(screen.isAccessible), "
      + "mouse \(screen.usesMouse), clipboard \(screen.usesClipboard), "
      + (own.keymap == nil ? "emic's own keys.\n" : "your own keys.\n") + unfollowed
  }

  private static let page = """
    Your own settings are two files that you write, in $XDG_CONFIG_HOME/emic or ~/.config/emic. emic only
    reads them, when the screen opens. Everything in them is optional. Where a line is wrong, emic names
    it and what to do, and follows the others.

    settings.yaml
      theme: auto          auto, dark, light, mono, high-contrast
      accessible: false    true: for screen readers and braille displays
      mouse: true          false: the terminal keeps the mouse for itself
      clipboard: false     true: y copies to the terminal's clipboard (OSC 52), too

      auto follows the ground that the terminal answers with, or $COLORFGBG; where neither says anything,
      the tones are for both grounds. mono has no colours; high-contrast brings its own black ground. Colours repeat
      what signs, lines and words say as well. How many there are is the terminal's to say; NO_COLOR and
      --color never take them away, --color always keeps them in spite of NO_COLOR.

      accessible has no frames and nothing beside each other: popups and lists are a line for each thing, > stands
      before the one in hand, where the cursor is, and brackets round what is selected; keys are named in
      words; messages stay until the next key, and nothing else changes without one. g i says where you
      are and whether all is saved. Tables of commands are printed as --format list on a terminal.

      With mouse on, a drag selects, a double click takes a word, a triple one a sentence, the wheel
      scrolls; in lists a click goes to a row and a double click takes it, and a click on a key that is
      named at the foot presses it. There is a key for all of it.
      For the terminal's own selection hold Shift.

      With clipboard on, other programs of your machine can read what you copy, and some keep it. What is
      flagged do-not-quote or redact is not copied; names are replaced with --names.

    keys.yaml
      undo: [u, Ctrl-Y]    these keys instead of its own, on every screen that has the command
      copy: []             none: it is still found under its name, with : (not for undo, palette, leave)
      transcript:          below the name of a screen, on that screen only
        grow: i
        shrink: o
        next-uncoded: "] z"

      A key is written a, A, Ctrl-S, Alt-m, Shift-Right, F2, Enter, Esc, Tab, Space, Backspace, PgDn;
      several after one another with blanks: g t. Signs that YAML reads otherwise go into quotes:
      "'", "#", "- x". `emic help keys` has the names of screens and commands, with your keys.
      Two commands with one key on one screen are refused, with their lines; so is a key that begins
      another, and one that terminals cannot send: Ctrl-1, Ctrl-Enter, Alt-[, a Chinese character. Keys
      in lists, forms and other popups stay as they are, named at their foot.

    """
}
