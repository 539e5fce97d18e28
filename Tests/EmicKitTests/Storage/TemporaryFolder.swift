import Glibc

@testable import EmicKit

/// A folder for one test, removed after it.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    path = "/tmp/emic-test-\(RandomBytes.hex(12))"
    mkdir(path, 0o700)
  }

  deinit { Self.remove(path) }

  func write(_ text: String, to name: String) throws {
    let folder = Path.split(name).folder
    if folder != "." { try Folder.make(folder, in: path) }
    try FileSaver().save(Array(text.utf8), to: "\(path)/\(name)")
  }

  func read(_ name: String) throws -> [UInt8] { try FileReader.read("\(path)/\(name)").bytes }

  var names: [String] { ((try? Folder.list(path)) ?? []).map(\.name) }

  func mode(_ name: String) -> mode_t {
    var status = stat()
    lstat("\(path)/\(name)", &status)
    return status.st_mode & 0o7777
  }

  private static func remove(_ path: String) {
    guard path.hasPrefix("/tmp/emic-test-") else { return }
    for entry in (try? Folder.list(path)) ?? [] {
      if entry.kind == .folder {
        remove("\(path)/\(entry.name)")
      } else {
        unlink("\(path)/\(entry.name)")
      }
    }
    rmdir(path)
  }
}
