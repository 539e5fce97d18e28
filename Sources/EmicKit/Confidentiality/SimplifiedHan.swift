import CICU

/// The simplified form of traditional Chinese characters: a list of names is written in one of the two,
/// and a transcript may be in the other.
///
///     張偉    张伟
///
/// A character stands for itself where its simplified form is not one character of the same kind.
enum SimplifiedHan {
  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let place = Int(scalar.value) - Int(first)
    guard place >= 0, place < forms.count else { return scalar }
    return Unicode.Scalar(forms[place]) ?? scalar
  }

  private static let (first, last): (UInt16, UInt16) = (0x4E00, 0x9FFF)

  /// Of all characters that people are called by, in one go: ICU takes a moment to read its rules.
  private static let forms: [UInt16] = {
    let all = Array(first...last)
    let line: UInt16 = 0x0A
    // Each on a line of its own, so that none is taken together with the next.
    var text = all.flatMap { [$0, line] }
    let count = Int(icu_simplify(&text, Int32(text.count)))
    guard count > 0 else { return all }
    let lines = text.prefix(count).split(separator: line, omittingEmptySubsequences: false)
    guard lines.count == all.count + 1 else { return all }
    return zip(all, lines).map { character, form in
      guard form.count == 1, let only = form.first, (first...last).contains(only) else {
        return character
      }
      return only
    }
  }()
}
