/// Two versions of `study.yaml` as one: coders and rounds that either has added.
///
/// Everything else is merged only where one side alone has changed it; else it is ours, and named. The text stays as somebody wrote
/// it, comments and all; what the other side has added is put into its lists.
enum StudyFileMerge {
  static func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    base: [UInt8]?,
    path: String,
    there: String
  ) throws(FileMergeProblem) -> (bytes: [UInt8], conflicts: [FileMergeProblem]) {
    let (one, other) = (try read(ours, path), try read(theirs, there))
    let old = base.flatMap { try? read($0, path) }
    if one.withoutLists == other.withoutLists || other.withoutLists == old?.withoutLists {
      return (try adding(other, notIn: old, to: ours, one, path), [])
    }
    guard one.withoutLists == old?.withoutLists else {
      let keys = one.keys(differingFrom: other).map { DisplayText.quoted($0) }
      return (
        try adding(other, notIn: old, to: ours, one, path),
        keys.map { .part($0, path: path) }
      )
    }
    return (try adding(one, notIn: old, to: theirs, other, path), [])
  }

  private static func read(_ bytes: [UInt8], _ path: String) throws(FileMergeProblem) -> StudyFile {
    try reading { () throws(StudyFileError) in try StudyFileReader.read(bytes, file: path) }
  }

  private static func reading<Value>(
    _ body: () throws(StudyFileError) -> Value
  ) throws(FileMergeProblem) -> Value {
    do throws(StudyFileError) {
      return try body()
    } catch {
      throw .unreadable(error.message)
    }
  }

  private static func adding(
    _ other: StudyFile,
    notIn base: StudyFile?,
    to bytes: [UInt8],
    _ study: StudyFile,
    _ path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    var bytes = bytes
    try add(
      new(other.coders, base?.coders, study.coders, \.id.text, "coder", path),
      to: &bytes
    ) { coder, bytes throws(StudyFileError) in
      try StudyFileWriter.adding(coder, to: bytes, file: path)
    }
    try add(
      new(other.rounds, base?.rounds, study.rounds, \.name, "round", path),
      to: &bytes
    ) { round, bytes throws(StudyFileError) in
      try StudyFileWriter.adding(round, to: bytes, file: path)
    }
    return bytes
  }

  /// What of a list is neither in the other nor was in the base.
  ///
  /// - Throws: where one of them is in the other under its name, and is not the same.
  private static func new<Part: Equatable>(
    _ parts: [Part],
    _ base: [Part]?,
    _ here: [Part],
    _ name: (Part) -> String,
    _ noun: String,
    _ path: String
  ) throws(FileMergeProblem) -> [Part] {
    var new: [Part] = []
    for part in parts where !(base?.contains(part) ?? false) {
      guard let same = here.first(where: { name($0) == name(part) }) else {
        new.append(part)
        continue
      }
      guard same == part else {
        throw .part("the \(noun) \(DisplayText.quoted(name(part)))", path: path)
      }
    }
    return new
  }

  private static func add<Part>(
    _ parts: [Part],
    to bytes: inout [UInt8],
    _ adding: (Part, [UInt8]) throws(StudyFileError) -> [UInt8]
  ) throws(FileMergeProblem) {
    for part in parts {
      let before = bytes
      bytes = try reading { () throws(StudyFileError) in try adding(part, before) }
    }
  }
}

extension StudyFile {
  fileprivate var withoutLists: StudyFile {
    var study = self
    study.coders = []
    study.rounds = []
    return study
  }

  /// The keys of `study.yaml` that say something else in another version.
  fileprivate func keys(differingFrom other: StudyFile) -> [String] {
    let same: [(key: String, isSame: Bool)] = [
      ("title", title == other.title), ("codebook", codebook == other.codebook),
      ("interviewers", interviewers == other.interviewers),
      ("respondents", respondents == other.respondents),
      ("transcripts", transcripts == other.transcripts), ("unit", unit == other.unit),
      ("sidecars", sidecars == other.sidecars), ("names", namesRequired == other.namesRequired),
      ("boundaries", boundaries == other.boundaries),
      ("attributes", attributes == other.attributes),
    ]
    return same.filter { !$0.isSame }.map(\.key)
  }
}
