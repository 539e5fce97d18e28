extension Sidecar {
  /// When the work was last changed, as its own times say.
  public var lastChange: Timestamp {
    var last = status.at
    // By places: a loop over codings copies each of them.
    for index in codings.indices { last = max(last, codings[index].modified) }
    for removal in removed { last = max(last, removal.at) }
    for memo in memos { last = max(last, memo.at) }
    for mark in nothingHere { last = max(last, mark.at) }
    return last
  }
}
