import Foundation

/// `EmicBenchmarks FOLDER`: writes the studies to measure on into FOLDER, measures what needs no
/// screen, and prints one JSON object of nanoseconds.
/// `EmicBenchmarks FOLDER agreement`: only agreement, so that its memory can be seen.
@main
enum EmicBenchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let path = arguments.first, arguments.dropFirst().allSatisfy({ $0 == "agreement" }) else {
      print("usage: EmicBenchmarks FOLDER [agreement]")
      exit(2)
    }
    let folder = URL(filePath: path)
    var results: [String: Double] = [:]
    if arguments.count > 1 {
      try Agreeing.measure(in: folder, into: &results)
    } else {
      try Study.write(to: folder.appending(path: "study"))
      try AgreementStudy.write(to: folder.appending(path: "agreement-study"))
      try Encoding.measure(into: &results)
      try Saving.measure(in: folder.appending(path: "saving-\(getpid())"), into: &results)
      Offsets.measure(into: &results)
      try Retrieving.measure(in: folder.appending(path: "coded"), into: &results)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(results), as: UTF8.self))
  }
}
