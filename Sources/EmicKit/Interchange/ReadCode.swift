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
  /// The codes that some codings have.
  struct Used: Sendable {
    /// Each once, in the order in which they come.
    fileprivate(set) var codes: [Code.ID] = []
    /// For each coding the place of its code in `codes`.
    fileprivate(set) var codeOfCoding: [Int] = []
    /// For each of `codes` its place among all that are known.
    fileprivate var places: [Int] = []
  }

  private struct Known: Sendable {
    var places: [Code.ID: Int] = [:]
    /// By place; `nil` until somebody asks how it is read.
    var read: [ReadCode?] = []

    mutating func place(of code: Code.ID) -> Int {
      if let place = places[code] { return place }
      places[code] = read.count
      read.append(nil)
      return read.count - 1
    }
  }

  let book: Codebook
  private let known = Mutex(Known())

  package init(by book: Codebook) { self.book = book }

  /// The codes of codings: one lookup for each coding, and none for `read(_:)`.
  func used(in codings: [Coding]) -> Used {
    known.withLock { known in
      var used = Used()
      used.codeOfCoding.reserveCapacity(codings.count)
      // By place among all that are known: that in `used`.
      var placeInUsed = [Int?](repeating: nil, count: known.read.count)
      // By places: a loop over codings copies each of them.
      for index in codings.indices {
        let place = known.place(of: codings[index].code)
        if place == placeInUsed.count { placeInUsed.append(nil) }
        if let earlier = placeInUsed[place] {
          used.codeOfCoding.append(earlier)
          continue
        }
        placeInUsed[place] = used.codes.count
        used.codeOfCoding.append(used.codes.count)
        used.codes.append(codings[index].code)
        used.places.append(place)
      }
      return used
    }
  }

  /// How codes are read that `used(in:)` of this object has found.
  func read(_ used: Used) -> [ReadCode] {
    known.withLock { known in
      used.places.indices.map { index in
        let place = used.places[index]
        if let code = known.read[place] { return code }
        let read = ReadCode(used.codes[index], by: book)
        known.read[place] = read
        return read
      }
    }
  }
}
