/// Two versions of `cases.csv` as one, value by value.
enum CasesMerge {
  /// Row by transcript and value by attribute.
  private struct Sheet {
    var columns: [String]
    /// In the order of the file.
    var transcripts: [String] = []
    var values: [Place: String] = [:]
  }

  private struct Place: Hashable {
    var transcript: String
    var attribute: String
  }

  /// - Returns: the rows and columns of the one file, then what only the other has; and the values that
  ///   are others on both sides, where the one file's stand.
  /// - Throws: what cannot be read.
  static func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    base: [UInt8]?,
    path: String,
    there: String
  ) throws(FileMergeProblem) -> (bytes: [UInt8], conflicts: [FileMergeProblem]) {
    let (one, other) = (try sheet(ours, path), try sheet(theirs, there))
    let old = base.flatMap { try? sheet($0, path) }
    var conflicts: [(place: Place, FileMergeProblem)] = []
    let values = Merging.keyed(one.values, other.values, base: old?.values) { place, left, right in
      let problem = FileMergeProblem.value(
        attribute: place.attribute,
        transcript: place.transcript,
        left,
        right,
        path: path
      )
      conflicts.append((place, problem))
      return left
    }
    conflicts.sort {
      ($0.place.transcript, $0.place.attribute) < ($1.place.transcript, $1.place.attribute)
    }
    let columns = joined(
      one.columns,
      other.columns,
      old?.columns,
      used: Set(values.keys.map(\.attribute)).union(["transcript"])
    )
    let transcripts = joined(
      one.transcripts,
      other.transcripts,
      old?.transcripts,
      used: Set(values.keys.map(\.transcript))
    )
    let rows = transcripts.map { transcript in
      columns.map { column in
        column == "transcript"
          ? transcript : values[Place(transcript: transcript, attribute: column)] ?? ""
      }
    }
    return (CSV.bytes(of: [columns] + rows, replacing: [ours, theirs]), conflicts.map(\.1))
  }

  private static func sheet(_ bytes: [UInt8], _ path: String) throws(FileMergeProblem) -> Sheet {
    let rows: [CSV.Row]
    do throws(CSVError) {
      rows = try CSV.read(bytes, file: path)
    } catch {
      throw .unreadable(error.message)
    }
    let header = rows.first?.fields ?? []
    guard let key = header.firstIndex(of: "transcript"), Set(header).count == header.count else {
      throw .unreadable(
        "\(DisplayText.safe(path)): the first line does not name a column \"transcript\", or names a "
          + "column twice. Correct it."
      )
    }
    var sheet = Sheet(columns: header)
    var lines: [String: Int] = [:]
    for row in rows.dropFirst() {
      guard row.fields.count == header.count, lines[row.fields[key]] == nil else {
        throw .unreadable(
          DisplayText.place(path, row.line)
            + "the row has \(row.fields.count) fields where \(header.count) are named, or its transcript "
            + "has a row already. Correct it."
        )
      }
      let transcript = row.fields[key]
      lines[transcript] = row.line
      sheet.transcripts.append(transcript)
      // An empty value is one that nobody knows.
      for (column, value) in zip(header, row.fields) where column != "transcript" && !value.isEmpty
      {
        sheet.values[Place(transcript: transcript, attribute: column)] = value
      }
    }
    return sheet
  }

  /// Names in the order of the one list, then those that only the other has; without those that either
  /// has taken out, unless the other has given them a value meanwhile.
  private static func joined(
    _ one: [String],
    _ other: [String],
    _ base: [String]?,
    used: Set<String>
  ) -> [String] {
    let (left, right, old) = (Set(one), Set(other), Set(base ?? []))
    let gone = old.subtracting(left.intersection(right)).subtracting(used)
    return (one + other.filter { !left.contains($0) }).filter { !gone.contains($0) }
  }
}
