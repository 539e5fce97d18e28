import ArgumentParser
import EmicKit

/// The study of a command that reads, and who asks.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who asks; else $EMIC_CODER, else who opened the screen last, else an observer.",
      valueName: "id"
    )
  )
  var asker: String?

  @Flag(help: "Show a supervisor drafts, too.")
  var drafts = false

  func open(_ path: String) throws(Failure) -> StudyFolder {
    try openStudy(path, codebook: codebook)
  }

  /// - Parameters:
  ///   - study: in which the name must be known.
  ///   - fallback: who asks when nobody is named anywhere.
  /// - Returns: `nil` for an observer.
  /// - Throws: when the name is none of the study's.
  func asker(in study: StudyFolder, fallback: String? = nil) throws(Failure) -> Coder.ID? {
    if let asker, study.sidecars.contains(where: { $0.coder.text == asker }) {
      return Coder.ID(asker)
    }
    do throws(CoderChoice.Refusal) {
      if let asker { return try CoderChoice.choose(for: study, option: asker) }
      // A name that this study does not know is refused, wherever it comes from: a slip of the pen
      // must not open to a coder what they are to code blind.
      if let named = try CoderChoice.choose(for: study, option: nil) { return named }
      return try fallback.flatMap { text throws(CoderChoice.Refusal) in
        try CoderChoice.choose(for: study, option: text, environment: nil)
      }
    } catch {
      throw Failure(withoutAdding: error)
    }
  }
}

/// Of a command that begins a sidecar where there is none.
struct BeginningOptions: ParsableArguments {
  @Flag(help: "Begin a sidecar anew that is gone, or go on with an older version of it as it is.")
  var beginAnew = false
}

/// What a command that writes needs: the coder, and a codebook.
struct WritingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who codes.", valueName: "id"))
  var coder: String?

  @Flag(help: "Add the coder to the study.")
  var newCoder = false

  @Option(
    help: ArgumentHelp("A codebook in place of the study's own.", valueName: "file"),
    completion: .file()
  )
  var codebook: String?

  /// For a command whose own options name the coder.
  static func given(coder: String?, codebook: String? = nil) throws -> WritingOptions {
    var options = try parse([])
    (options.coder, options.codebook) = (coder, codebook)
    return options
  }

  func open(_ path: String) throws(Failure) -> StudyFolder {
    try openStudy(path, codebook: codebook)
  }

  /// Who codes; with `adds` the command has these options, and with them `--new-coder`.
  func coder(in study: StudyFolder, adds: Bool = true) throws(Failure) -> Coder.ID {
    do throws(CoderChoice.Refusal) {
      return try CoderChoice.require(for: study, option: coder, allowsNew: newCoder)
    } catch {
      throw adds ? Failure(error) : Failure(withoutAdding: error)
    }
  }
}

/// Opens a study for a command, and says what its shared files lack.
func openStudy(_ path: String, codebook: String? = nil) throws(Failure) -> StudyFolder {
  let study = try Failure.study { () throws(StudyProblem) in
    try StudyFolder.open(path: path, codebook: codebook)
  }
  for lacking in study.lackingFiles { Output.writeError("Note: \(lacking.message)") }
  return study
}
