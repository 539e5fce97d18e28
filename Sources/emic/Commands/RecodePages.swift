import EmicKit

/// The printed forms of a recode queue.
struct RecodePages {
  let queue: RecodeQueue
  private let places: [String: Transcript]

  init(queue: RecodeQueue, study: StudyFolder) {
    self.queue = queue
    var places: [String: Transcript] = [:]
    for name in Set(queue.items.map(\.transcript)) { places[name] = try? study.transcript(name) }
    self.places = places
  }

  /// The columns of the table for machines.
  var rows: [[String]] {
    [["transcript", "id", "code", "choices", "quotation", "because", "turn", "version"]]
      + queue.items.map { item in
        [
          item.transcript, item.coding.id.text, item.code.id.text,
          item.choices.map(\.text).joined(separator: ","), item.coding.quote, because(item),
          turn(item).map { "\($0)" } ?? "", "\(item.coding.codebook)",
        ]
      }
  }

  var json: JSONValue {
    .object([
      JSONMember("queue", .array(queue.items.map(object))),
      JSONMember("count", .number(String(queue.items.count))),
      JSONMember(
        "not-reread",
        .array(
          queue.notReread.map { reading in
            .object([
              JSONMember("code", .string(reading.code.text)),
              JSONMember("version", .number(String(reading.version))),
              JSONMember("transcripts", .array(reading.transcripts.map { .string($0) })),
            ])
          }
        )
      ),
    ])
  }

  private func object(_ item: RecodeQueue.Item) -> JSONValue {
    .object([
      JSONMember("transcript", .string(item.transcript)),
      JSONMember("id", .string(item.coding.id.text)),
      JSONMember("code", .string(item.code.id.text)),
      JSONMember("choices", .array(item.choices.map { .string($0.text) })),
      JSONMember("quotation", .string(item.coding.quote)),
      JSONMember("because", .string(because(item))),
      JSONMember("turn", turn(item).map { .number(String($0)) } ?? .null),
      JSONMember("before", .string(item.coding.before)),
      JSONMember("after", .string(item.coding.after)),
      JSONMember("version", .number(String(item.coding.codebook))),
      JSONMember("was", words(item.before)),
      JSONMember("is", .array(queue.choices(of: item).map { words($0) })),
    ])
  }

  private func words(_ code: Code) -> JSONValue {
    .object(
      [JSONMember("code", .string(code.id.text))]
        + Code.Part.allCases.filter { !code[$0].isEmpty }
        .map { JSONMember($0.rawValue, .string(code[$0])) }
    )
  }

  private func because(_ item: RecodeQueue.Item) -> String {
    switch item.reason {
    case .redefined: "redefined"
    case .split: "split"
    }
  }

  private func turn(_ item: RecodeQueue.Item) -> Int? {
    places[item.transcript]?.turnNumber(at: item.coding.span.start)
  }

  /// For people: each coding with its words, the old and the new ones of its code.
  var text: String {
    var text = ""
    for item in queue.items {
      let turn = turn(item).map { ", turn \($0)" } ?? ""
      text += "\(item.transcript)\(turn)  \(item.code.id)  \(item.coding.id)\n"
      text +=
        "  …\(line(item.coding.before)) [\(line(item.coding.quote))] \(line(item.coding.after))…\n"
      switch item.reason {
      case .split([]):
        text += "  split, and none of its parts is in use: --choose takes any code\n"
      case .split(let parts):
        text += "  split into \(parts.map(\.text).joined(separator: ", "))\n"
        for choice in queue.choices(of: item) where !choice.brief.isEmpty {
          text += "    \(choice.id): \(line(choice.brief))\n"
        }
      case .redefined(let version):
        text += "  redefined in version \(version)\n"
        for part in Code.Part.allCases where item.before[part] != item.code[part] {
          text += "    \(part.rawValue) was: \(line(item.before[part]))\n"
          text += "    \(part.rawValue) is:  \(line(item.code[part]))\n"
        }
      }
    }
    let count = queue.items.count
    text +=
      count == 0
      ? "Nothing waits to be recoded.\n"
      : "\(count) \(count == 1 ? "coding waits" : "codings wait").\n"
    for reading in queue.notReread {
      text +=
        "Not read again for \(reading.code) (version \(reading.version)): "
        + "\(reading.transcripts.joined(separator: ", "))\n"
    }
    return DisplayText.safe(text, keepingLines: true)
  }

  private func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
