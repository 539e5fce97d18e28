/// What goes into the study's `exports/`, made anew each time.
public enum ExportFile {
  /// Writes a file, in place of what was exported under that name before.
  ///
  /// - Returns: its path, relative to the study.
  public static func write(
    _ text: String,
    named name: String,
    in study: StudyFolder
  ) throws(FileProblem) -> String {
    let modes = Folder.modes(of: study.path)
    try Folder.make("exports", in: study.path, mode: modes.folder)
    let path = "exports/\(name)"
    try FileSaver().save(Array(text.utf8), to: study.absolute(path), newMode: modes.file)
    return path
  }
}
