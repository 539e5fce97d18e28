/// Two versions of `study.yaml` as one: coders and rounds that either has added.
///
/// Everything else is merged only where one side alone has changed it. The text stays as somebody wrote
/// it, comments and all; what the other side has added is put into its lists.
enum StudyFileMerge {
  static func merged(
    _ ours: [UInt8],
    _ theirs: [UInt8],
    base: [UInt8]?,
    path: String
  ) throws(FileMergeProblem) -> [UInt8] {
    let (one, other) = (try read(ours, path), try read(theirs, path))
    let old = base.flatMap { try? read($0, path) }
    if one.withoutLists == other.withoutLists || other.withoutLists == old?.withoutLists {
      return try adding(other, notIn: old, to: ours, one, path)
    }
    guard one.withoutLists == old?.withoutLists else { throw .bothChanged(path: path) }
    return try adding(one, notIn: old, to: theirs, other, path)
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
    for coder in other.coders where !(base?.coders.contains(coder) ?? false) {
      guard let here = study.coders.first(where: { $0.id == coder.id }) else {
        bytes = try reading { () throws(StudyFileError) in
          try StudyFileWriter.adding(coder, to: bytes, file: path)
        }
        continue
      }
      guard here == coder else {
        throw .part("the coder \(DisplayText.quoted(coder.id.text))", path: path)
      }
    }
    for round in other.rounds where !(base?.rounds.contains(round) ?? false) {
      guard let here = study.rounds.first(where: { $0.name == round.name }) else {
        bytes = try reading { () throws(StudyFileError) in
          try StudyFileWriter.adding(round, to: bytes, file: path)
        }
        continue
      }
      guard here == round else {
        throw .part("the round \(DisplayText.quoted(round.name))", path: path)
      }
    }
    return bytes
  }
}

extension StudyFile {
  fileprivate var withoutLists: StudyFile {
    var study = self
    study.coders = []
    study.rounds = []
    return study
  }
}
