/// A found word between what stands before and behind it, so that lists of them line up.
///
///          told us about the | contract | , and then nothing
///               我们签了一份 | 合同     | ，后来没有钱
public struct KeywordInContext: Hashable, Sendable {
  public var before: String
  public var keyword: String
  public var after: String

  public init(before: String, keyword: String, after: String) {
    self.before = before
    self.keyword = keyword
    self.after = after
  }

  /// One line of it: what is before ends where the keyword begins, in cells of a terminal.
  ///
  /// - Parameter width: of what is shown on each side; what is further off is cut.
  /// - Returns: text that no terminal obeys.
  public func line(width: Int) -> String {
    let (left, right) = (Self.oneLine(before), Self.oneLine(after))
    let head = Self.cut(left.reversed(), to: width).reversed()
    let tail = Self.cut(right, to: width)
    let filled = head.reduce(0) { $0 + DisplayText.width(of: String($1)) }
    return String(repeating: " ", count: width - filled) + String(head) + Self.text(keyword)
      + String(tail)
  }

  private static func cut(_ characters: [Character], to width: Int) -> [Character] {
    var (result, used): ([Character], Int) = ([], 0)
    for character in characters {
      used += DisplayText.width(of: String(character))
      guard used <= width else { break }
      result.append(character)
    }
    return result
  }

  private static func oneLine(_ text: String) -> [Character] { Array(Self.text(text)) }

  private static func text(_ text: String) -> String {
    DisplayText.safe(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
  }
}
