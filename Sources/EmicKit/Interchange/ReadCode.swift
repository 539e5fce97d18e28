import Synchronization

/// A stored code as it is read today: an object, for thousands of codings refer to it.
final class ReadCode: Sendable {
  /// `?id` when the codebook lacks it.
  let id: String
  let name: String
  /// Ids from the family down.
  let path: [Code.ID]
  /// Whether it is read as another code than its own.
  let isReadAsOther: Bool
  /// Id, name and path as columns of CSV.
  let printed: [UInt8]

  init(_ stored: Code.ID, by book: Codebook) {
    let id = book.resolved(stored)
    if let code = book[id] {
      self.id = id.text
      name = code.name.primary
      path = book.path(to: id)
    } else {
      self.id = "?\(id)"
      name = self.id
      path = [Code.ID(self.id)]
    }
    isReadAsOther = self.id != stored.text
    var csv = CSVBytes()
    for field in [self.id, name, path.map(\.text).joined(separator: "/")] { csv.add(field) }
    printed = csv.bytes
  }
}

/// Codes as a codebook reads them: each is looked up once, however many sources have it.
package final class ReadCodes: Sendable {
  let book: Codebook
  private let known = Mutex<[Code.ID: ReadCode]>([:])

  package init(by book: Codebook) { self.book = book }

  func read(_ codes: [Code.ID]) -> [ReadCode] {
    known.withLock { known in
      codes.map { code in
        if let code = known[code] { return code }
        let read = ReadCode(code, by: book)
        known[code] = read
        return read
      }
    }
  }
}
