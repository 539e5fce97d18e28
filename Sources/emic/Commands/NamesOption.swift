import ArgumentParser
import EmicKit

/// The list of real names that do not leave the study.
struct NamesOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Put replacements in the place of the real names in this list, which lies outside the study.",
      valueName: "file"
    ),
    completion: .file()
  )
  var names: String?

  func validate() {
    if let names { ReplacedNames.named(names) }
  }

  /// The list, where one is given.
  ///
  /// - Parameter study: in which it must not lie.
  /// - Returns: `nil` where none is given.
  /// - Throws: when it lies in the study or is no list.
  func list(outside study: StudyFolder?) throws(Failure) -> NameList? {
    guard let names else { return nil }
    do throws(NameListError) {
      let list = try NameListFile.read(names, outside: study)
      ReplacedNames.read(list)
      return list
    } catch {
      throw Failure(error)
    }
  }

  /// The list, where words leave a study.
  ///
  /// - Parameters:
  ///   - study: whose words leave.
  ///   - identified: whether somebody has typed that names may leave.
  /// - Returns: `nil` where no names are replaced.
  /// - Throws: when the study wants a list and none is given.
  func required(for study: StudyFolder, identified: Bool) throws(Failure) -> NameList? {
    guard names == nil || !identified else {
      throw .usage("--names replaces names and --identified leaves them. Give one of the two.")
    }
    guard !study.file.namesRequired || identified || names != nil else {
      throw .refused(
        "`names: required` stands in study.yaml, so no words leave the study as they are. Nothing was "
          + "written; give the list of names with --names FILE, or type --identified."
      )
    }
    return try list(outside: study)
  }
}

extension Failure {
  init(_ error: NameListError) {
    message = error.message
    status = error.problem == .insideStudy ? 2 : 3
  }
}
