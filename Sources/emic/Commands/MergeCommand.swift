import ArgumentParser
import EmicKit

/// Takes in another copy of the study, or the second versions that lie in it.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "merge",
    abstract: "Take in another copy of the study, or the conflict copies that lie in it.",
    discussion: """
      Codings, memos, proposals, the codebook, cases and the framework matrix are merged by ids and \
      values, never by lines; nothing is dropped because one copy lacks it. OTHER is not changed. \
      Without OTHER, what Dropbox, Nextcloud, Syncthing, OneDrive, Seafile, a file manager or an editor \
      has put aside beside a file of the study is taken into it and then kept in \
      .emic/backup/copies; `emic check` names it. What can't be merged stays as it \
      is, with a sentence about it. A text that differs is never taken in.

      Example: emic merge sample-transcripts ../from-the-laptop
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study: String

  @Argument(
    help: "Another copy of it; left out, conflict copies are taken in.",
    completion: .directory
  )
  var other: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who merges; where there are roles, who writes the codebook.",
      valueName: "id"
    )
  )
  var merger: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try Self.open(study)
    guard let other else {
      let copies = try ConflictCopyMerge.run(in: study) { () throws(Failure) in
        try refusalOfCodebook(in: study)
      }
      return try show(copies)
    }
    let copy = try Self.open(other, takesTwins: true)
    guard copy.path != study.path else {
      throw Failure.usage(
        "\(DisplayText.safe(other)) is the study itself. Give another copy of it, or none to take in "
          + "the conflict copies."
      )
    }
    try Self.refuseUnrelated(copy, study, typed: other)
    let refusal = try refusalOfCodebook(in: study)
    var merge: StudyMerge
    do throws(FileProblem) {
      merge = try StudyMerge(into: study, from: copy, keepsCodebookBecause: refusal)
    } catch {
      throw Failure.data(error.message + " Nothing was merged.")
    }
    let page = MergePage(entries: merge.run())
    StudyFolder.keepSharedFiles(of: study.path)
    output.answer(json: page.json, csv: page.rows, table: output.quiet ? "" : page.text)
    try page.end()
  }

  private static func open(
    _ path: String,
    takesTwins: Bool = false
  ) throws(Failure) -> StudyFolder {
    let study = try Failure.study { () throws(StudyProblem) in
      try StudyFolder.open(path: path, takesTwins: takesTwins)
    }
    guard study.chosen == nil else {
      throw .usage("\(DisplayText.safe(path)) is a transcript. Give the study's folder.")
    }
    return study
  }

  private static func refuseUnrelated(
    _ copy: StudyFolder,
    _ study: StudyFolder,
    typed other: String
  ) throws(Failure) {
    if copy.path.hasPrefix(study.path + "/") {
      throw .usage(
        "\(DisplayText.safe(other)) is a part of the study itself. Give another copy of the whole study, or none "
          + "to take in the conflict copies."
      )
    }
    if study.path.hasPrefix(copy.path + "/") {
      throw .usage(
        "\(DisplayText.safe(other)) is the folder in which the study lies. Give another copy of the study, or none to "
          + "take in the conflict copies."
      )
    }
    guard !StudyMerge.isCopy(copy, of: study) else { return }
    throw .usage(
      "\(DisplayText.safe(other)) has no transcript in common with the study (one of the same name with other words is "
        + "none), and another title, so it is no copy of it. Nothing was merged. `emic import` brings in single texts, "
        + "`emic codebook import` a codebook; where it is a part of the same study, give both the same title in study.yaml."
    )
  }

  private func refusalOfCodebook(in study: StudyFolder) throws(Failure) -> String? {
    guard let writers = study.codebookWriters else { return nil }
    let asker: Coder.ID?
    do throws(CoderChoice.Refusal) {
      asker = try CoderChoice.choose(for: study, option: merger)
    } catch {
      throw Failure(withoutAdding: error)
    }
    if let asker, writers.contains(asker) { return nil }
    let names = writers.map(\.text).joined(separator: ", ")
    return
      "the other version of it differs, and only \(names) \(writers.count == 1 ? "writes" : "write") the "
      + "codebook of this study. Merge with --as \(writers[0])."
  }

  private func show(_ copies: [ConflictCopyMerge.Entry]) throws {
    let page = CopiesPage(copies: copies)
    output.answer(json: page.json, csv: page.rows, table: output.quiet ? "" : page.text)
    try MergePage(entries: copies.flatMap(\.outcomes)).end()
  }
}
