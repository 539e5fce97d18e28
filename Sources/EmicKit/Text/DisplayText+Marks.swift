extension DisplayText {
  /// The combining marks on a character, at most four: terminals crash on longer heaps.
  ///
  /// Held in place, not in an array: a screen has thousands of characters, nearly all without any.
  public struct Marks: RandomAccessCollection, Hashable, Sendable, ExpressibleByArrayLiteral {
    private var first: UInt32 = 0
    private var second: UInt32 = 0
    private var third: UInt32 = 0
    private var fourth: UInt32 = 0

    public init() {}

    public init(arrayLiteral marks: Unicode.Scalar...) {
      for mark in marks { append(mark) }
    }

    public var startIndex: Int { 0 }

    public var endIndex: Int {
      if first == 0 { return 0 }
      if second == 0 { return 1 }
      return third == 0 ? 2 : fourth == 0 ? 3 : 4
    }

    public subscript(index: Int) -> Unicode.Scalar {
      precondition(indices.contains(index), "no such mark")
      let value =
        switch index {
        case 0: first
        case 1: second
        case 2: third
        default: fourth
        }
      return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// Adds a mark; a fifth is left out.
    public mutating func append(_ mark: Unicode.Scalar) {
      switch count {
      case 0: first = mark.value
      case 1: second = mark.value
      case 2: third = mark.value
      case 3: fourth = mark.value
      default: break
      }
    }
  }
}
