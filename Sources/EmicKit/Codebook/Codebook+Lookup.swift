extension Codebook {
  /// The codes that group others and can't be assigned, in the order of the book.
  public var families: [Code] { codes.filter(\.isFamily) }

  /// The codes that may be given to a span today, in the order of the book.
  public var assignable: [Code] { codes.filter(\.isAssignable) }

  /// The codes directly under a code or family; those at the top of the book for `nil`.
  public func children(of parent: Code.ID?) -> [Code] {
    codes.filter { $0.parent == parent }
  }

  /// All codes below a code or family, depth first, itself not included.
  public func descendants(of ancestor: Code.ID) -> [Code] {
    codes.filter { $0.id != ancestor && path(to: $0.id).contains(ancestor) }
  }

  /// The family in which a code stands: the nearest one above it.
  public func family(of id: Code.ID) -> Code? {
    path(to: id).dropLast().reversed().lazy.compactMap { self[$0] }.first(where: \.isFamily)
  }

  /// The id that was probably meant by one that the book does not have: `stres` → `stress`.
  public func nearest(to id: Code.ID) -> Code.ID? {
    EditDistance.nearest(to: id.text, among: codes.lazy.map(\.id.text)).map { Code.ID($0) }
  }
}
