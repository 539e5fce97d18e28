/// When codes are used for the first time, transcript by transcript in a given order.
public struct Saturation: Hashable, Sendable {
  public struct FirstUses: Hashable, Sendable {
    public let transcript: String
    /// By id.
    public let new: [Code.ID]
    /// How many codes were used up to here.
    public let total: Int
  }

  public let firstUses: [FirstUses]

  /// - Parameters:
  ///   - sources: in the order that is asked about; several of one transcript count as one.
  ///   - reading: as which codes a stored code counts.
  public init(of sources: [CodedSource], reading: CodeReading) {
    let rows = CodeRows(found: sources, reading: reading)
    var used: Set<Int> = []
    var uses: [FirstUses] = []
    for source in sources {
      let rowsOfSource = rows.rows(of: source)
      let codes = Set(source.found.flatMap { rowsOfSource[source.codeOfRow[$0]] })
      var new = codes.subtracting(used).map { rows.codes[$0] }
      used.formUnion(codes)
      if let last = uses.last, last.transcript == source.transcript {
        new += last.new
        uses.removeLast()
      }
      uses.append(
        FirstUses(transcript: source.transcript, new: new.sorted(), total: used.count)
      )
    }
    firstUses = uses
  }
}
