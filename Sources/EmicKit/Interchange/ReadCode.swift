/// A stored code as it is read today.
struct ReadCode {
  /// `?id` when the codebook lacks it.
  let id: String
  let name: String
  /// Ids from the family down.
  let path: [Code.ID]

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
  }
}
