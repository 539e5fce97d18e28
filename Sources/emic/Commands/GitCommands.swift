import ArgumentParser
import EmicKit
import Glibc

/// Teaches a git repository to merge a study's files.
struct GitSetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "git-setup",
    abstract: "Teach git to merge the study's files by ids and to show them as words.",
    discussion: """
      Adds what is missing to .gitattributes and .gitignore of the study, and to the configuration of \
      this clone; each clone needs it once. Then git merges and rebases codings by their ids, and \
      `git diff` and `git log -p` show codings a line each. Everybody who has the repository can read \
      all drafts in it.

      Example: emic git-setup my-study
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var output: OutputOptions

  func run() throws {
    let study = try Failure.study { () throws(StudyProblem) in
      try StudyFolder.open(path: self.study)
    }
    let changed: [String]
    do throws(GitSetup.Problem) {
      changed = try GitSetup(of: study, program: Self.program).run()
    } catch {
      switch error {
      case .file: throw Failure.data(error.message)
      case .noGit, .noRepository, .git: throw Failure.refused(error.message)
      }
    }
    output.answer(
      json: .object([JSONMember("changed", .array(changed.map { .string($0) }))]),
      csv: [["changed"]] + changed.map { [$0] },
      sentences: [
        changed.isEmpty
          ? "git knows emic already; nothing was to be done."
          : "Changed: \(changed.joined(separator: ", ")). git merges this study by ids now, in this clone."
      ]
    )
  }

  /// The name that the shell finds, where that is this program; else where it lies.
  private static var program: String {
    guard let own = resolved("/proc/self/exe") else { return "emic" }
    for folder in (Settings.environment("PATH") ?? "").split(separator: ":") {
      let path = "\(folder)/emic"
      guard access(path, X_OK) == 0 else { continue }
      return resolved(path) == own ? "emic" : own
    }
    return own
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

/// Merges one file for git.
struct MergeDriverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "merge-driver",
    abstract: "Merge one file of a study for git; `emic git-setup` tells git of it.",
    discussion: """
      Writes the merged file to OURS and ends with 0. Where both have changed the same words OURS keeps \
      its own, all else is merged, and it ends with 1: git then calls it a conflict.

      Example: emic merge-driver %O %A %B %P
      """
  )

  @Argument(help: "What both have begun with; empty where there was none.", completion: .file())
  var base: String

  @Argument(help: "This side; the result is written here.", completion: .file())
  var ours: String

  @Argument(help: "The other side.", completion: .file())
  var theirs: String

  @Argument(help: "The name of the file in the repository.")
  var path: String

  func run() throws {
    TemporaryFiles.removeOfDriver(in: folder(of: ours), now: Now.timestamp)
    do {
      let old = try FileReader.read(base).bytes
      let (one, other) = (try FileReader.read(ours).bytes, try FileReader.read(theirs).bytes)
      let merged: FileMerge
      do throws(FileMergeProblem) {
        merged = try FileMerge.merged(
          one,
          other,
          base: old.isEmpty ? nil : old,
          path: path,
          on: { Transcript.inWorkingTree(of: $0, at: path) }
        )
      } catch {
        throw Failure.refused("\(error.message)\n\(wayOut(of: error))")
      }
      if merged.bytes != one { try FileSaver().save(merged.bytes, to: ours) }
      for sentence in merged.notes.sentences(file: path) { Output.writeError(sentence) }
      guard merged.conflicts.isEmpty else {
        let sentences = merged.conflicts.map(\.message).joined(separator: "\n")
        throw Failure.refused(sentences + "\nAll else is merged; `git add` it when it is right.")
      }
    } catch let problem as FileProblem {
      throw Failure.data(problem.message)
    }
  }

  /// How nothing of the other side is lost.
  private func wayOut(of problem: FileMergeProblem) -> String {
    guard case .sidecars(let cause, _) = problem, path.hasSuffix(".json"), cause.isOfOneCoder else {
      return "The file is whole as it is on one side; `git checkout --theirs` takes the other's."
    }
    return
      "The file is whole as it is on one side. `git show \(ShellWord.quoted(":3:\(path)")) > "
      + "\(ShellWord.quoted("\(path.dropLast(5)) (1).json"))` "
      + "lays the other's beside it, and `emic merge` with the study's folder takes that in; then `git add` both."
  }

  private func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
  }
}

/// Prints a sidecar as words for git.
struct TextconvCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "textconv",
    abstract: "Print a sidecar as lines of words, for `git diff`.",
    discussion: """
      A line for each coding, flag, memo and removal. A file that is no sidecar is printed as it is.

      Example: emic textconv sample-transcripts/T03-district-official.txt.coder-a.json
      """
  )

  @Argument(help: "The file.", completion: .file())
  var file: String

  func run() throws {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileReader.read(file).bytes
    } catch {
      throw Failure.data(error.message)
    }
    Output.write(SidecarText.lines(of: bytes, file: file).map { $0 + "\n" }.joined())
  }
}
