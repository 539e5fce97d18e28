import Glibc

/// The daily copies in `.emic/backup/<day>/<path in the study>`, fourteen of each file.
///
/// Best effort: a save is not refused because its backup failed.
public struct Backup: Sendable {
  public static let count = 14

  public let study: String

  public init(study: String) { self.study = study }

  private var folder: String { Path.join(study, ".emic/backup") }

  /// The days of which there are copies, the earliest first.
  public func days() -> [String] {
    let entries = (try? Folder.list(folder)) ?? []
    return entries.filter { $0.kind == .folder && $0.name.utf8.count == 10 }.map(\.name)
  }

  /// The folder with the copies of a day.
  func folder(of day: String) -> String { Path.join(folder, day) }

  /// Where the copy of a file of a day is, whether it exists or not.
  public func path(of name: String, day: String) -> String {
    Path.join(folder(of: day), name)
  }

  /// Copies the old bytes of a file before the first save of a day.
  func keep(_ bytes: [UInt8], of path: String, day: String) {
    let name = relative(path)
    let copy = self.path(of: name, day: day)
    guard FileReader.isGone(copy) else { return }
    guard write(bytes, Path.join(day, name)) != nil else { return }
    let kept = days().filter {
      !FileReader.isGone(self.path(of: name, day: $0))
    }
    for old in kept.dropLast(Self.count) {
      unlink(self.path(of: name, day: old))
      rmdir(Path.join(folder, old))
    }
  }

  /// Keeps a file as it is now as the copy of a day, whatever that was.
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - name: relative to the study.
  ///   - day: today in UTC.
  /// - Returns: where, relative to the study; `nil` when it could not be kept.
  func keepAnew(_ bytes: [UInt8], of name: String, day: String) -> String? {
    write(bytes, Path.join(day, name), isNew: false).map { ".emic/backup/\($0)" }
  }

  /// Keeps a version that was not saved.
  ///
  /// - Returns: where, relative to the study.
  func keepRefused(_ bytes: [UInt8], of path: String) -> String? {
    write(bytes, Path.join("refused", "\(relative(path)).\(RandomBytes.hex(8))"))
      .map { ".emic/backup/\($0)" }
  }

  /// Keeps a sidecar as it was before its codings were found again in a text that has changed: the last such one.
  ///
  /// Without it, nothing can be taken back after a restart.
  func keepBeforeReanchoring(_ sidecar: Sidecar, of path: String) {
    _ = write(SidecarWriter.encode(sidecar), Path.join("reanchor", relative(path)), isNew: false)
  }

  /// Where that is, whether it exists or not.
  func beforeReanchoring(of name: String) -> String {
    Path.join(folder, Path.join("reanchor", name))
  }

  /// Keeps a sidecar as it was left by what no history tells: the last such one (`Checkpoint`).
  func keepLatest(_ bytes: [UInt8], of path: String) {
    _ = write(bytes, Path.join("latest", relative(path)), isNew: false)
  }

  /// Where that is, whether it exists or not.
  func latest(of name: String) -> String { Path.join(folder, Path.join("latest", name)) }

  /// Keeps a file on which all of the study rests as it was last seen (`SharedFile`).
  ///
  /// - Parameters:
  ///   - bytes: of the file.
  ///   - name: among the latest copies.
  ///   - time: when the file was last changed, since 1970: the copy has it, too, so that a look tells that
  ///     nothing is new.
  func keepShared(_ bytes: [UInt8], named name: String, at time: Int64) {
    let place = latest(of: name)
    if (try? FileReader.read(place).bytes) != bytes,
      write(bytes, Path.join("latest", name), isNew: false) == nil
    {
      return
    }
    let second = timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
    _ = utimensat(AT_FDCWD, place, [second, second], AT_SYMLINK_NOFOLLOW)
  }

  /// Takes such a copy away, of a file that emic itself has taken away.
  func forgetShared(_ copy: String) { unlink(copy) }

  /// Keeps a version of the codebook as it was: what is not in its canonical form, and the base of a
  /// merge.
  ///
  /// - Returns: where, relative to the study; `nil` when it could not be kept.
  func keep(_ bytes: [UInt8], of path: String, version: Int) -> String? {
    let name = Path.join("codebook", "\(Path.split(path).name).\(version)")
    let copy = Path.join(folder, name)
    if (try? FileReader.read(copy, limit: 8 << 20).bytes) == bytes { return ".emic/backup/\(name)" }
    return (write(bytes, name) ?? write(bytes, "\(name).\(RandomBytes.hex(8))"))
      .map { ".emic/backup/\($0)" }
  }

  private func write(_ bytes: [UInt8], _ name: String, isNew: Bool = true) -> String? {
    let modes = Folder.modes(of: study)
    let inside = Path.split(name).folder
    do {
      try Folder.make(Path.join(".emic/backup", inside), in: study, mode: modes.folder)
      try FileSaver().save(
        bytes,
        to: Path.join(folder, name),
        newMode: modes.file,
        isNew: isNew
      )
      return name
    } catch {
      return nil
    }
  }

  func relative(_ path: String) -> String {
    let prefix = Path.join(study, "")
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : Path.split(path).name
  }
}
