import EmicKit
import EmicTUI

/// Reads the case of a transcript with all attributes that the study knows.
enum CaseReading {
  static func read(_ transcript: String, in study: StudyFolder) throws -> OpenedCase {
    let table = try study.cases()
    let known = table.attributes(
      of: transcript,
      header: try study.transcript(transcript).structure.header,
      study: study.file
    )
    var names = table.attributeNames(study: study.file)
    for key in known.values.keys.sorted() where !names.contains(key) { names.append(key) }
    return OpenedCase(
      transcript: transcript,
      caseName: known.case,
      attributes: names.map { name in
        OpenedCase.Attribute(
          name: name,
          value: known.values[name],
          allowed: study.file.values(of: name)?.values ?? []
        )
      }
    )
  }
}
