import EmicKit

/// Codes as they are typed on the command line: the one place where a command looks one up.
extension Codebook {
  /// The code that somebody means, as `Codebook.code(named:)` says; among several one that can be
  /// assigned.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - place: where the code was looked for, in the message.
  /// - Returns: its id.
  /// - Throws: wrong usage, with the nearest names or the candidates.
  func code(
    meant text: String,
    in place: String = "the codebook"
  ) throws(Failure) -> Code.ID {
    do throws(CodeNamingProblem) {
      return try code(named: text, preferring: \.isAssignable)
    } catch {
      throw .usage(error.message(in: place))
    }
  }

  /// The same for what is asked about: a code that the book lacks is asked for as it is shown, `?id`; so
  /// may be somebody else's proposal that this book has.
  ///
  /// - Parameters:
  ///   - text: as it was typed.
  ///   - others: the codes of the codings that are asked about; `nil` where nobody has looked.
  /// - Returns: its id, with the mark where the book lacks it.
  /// - Throws: wrong usage, with the nearest names.
  func code(asked text: String, among others: Set<Code.ID>? = nil) throws(Failure) -> Code.ID {
    do throws(CodeNamingProblem) {
      guard text.hasPrefix("?") else { return try code(named: text) }
      return try code(shown: text, among: others ?? [Code.ID(String(text.dropFirst()))])
    } catch {
      throw .usage(error.message())
    }
  }

  /// The same for a list with commas.
  func codes(asked texts: [String]) throws(Failure) -> [Code.ID] {
    try texts.listed.map { text throws(Failure) in try code(asked: text) }
  }
}
