/// A change of one transcript's row of `cases.csv`, which can be taken back.
public struct CaseChange: Hashable, Sendable {
  /// One cell; `""` where the table says nothing.
  public struct Edit: Hashable, Sendable {
    public let attribute: String
    public let before: String
    public let after: String
  }

  /// Its path, as in the table.
  public let transcript: String
  public let edits: [Edit]
  /// Whether there was no row of the transcript before.
  let madeRow: Bool
  /// Columns that were not there before.
  let madeColumns: [String]
  /// Whether there was no table before.
  let madeFile: Bool

  /// What lies between two states of the table.
  ///
  /// - Parameters:
  ///   - transcript: whose row has changed.
  ///   - before: all rows, the header first; empty where there was no file.
  ///   - after: the same, changed.
  init(of transcript: String, from before: [[String]], to after: [[String]]) {
    self.transcript = transcript
    let (old, new) = (CaseRows(before), CaseRows(after))
    edits = new.columns.compactMap { attribute in
      let (was, now) = (old[transcript, attribute] ?? "", new[transcript, attribute] ?? "")
      return was == now ? nil : Edit(attribute: attribute, before: was, after: now)
    }
    madeRow = !old.has(transcript)
    madeColumns = new.columns.filter { !old.columns.contains($0) }
    madeFile = before.isEmpty
  }

  /// The table with the change taken back, or done again.
  ///
  /// - Parameters:
  ///   - rows: as they are now, the header first; empty where there is no file.
  ///   - isUndone: whether it is taken back.
  /// - Returns: all rows; empty where nothing is left of a file that the change has made.
  /// - Throws: where somebody has changed a cell since.
  func applied(
    to rows: [[String]],
    undoing isUndone: Bool
  ) throws(CaseOvertaken) -> [[String]] {
    var table = CaseRows(rows)
    for edit in edits {
      let (expected, wanted) =
        isUndone ? (edit.after, edit.before) : (edit.before, edit.after)
      let now = table[transcript, edit.attribute] ?? ""
      guard now == expected else {
        throw CaseOvertaken(transcript: transcript, attribute: edit.attribute, now: now)
      }
      table.set(wanted, of: edit.attribute, for: transcript)
    }
    guard isUndone else { return table.rows }
    if madeRow { table.removeEmptyRow(of: transcript) }
    for column in madeColumns where !["transcript", "case"].contains(column) {
      table.removeEmptyColumn(column)
    }
    return madeFile && table.rows.count == 1 ? [] : table.rows
  }

  /// What was done, in words.
  public var summary: String {
    edits.map {
      "\($0.attribute) of \(transcript): \(Self.words($0.before)) to \(Self.words($0.after))"
    }
    .joined(separator: "; ")
  }

  /// What stands there once it is taken back.
  public func words(undone isUndone: Bool) -> String {
    edits.map { edit in
      let value = isUndone ? edit.before : edit.after
      return value.isEmpty
        ? "cases.csv says nothing of the \(edit.attribute) of \(transcript) again."
        : "\(edit.attribute) of \(transcript) is \(value) again."
    }
    .joined(separator: " ")
  }

  private static func words(_ value: String) -> String { value.isEmpty ? "nothing" : value }
}

/// Why a change of the case table is not taken back: a cell is not as it left it.
public struct CaseOvertaken: Error, Hashable, Sendable {
  public let transcript: String
  public let attribute: String
  /// What stands there now; `""` for nothing.
  public let now: String

  /// - Parameter isUndone: whether it was to be taken back, else done again.
  /// - Returns: whole sentences: what stands there, and that it does.
  public func message(undoing isUndone: Bool) -> String {
    let now = now.isEmpty ? "cases.csv says nothing of it now" : "it is \(now) now"
    return "Somebody has changed the \(attribute) of \(transcript) since: \(now). That stands, and "
      + "yours is not \(isUndone ? "taken back" : "done again")."
  }
}

/// The rows of `cases.csv` as they stand in the file.
private struct CaseRows {
  private(set) var rows: [[String]]

  init(_ rows: [[String]]) { self.rows = rows.isEmpty ? [["transcript", "case"]] : rows }

  var columns: [String] { rows[0].filter { $0 != "transcript" } }

  func has(_ transcript: String) -> Bool { place(of: transcript) != nil }

  subscript(transcript: String, column: String) -> String? {
    guard let place = place(of: transcript), let column = rows[0].firstIndex(of: column) else {
      return nil
    }
    return rows[place].indices.contains(column) ? rows[place][column] : nil
  }

  private func place(of transcript: String) -> Int? {
    guard let key = rows[0].firstIndex(of: "transcript") else { return nil }
    return rows.indices.dropFirst().first {
      rows[$0].indices.contains(key) && rows[$0][key] == transcript
    }
  }

  /// Makes row and column where they are missing.
  mutating func set(_ value: String, of column: String, for transcript: String) {
    guard self[transcript, column] ?? "" != value else { return }
    if !rows[0].contains(column) {
      rows[0].append(column)
      for index in rows.indices.dropFirst() { rows[index].append("") }
    }
    if !has(transcript), let key = rows[0].firstIndex(of: "transcript") {
      var row = Array(repeating: "", count: rows[0].count)
      row[key] = transcript
      rows.append(row)
    }
    guard let place = place(of: transcript), let column = rows[0].firstIndex(of: column) else {
      return
    }
    rows[place][column] = value
  }

  mutating func removeEmptyRow(of transcript: String) {
    guard let place = place(of: transcript), columns.allSatisfy({ self[transcript, $0] == "" })
    else { return }
    rows.remove(at: place)
  }

  mutating func removeEmptyColumn(_ name: String) {
    guard let column = rows[0].firstIndex(of: name),
      rows.dropFirst().allSatisfy({ $0.indices.contains(column) && $0[column].isEmpty })
    else { return }
    for index in rows.indices { rows[index].remove(at: column) }
  }
}

extension CaseChange: HistoricStep {
  package static var historyName: String { "cases" }

  package func isSame(as other: CaseChange) -> Bool { self == other }

  package var historyJSON: JSONValue {
    .object([
      JSONMember("transcript", .string(transcript)),
      JSONMember(
        "edits",
        .array(
          edits.map { edit in
            .object([
              JSONMember("attribute", .string(edit.attribute)),
              JSONMember("before", .string(edit.before)), JSONMember("after", .string(edit.after)),
            ])
          }
        )
      ),
      JSONMember("made-row", .bool(madeRow)), JSONMember("made-columns", .strings(madeColumns)),
      JSONMember("made-file", .bool(madeFile)),
    ])
  }

  package init?(historyJSON json: JSONValue) {
    guard let transcript = json["transcript"]?.string, case .array(let items)? = json["edits"]
    else {
      return nil
    }
    var edits: [Edit] = []
    for item in items {
      guard let attribute = item["attribute"]?.string, let before = item["before"]?.string,
        let after = item["after"]?.string
      else { return nil }
      edits.append(Edit(attribute: attribute, before: before, after: after))
    }
    var columns: [String] = []
    if case .array(let names)? = json["made-columns"] { columns = names.compactMap(\.string) }
    self.transcript = transcript
    self.edits = edits
    madeRow = json["made-row"] == true
    madeColumns = columns
    madeFile = json["made-file"] == true
  }
}
