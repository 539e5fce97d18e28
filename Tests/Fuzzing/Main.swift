import CFuzzer
import Glibc
import ReaderLaws

/// Bytes that libFuzzer makes up, for one reader.
///
/// For example `EMIC_READER=codebook Fuzzing CORPUS -max_total_time=60`. A law that does not hold ends the program, and the
/// bytes are kept.
@main
enum Fuzzing {
  private static let law: ReaderLaw = {
    let name = getenv("EMIC_READER").map { String(cString: $0) } ?? ""
    guard let law = ReaderLaw(rawValue: name) else {
      let names = ReaderLaw.allCases.map(\.rawValue).joined(separator: ", ")
      fatalError("EMIC_READER has to be one of \(names)")
    }
    return law
  }()

  static func main() {
    var count = CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = LLVMFuzzerRunDriver(&count, &words) { start, count in
      do {
        try Fuzzing.law.holds(for: Array(UnsafeBufferPointer(start: start, count: count)))
      } catch {
        fatalError("\(error)")
      }
      return 0
    }
    exit(status)
  }
}
