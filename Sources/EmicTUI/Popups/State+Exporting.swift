import EmicKit

/// Taking the study's work out, in every form that the command line has.
extension State {
  mutating func askForExport() {
    popups.append(
      .prompt(
        Prompt(title: "Export to", field: TextField("codings.csv"), purpose: .exportPath)
      )
    )
  }

  mutating func exportStudy(to path: String) {
    guard let coder else { return }
    guard !path.isEmpty else {
      return refuseAnswer(
        "Give a file; its ending says the form: \(ExportFormat.endings.joined(separator: " "))."
      )
    }
    do throws(ExportProblem) {
      _ = try ExportFormat.named(path)
    } catch {
      return refuseAnswer("Not exported: \(error.message)")
    }
    guard jobs.exporting == nil else {
      return refuseAnswer("An export is on its way: wait for its end.")
    }
    jobs.exporting = begun("Exporting")
    outbox.append(.exportStudy(path: path, coder: coder.id))
  }

  mutating func noteExporting(_ step: String, _ done: Int, of count: Int) {
    jobs.exporting = BackgroundJob(
      step: step,
      progress: count > 0 ? .init(done: done, count: count) : nil
    )
  }
}
