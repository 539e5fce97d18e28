/// The codes of a project by what its codings need of them.
struct QDACodes: Sendable {
  /// Of the codebook: what has it needs no word of its own.
  let version: Int
  private let guids: [Code.ID: String]

  init(_ book: Codebook) {
    version = book.version
    // Working codes stay at home.
    guids = Dictionary(
      book.codes.filter { !$0.isWorking }.map { ($0.id, QDAWriter.guid(of: $0)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// - Returns: `nil` for a code that does not leave.
  func guid(of code: Code.ID) -> String? { guids[code] }
}
