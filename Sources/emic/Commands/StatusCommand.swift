import ArgumentParser
import EmicKit

/// Shows how far everybody is.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "status",
    abstract: "Show progress: coder by transcript, state, and your own codings.",
    discussion: """
      Counts and the share of turns coded are shown of your own work only: name yourself with \
      --as or $EMIC_CODER.

      Example: emic status sample-transcripts --as guest
      """
  )

  @Argument(help: "The study's folder.", completion: .directory)
  var study = "."

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  private struct Cell {
    var coder: Coder.ID
    var state: String
    var at: String?
    var codings: Int?
    var share: Double?
  }

  private struct Row {
    var transcript: String
    var kind: String?
    var turns: Int?
    var cells: [Cell]
  }

  func run() throws {
    let study = try reading.open(study)
    let asker = try reading.asker(in: study)
    let names = study.transcripts
    let progress = ProgressLine("Reading transcript", output)
    var rows: [Row] = []
    var (problems, unread): ([String], [String]) = ([], [])
    // One after the other: of each no more is kept than its row.
    Concurrently.inOrder(names.count, ahead: Self.ahead) { place in
      Self.row(names[place], VisibleWork(of: study, asker: asker, transcripts: [names[place]]))
    } take: { read in
      progress.show(rows.count, of: names.count)
      rows.append(read.row)
      problems += read.problems
      unread += read.unread.map { [$0] } ?? []
    }
    progress.clear()
    problems += unread
    output.answer(
      json: .object([JSONMember("transcripts", .array(rows.map(Self.object)))]),
      csv: Self.table(rows),
      table: text(rows)
    )
    for problem in problems { Output.writeError(problem) }
    let isObserver = VisibleWork(of: study, asker: asker, transcripts: []).blindness.asker == nil
    warn(of: study, isObserver && rows.contains { !$0.cells.isEmpty })
    if !problems.isEmpty { throw Failure.silent(3) }
  }

  /// How many transcripts may be read before the first of them is shown.
  private static let ahead = 64

  /// Says what the table does not show, and what does not keep it from being shown.
  private func warn(of folder: StudyFolder, _ hidesCounts: Bool) {
    for entry in folder.unusable { Output.writeError(entry.message) }
    for folder in folder.closedFolders {
      output.note("\(folder): you may not look into this folder; what is in it is not shown.")
    }
    do throws(StudyProblem) {
      _ = try folder.codebook()
    } catch {
      Output.writeError(error.message)
    }
    for name in folder.transcripts {
      if let note = folder.noteOfLoss(on: name, of: [], named: name) { output.note(note) }
    }
    if folder.transcripts.isEmpty {
      output.note("\(study): \(StudyFolder.withoutTranscripts)")
    } else if hidesCounts {
      output.note(
        "Nobody asks by name, so no counts are shown: --as ID, or $EMIC_CODER, shows your own."
      )
    }
  }

  /// - Parameters:
  ///   - name: of a transcript.
  ///   - work: on it.
  /// - Returns: its row, what of the work cannot be read, and why the text cannot.
  private static func row(
    _ name: String,
    _ work: VisibleWork
  ) -> (row: Row, problems: [String], unread: String?) {
    var transcript: Transcript?
    var problem: String?
    do throws(StudyProblem) {
      transcript = try work.study.transcript(name)
    } catch {
      problem = error.message
    }
    let onDisk = work.study.coders(of: name).filter {
      $0 != Coder.consensus && work.isCoding($0, name)
    }
    let coders = Set(onDisk + work.blindness.assigned(to: name))
    let cells = coders.sorted().map { coder in
      let status = work.state(of: name, by: coder)
      var cell = Cell(
        coder: coder,
        state: status?.state.rawValue ?? (onDisk.contains(coder) ? "damaged" : "none"),
        at: status?.at.text
      )
      if coder == work.blindness.asker, let own = work.own(name) {
        cell.codings = own.codings.count
        if let transcript, transcript.digest == own.source.sha256 {
          cell.share = Progress.share(of: transcript, in: own)
        }
      }
      return cell
    }
    let row = Row(
      transcript: name,
      kind: transcript?.structure.kind.name,
      turns: transcript?.turnCount,
      cells: cells
    )
    return (row, work.problems.map(\.message), problem)
  }

  private static func object(_ row: Row) -> JSONValue {
    .object([
      JSONMember("transcript", .string(row.transcript)),
      JSONMember("kind", row.kind.map { .string($0) } ?? .null),
      JSONMember("turns", row.turns.map { .number(String($0)) } ?? .null),
      JSONMember(
        "coders",
        .array(
          row.cells.map { cell in
            var members = [
              JSONMember("coder", .string(cell.coder.text)),
              JSONMember("state", .string(cell.state)),
              JSONMember("at", cell.at.map { .string($0) } ?? .null),
            ]
            if let codings = cell.codings {
              members.append(JSONMember("codings", .number(String(codings))))
              members.append(JSONMember("share", cell.share.map { .number("\($0)") } ?? .null))
            }
            return .object(members)
          }
        )
      ),
    ])
  }

  private static func table(_ rows: [Row]) -> [[String]] {
    [["transcript", "kind", "turns", "coder", "state", "at", "codings", "share"]]
      + rows.flatMap { row in
        // A transcript that nobody has begun is a row, too.
        let cells = row.cells.isEmpty ? [Cell(coder: "", state: "")] : row.cells
        return cells.map { cell in
          [
            row.transcript, row.kind ?? "", row.turns.map { String($0) } ?? "", cell.coder.text,
            cell.state, cell.at ?? "", cell.codings.map { String($0) } ?? "",
            cell.share.map { "\($0)" } ?? "",
          ]
        }
      }
  }

  private func text(_ rows: [Row]) -> String {
    var table = Table([
      "TRANSCRIPT", "KIND", "TURNS", "CODER", "STATE", "SINCE", "CODINGS", "TURNS CODED",
    ])
    table.rightAligned = [2, 6, 7]
    for row in Self.table(rows).dropFirst() {
      let share = Double(row[7]).map { Figures.percent($0) } ?? ""
      table.add(Array(row[..<5]) + [String(row[5].prefix(10)), row[6], share])
    }
    return table.text(output.tableForm)
  }
}
