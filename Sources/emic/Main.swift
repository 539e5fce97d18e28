import ArgumentParser
import CPlatform
import EmicKit
import Glibc
import Terminal

@main
struct Main {
  /// Exit codes: 0 done, 1 the answer is no, 2 usage, 3 data cannot be read or written.
  static func main() {
    denyCoreDumps()
    // A limit on the size of files is then an error of the call, told like a full disk.
    signal(SIGXFSZ, SIG_IGN)
    do {
      let arguments = Self.arguments
      if let opening = Opening(plain: arguments) {
        try opening.run()
      } else {
        platform_expect_much()
        var command = try Emic.command(for: arguments)
        try command.run()
      }
    } catch let failure as Failure {
      Output.writeError(failure.message)
      exit(failure.status)
    } catch {
      let status = Emic.exitCode(for: error)
      let message = Emic.fullMessage(for: error)
      guard status == .success else {
        Output.writeError(Emic.message(message, to: Self.arguments))
        // The argument parser says 64 for wrong usage.
        exit(status == .validationFailure ? 2 : status.rawValue)
      }
      Output.write(message + (message.isEmpty || message.hasSuffix("\n") ? "" : "\n"))
    }
  }

  /// What was typed behind the name of the program.
  ///
  /// Not by `CommandLine.arguments`, for which Swift's runtime goes through all conformances of the program while the
  /// first screen is waited for.
  private static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc)))
      .compactMap { CommandLine.unsafeArgv[$0].map { String(cString: $0) } }
  }
}
