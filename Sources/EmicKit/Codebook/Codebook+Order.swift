extension Codebook {
  /// Codes in the order of a book: each behind its parent, siblings as they come.
  ///
  /// What stands under a code that is not there, or in a circle, is left out.
  static func depthFirst(_ codes: [Code]) -> [Code] {
    let children = Dictionary(grouping: codes, by: \.parent)
    var result: [Code] = []
    var waiting = Array((children[nil] ?? []).reversed())
    while let code = waiting.popLast() {
      result.append(code)
      waiting += (children[code.id] ?? []).reversed()
    }
    return result
  }

  /// The order of siblings that two sides have changed.
  ///
  /// Whichever order only one side has changed is taken; those that one side has put there come
  /// behind the sibling they had. The same whoever comes first.
  static func siblings(
    _ members: Set<Code.ID>,
    _ one: [Code.ID],
    _ other: [Code.ID],
    base: [Code.ID]
  ) -> [Code.ID] {
    let both = members.intersection(one).intersection(other)
    func shared(_ ids: [Code.ID]) -> [Code.ID] { ids.filter(both.contains) }
    let (left, right, old) = (shared(one), shared(other), shared(base))
    var order: [Code.ID]
    if left == old {
      order = right
    } else if right == old || !right.lexicographicallyPrecedes(left) {
      order = left
    } else {
      order = right
    }
    // From the last: of those behind one sibling the first by name then comes first.
    for id in members.subtracting(both).sorted().reversed() {
      let side = one.contains(id) ? one : other
      let above = side.prefix { $0 != id }.reversed()
      let place = above.lazy.compactMap { order.firstIndex(of: $0) }.first
      order.insert(id, at: place.map { $0 + 1 } ?? (above.isEmpty ? 0 : order.count))
    }
    return order
  }
}
