/// One key as somebody pressed it, whatever bytes the terminal sent for it.
public struct Key: Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    /// What was typed, the effect of Shift included: `H`, `（`, `[`.
    case character(Character)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var code: Code
  /// Shift only with named keys: with a character it is in the character already.
  public var modifiers: Modifiers

  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }
}

/// What can arrive at the program from the outside, besides the results of its own effects.
public enum Input: Hashable, Sendable {
  /// How many bytes of a paste are taken; what is as long as that, but for a character that was cut, had more.
  public static let longestPaste = 1 << 20

  case key(Key)
  /// The text between the brackets of a bracketed paste, cut at `longestPaste`.
  case paste(String)
  /// Text of a paste that halts: what is typed counts as its text, until its end comes or an Esc.
  case stalledPaste(String)
  case mouse(Mouse)
  case resized(Size)
  /// The program was stopped and goes on: the screen has to be drawn anew.
  case resumed
  /// Results of effects are waiting in the mailbox.
  case woken
  /// The terminal is gone (end of file, EIO, SIGHUP) or the program was asked to end (SIGTERM,
  /// SIGINT from outside): save and leave.
  case endRequested(signal: Int32)
}

/// A press, drag, release or turn of the wheel, at a cell counted from 0.
public struct Mouse: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case press, drag, release, wheelUp, wheelDown }
  public var kind: Kind
  public var x: Int
  public var y: Int

  public init(_ kind: Kind, x: Int, y: Int) {
    self.kind = kind
    self.x = x
    self.y = y
  }
}

/// Width and height of a screen in cells.
public struct Size: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}
