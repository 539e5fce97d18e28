import Agreement

extension Comparison {
  /// How many united spans of a code that touch the scope a coder has.
  public func spanCount(of code: Code.ID, by coder: Int) -> Int {
    transcripts.reduce(0) { sum, transcript in
      let spans = transcript.layers[coder]?.spans(of: code) ?? []
      return sum + spans.count { transcript.units.isInScope($0) }
    }
  }
}
