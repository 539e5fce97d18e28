import Glibc

/// The files that somebody writes by hand to have emic as they like it.
extension Settings {
  public static let screenFile = "settings.yaml"
  public static let keysFile = "keys.yaml"

  /// How the screen is wanted.
  ///
  /// - Returns: what the file says, defaults for the rest; and what of it is not followed, and why.
  public func screen() -> (settings: ScreenSettings, problems: [SettingsError]) {
    do throws(SettingsError) {
      guard let (bytes, path) = try read(Self.screenFile) else { return (ScreenSettings(), []) }
      return SettingsReader.read(bytes, file: path)
    } catch {
      return (ScreenSettings(), [error])
    }
  }

  /// The keys that are wanted otherwise.
  ///
  /// - Returns: what the file says, `nil` without the file; and what of it cannot be read.
  public func keys() -> (keys: KeysFile?, problems: [SettingsError]) {
    do throws(SettingsError) {
      guard let (bytes, path) = try read(Self.keysFile) else { return (nil, []) }
      return KeysFile.read(bytes, file: path)
    } catch {
      return (nil, [error])
    }
  }

  private static let largestFile = 1 << 20

  private func read(_ name: String) throws(SettingsError) -> ([UInt8], path: String)? {
    guard let folder else { return nil }
    let path = Path.join(folder, name)
    do throws(FileProblem) {
      return (try Self.contents(of: path), Self.shown(path))
    } catch {
      if error.isMissing { return nil }
      let shown = Self.shown(path)
      if error.cause == .symbolicLink {
        throw SettingsError(file: shown, line: nil, problem: .deadLink)
      }
      let problem = FileProblem(error.cause, shown, error.operation)
      throw SettingsError(file: shown, line: nil, problem: .file(problem))
    }
  }

  /// A path as people write it, `~` for their home.
  public static func shown(_ path: String) -> String {
    guard let home = environment("HOME"), home.hasPrefix("/"), home != "/",
      path.hasPrefix(home + "/")
    else { return path }
    return "~" + path.dropFirst(home.utf8.count)
  }

  // Many keep such files elsewhere and put links to them here. Inside a study no link is followed.
  private static func contents(of path: String) throws(FileProblem) -> [UInt8] {
    do throws(FileProblem) {
      return try FileReader.read(path, limit: largestFile).bytes
    } catch {
      guard error.cause == .symbolicLink, let target = realpath(path, nil) else { throw error }
      defer { free(target) }
      return try FileReader.read(String(cString: target), limit: largestFile).bytes
    }
  }
}
