/// Why a value of `cases.csv` is not set; nothing was written.
public enum CaseProblem: Error, Hashable, Sendable {
  case notAllowed(String, of: String, allowed: [String], nearest: String?)
  /// No column and no list of `study.yaml` has it.
  case unknownAttribute(String, known: [String], nearest: String?)
  /// The column that says which transcript a row is about.
  case transcript
  case emptyName
  /// A row of the table is a line.
  case lineBreak(of: String)
  /// Written as a day, and none of the calendar.
  case noDay(String, of: String)
  /// Another attribute differs from it by capitals alone.
  case nearlyTheSame(String, known: String)

  public var message: String {
    switch self {
    case .notAllowed(let value, let attribute, let allowed, let nearest):
      "\(DisplayText.quoted(attribute)) can't be \(DisplayText.quoted(value))."
        + (nearest.map { " Did you mean \(DisplayText.quoted($0))?" } ?? "") + " Use one of: "
        + allowed.map(DisplayText.quotable).joined(separator: ", ") + "."
    case .unknownAttribute(let name, let known, let nearest):
      "there is no attribute \(DisplayText.quoted(name))."
        + (nearest.map { " Did you mean \(DisplayText.quoted($0))?" } ?? "")
        + (known.isEmpty
          ? "" : " There are: \(known.map(DisplayText.quotable).joined(separator: ", ")).")
        + " --new-attribute makes a new one."
    case .transcript:
      "which transcript a row is about is not changed. Edit cases.csv by hand for that."
    case .emptyName: "an attribute needs a name. Write it as name=value."
    case .lineBreak(let attribute):
      "\(DisplayText.quoted(attribute)) can't hold a line break. Write the value on one line."
    case .noDay(let value, let attribute):
      "\(DisplayText.quoted(attribute)) can't be \(DisplayText.quoted(value)): there is no such day. "
        + "Write it as year-month-day, 2018-03-14."
    case .nearlyTheSame(let name, let known):
      "there is an attribute \(DisplayText.quoted(known)) already, and \(DisplayText.quoted(name)) "
        + "differs from it by capitals alone. Use that one, or another name."
    }
  }
}

extension CaseTable {
  /// The rows of `cases.csv` with one value set; everything else stays, columns unknown to emic too.
  ///
  /// - Parameters:
  ///   - value: empty makes it unknown; a synonym becomes the value that it stands for.
  ///   - attribute: a column, an attribute of `study.yaml`, or `case`.
  ///   - transcript: gets a row where it has none.
  ///   - rows: of the file, the header first; empty for a file that is yet to be made.
  ///   - study: lists the allowed values.
  ///   - makesAttribute: whether an attribute that nobody has becomes a column.
  /// - Returns: all rows, the header first.
  /// - Throws: what is not allowed.
  public static func setting(
    _ value: String,
    of attribute: String,
    for transcript: String,
    in rows: [[String]],
    study: StudyFile,
    makesAttribute: Bool = false
  ) throws(CaseProblem) -> [[String]] {
    guard !attribute.isEmpty else { throw .emptyName }
    guard attribute != "transcript" else { throw .transcript }
    var rows = rows.isEmpty ? [["transcript", "case"]] : rows
    let known =
      rows[0].filter { $0 != "transcript" }
      + study.attributes.map(\.attribute).filter { !rows[0].contains($0) }
    guard makesAttribute || known.contains(attribute) else {
      throw .unknownAttribute(
        attribute,
        known: known,
        nearest: EditDistance.nearest(to: attribute, among: known)
      )
    }
    if !known.contains(attribute),
      let same = known.first(where: { $0.lowercased() == attribute.lowercased() })
    {
      throw .nearlyTheSame(attribute, known: same)
    }
    guard !value.contains(where: \.isNewline) else { throw .lineBreak(of: attribute) }
    guard !isWrittenAsDay(value) || AttributeValue(value).hasOrder else {
      throw .noDay(value, of: attribute)
    }
    var text = value
    if !value.isEmpty, let allowed = study.values(of: attribute) {
      guard let meant = allowed.value(for: value) else {
        throw .notAllowed(
          value,
          of: attribute,
          allowed: allowed.values,
          nearest: EditDistance.nearest(to: value, among: allowed.values)
        )
      }
      text = meant
    }
    let others = rows.dropFirst().filter { row in
      rows[0].firstIndex(of: "transcript").map { row[$0] != transcript } ?? true
    }
    if isNearlyDay(text), let column = rows[0].firstIndex(of: attribute) {
      let values = others.map { $0[column] }.filter { !$0.isEmpty }
      guard values.isEmpty || !values.allSatisfy(isWrittenAsDay) else {
        throw .noDay(value, of: attribute)
      }
    }
    if !rows[0].contains(attribute) {
      rows[0].append(attribute)
      for index in rows.indices.dropFirst() { rows[index].append("") }
    }
    guard let column = rows[0].firstIndex(of: attribute),
      let key = rows[0].firstIndex(of: "transcript")
    else { return rows }
    if let place = rows.indices.dropFirst().first(where: { rows[$0][key] == transcript }) {
      rows[place][column] = text
    } else {
      var row = Array(repeating: "", count: rows[0].count)
      (row[key], row[column]) = (transcript, text)
      rows.append(row)
    }
    return rows
  }

  /// Digits with two hyphens or more between, and no day: a slip of the pen among days, as one that was
  /// typed behind another.
  private static func isNearlyDay(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.count > 2 && !isWrittenAsDay(text)
      && parts.joined().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Four, two and two digits with hyphens between.
  private static func isWrittenAsDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 2, 2]
      && parts.allSatisfy {
        $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }
}
