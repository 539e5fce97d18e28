import Foundation

/// `EmicBenchmarks PART [FOLDER]`: measures one part, and prints one JSON object of nanoseconds.
///
/// Each part in a process of its own, so that the memory of one is not that of another.
/// - `reading STUDY` reads all sidecars of a study;
/// - `encoding`, `offsets`, `agreement`, `resampling` need nothing on disk;
/// - `saving FOLDER` and `retrieving FOLDER` write what they need into a folder of their own in it;
/// - `spans FOLDER` measures nothing: it writes what `agreement` counts, for others to count too.
@main
enum EmicBenchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let folder = URL(filePath: arguments.dropFirst().first ?? ".")
    var results: [String: Double] = [:]
    switch arguments.first {
    case "reading": try Reading.measure(in: folder, into: &results)
    case "encoding": try Encoding.measure(into: &results)
    case "offsets": Offsets.measure(into: &results)
    case "agreement": try Agreeing.measure(into: &results)
    case "resampling": Agreeing.measureResampling(into: &results)
    case "saving":
      try Saving.measure(in: folder.appending(path: "saving-\(getpid())"), into: &results)
    case "retrieving":
      try Retrieving.measure(in: folder.appending(path: "retrieved"), into: &results)
    case "spans": try Agreeing.write(to: folder)
    default:
      print("usage: EmicBenchmarks PART [FOLDER]")
      exit(2)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(results), as: UTF8.self))
  }
}
