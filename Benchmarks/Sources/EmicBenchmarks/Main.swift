import Foundation

/// `EmicBenchmarks FOLDER`: writes the study to measure the screen on into FOLDER/study and the one
/// to measure commands on into FOLDER/coded, measures what needs no screen, and prints one JSON object
/// of nanoseconds.
@main
enum EmicBenchmarks {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: EmicBenchmarks FOLDER")
      exit(2)
    }
    let folder = URL(filePath: CommandLine.arguments[1])
    try Study.write(to: folder.appending(path: "study"))
    var results: [String: Double] = [:]
    try Encoding.measure(into: &results)
    try Saving.measure(in: folder.appending(path: "saving-\(getpid())"), into: &results)
    Offsets.measure(into: &results)
    try Retrieving.measure(in: folder.appending(path: "coded"), into: &results)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(results), as: UTF8.self))
  }
}
