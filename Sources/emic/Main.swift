import ArgumentParser
import Glibc
import Terminal

struct Arguments: ParsableArguments {
  @Argument var path = "."
  @Option var coder: String?
}

@main @MainActor
struct Emic {
  static func main() {
    denyCoreDumps()
    let arguments = Arguments.parseOrExit()
    exit(
      Screen.run(
        path: arguments.path, coder: arguments.coder, codebook: nil, allowsNewCoder: false,
        color: .auto))
  }
}
