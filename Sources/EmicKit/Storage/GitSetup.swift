import Glibc

/// Teaches a git repository to merge a study's files by ids, and to show them as words.
///
/// The repository is told the names of two commands of emic; which program that is stands in the
/// configuration of this clone alone, and nothing in a study can name one.
public struct GitSetup: Sendable {
  public enum Problem: Error, Hashable, Sendable {
    case noGit
    case noRepository(String)
    case git(String)
    case file(FileProblem)
  }

  private let study: StudyFolder
  /// How git is to start emic.
  private let program: String

  /// - Parameters:
  ///   - study: lies in a clone.
  ///   - program: how git is to start emic; a path with blanks is quoted.
  public init(of study: StudyFolder, program: String) {
    self.study = study
    self.program =
      program.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
      ? program : "'" + program.replacing("'", with: "'\\''") + "'"
  }

  /// Writes the study's `.gitattributes` and `.gitignore`, and the configuration of this clone.
  ///
  /// - Returns: the files that were changed, relative to the repository, and `.git/config`.
  /// - Throws: where there is no git or no repository, or something cannot be written.
  public func run() throws(Problem) -> [String] {
    let top = try git(["rev-parse", "--show-toplevel"])
    var changed: [String] = []
    var files = [(".gitattributes", Self.attributes), (".gitignore", Self.ignored)]
    if let book { files.append((Path.join(book.folder, ".gitattributes"), [book.attribute])) }
    for (name, wanted) in files {
      let path = name.hasPrefix("/") ? name : study.absolute(name)
      guard path.hasPrefix(top + "/") else { continue }
      if try add(wanted, to: path) { changed.append(String(path.dropFirst(top.count + 1))) }
    }
    // What a killed driver has begun to write lies where git has put its own files, for no one to add.
    let own = try git(["rev-parse", "--git-path", "info/exclude"])
    let exclude = own.hasPrefix("/") ? own : study.absolute(own)
    if Folder.isThere(Path.split(exclude).folder), try add([Self.temporary], to: exclude) {
      changed.append(".git/info/exclude")
    }
    for (key, value) in configuration
    where (try? git(["config", "--local", "--get", key])) != value {
      _ = try git(["config", "--local", key, value])
      if changed.last != ".git/config" { changed.append(".git/config") }
    }
    return changed
  }

  private var configuration: [(String, String)] {
    [
      ("merge.emic.name", "emic: by the ids of codings, never by lines"),
      ("merge.emic.driver", "\(program) merge-driver %O %A %B %P"),
      ("diff.emic.textconv", "\(program) textconv"),
    ]
  }

  // Texts exactly as they are: a line end that git changes is a text that has changed.
  private static let attributes = [
    "*.json -text merge=emic diff=emic", "codebook.yaml -text merge=emic",
    "proposals/*.yaml -text merge=emic", "framework.yaml -text merge=emic",
    "cases.csv -text merge=emic", "study.yaml -text merge=emic", "*.txt -text", "*.md -text",
  ]

  /// A codebook of another name, or beside the study, where its attributes do not reach.
  private var book: (folder: String, attribute: String)? {
    guard let path = study.codebookPath else { return nil }
    let (folder, name) = Path.split(path)
    guard folder != study.path || name != "codebook.yaml", !name.contains(" ") else { return nil }
    return (folder == study.path ? "" : folder, "\(name) -text merge=emic")
  }

  // Backups and history are each copy's own, and may hold what was withdrawn; what a killed program
  // has begun to write is nobody's.
  private static let ignored = [".emic/*", "!.emic/withdrawn", ".*.tmp"]

  /// `..merge_file_a1B2c3.0123abcd.tmp`, as `TemporaryFiles` knows them.
  private static let temporary =
    ".*." + String(repeating: "[0-9a-f]", count: 8) + ".tmp"

  /// Adds the lines that a file lacks.
  ///
  /// - Returns: whether it lacked any.
  private func add(_ wanted: [String], to path: String) throws(Problem) -> Bool {
    var text = ""
    do throws(FileProblem) {
      text = String(decoding: try FileReader.read(path, limit: 1 << 20).bytes, as: UTF8.self)
    } catch {
      guard error.isMissing else { throw .file(error) }
    }
    let there = Set(text.split(separator: "\n").map(String.init))
    let missing = wanted.filter { !there.contains($0) }
    guard !missing.isEmpty else { return false }
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    text += missing.map { $0 + "\n" }.joined()
    do throws(FileProblem) {
      let mode = Folder.modes(of: study.path).file
      try FileSaver().save(Array(text.utf8), to: path, newMode: mode)
    } catch {
      throw .file(error)
    }
    return true
  }

  private func git(_ arguments: [String]) throws(Problem) -> String {
    do throws(ExternalProgram.Problem) {
      let answer = try ExternalProgram.run(
        "git",
        ["-C", study.path] + arguments,
        seconds: 20,
        most: 1 << 20
      )
      return String(decoding: answer, as: UTF8.self).split(separator: "\n").first
        .map(String.init) ?? ""
    } catch {
      switch error {
      case .missing: throw .noGit
      case .failed(let words) where words.contains("not a git repository"):
        throw .noRepository(study.path)
      case .failed(let words): throw .git(words)
      case .tooSlow, .silent, .tooMuch: throw .git("it did not come to an end.")
      case .system(let number): throw .git(ExternalProgram.words(number))
      }
    }
  }
}

extension GitSetup.Problem {
  public var message: String {
    switch self {
    case .noGit:
      "git is not installed. Install it (apt install git), or merge copies with `emic merge`."
    case .noRepository(let path):
      "\(DisplayText.safe(path)): this lies in no git repository. Make one with `git init`, or merge "
        + "copies with `emic merge`."
    case .git(let words): "git refused: \(DisplayText.safe(words)) Nothing more was changed."
    case .file(let problem): problem.message
    }
  }
}
