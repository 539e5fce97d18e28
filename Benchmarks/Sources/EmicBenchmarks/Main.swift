import Foundation

/// `EmicBenchmarks FOLDER`: writes the studies to measure on into FOLDER, measures what needs no
/// screen, and prints one JSON object of nanoseconds.
/// `EmicBenchmarks FOLDER agreement`: only agreement, so that its memory can be seen.
/// `EmicBenchmarks FOLDER reading`: only the reading of a large study, in a memory of its own.
@main
enum EmicBenchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let parts = ["agreement", "reading"]
    guard let path = arguments.first, arguments.dropFirst().allSatisfy(parts.contains) else {
      print("usage: EmicBenchmarks FOLDER [agreement | reading]")
      exit(2)
    }
    let folder = URL(filePath: path)
    var results: [String: Double] = [:]
    switch arguments.dropFirst().first {
    case "agreement": try Agreeing.measure(into: &results)
    case "reading": try Reading.measure(in: folder.appending(path: "corpus"), into: &results)
    default:
      try Study.write(to: folder.appending(path: "study"))
      try LongStudy.write(to: folder.appending(path: "long"))
      try Agreeing.write(to: folder)
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
