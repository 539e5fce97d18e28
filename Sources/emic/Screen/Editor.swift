import CPlatform
import EmicKit
import Glibc

/// The coder's own editor, named in `$VISUAL` or `$EDITOR`: started on request only.
enum Editor {
  /// Why no text came back.
  struct Refusal: Error {
    var sentence: String
  }

  /// Has a text changed in the editor, in a file that nobody else can read and that is gone
  /// afterwards.
  ///
  /// - Parameters:
  ///   - text: as it is.
  ///   - title: what it is about, for the file's name.
  ///   - environment: names the editor and the folder for temporary files.
  /// - Returns: the text as the editor left it.
  static func edit(
    _ text: String,
    about title: String,
    environment: (String) -> String? = Settings.environment
  ) -> Result<String, Refusal> {
    let named = [environment("VISUAL"), environment("EDITOR")].compactMap { $0 }
    guard let command = named.first(where: { !$0.isEmpty }) else {
      return .failure(
        Refusal(
          sentence:
            "No editor is named. Set $EDITOR, for example EDITOR=nano, and start emic again."
        )
      )
    }
    let folder = environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    guard let path = write(text, in: folder) else {
      return .failure(
        Refusal(sentence: "No temporary file could be made in \(folder). Nothing was changed.")
      )
    }
    defer { unlink(path) }
    // As typed by whoever has set it: a program, and what it is always given.
    let arguments = command.split(separator: " ").map(String.init) + [path]
    var pointers = arguments.map { strdup($0) } + [nil]
    let status = platform_run(&pointers)
    for pointer in pointers { free(pointer) }
    guard status >= 0 else {
      let reason = String(cString: strerror(-status))
      return .failure(
        Refusal(
          sentence: "\(DisplayText.safe(command)) could not be started: \(reason). Look at $EDITOR."
        )
      )
    }
    guard status == 0 else {
      return .failure(
        Refusal(sentence: "The editor ended with \(status): the text is as it was before.")
      )
    }
    guard !FileReader.isGone(path) else {
      return .failure(
        Refusal(sentence: "The editor left no file behind: the text is as it was before.")
      )
    }
    guard let bytes = try? FileReader.read(path, limit: 1 << 20).bytes,
      let changed = String(validating: bytes, as: UTF8.self)
    else {
      return .failure(
        Refusal(
          sentence: "What the editor left is no UTF-8 text of up to 1 MB: nothing was taken over."
        )
      )
    }
    return .success(TypedText.lines(changed))
  }

  /// - Returns: the path of a new file of mode 0600 that holds the text.
  private static func write(_ text: String, in folder: String) -> String? {
    var template = Array("\(folder)/emic-XXXXXX.txt".utf8CString)
    let file = mkstemps(&template, 4)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else {
        unlink(path)
        return nil
      }
      rest = rest.dropFirst(count)
    }
    return path
  }
}
