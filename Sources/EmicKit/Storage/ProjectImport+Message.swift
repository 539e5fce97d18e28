extension ProjectImport.Problem {
  /// One sentence: what is in the way, what to do.
  package var message: String {
    switch self {
    case .study(let problem): problem.message
    case .file(let problem): problem.message
    case .codebook(let problem): problem.message
    case .otherText(let name):
      "\(DisplayText.safe(name)): the study has another text of this name. Nothing was imported; "
        + "import into a new study, or rename the transcript here."
    case .otherWork(let transcript, let coder):
      "\(DisplayText.safe(transcript)): \(coder) has other codings, flags or memos of it in the study. Nothing was "
        + "imported; import into a new study and compare the two."
    case .otherCode(let id, let here, let there):
      "the code \(id) is called \(DisplayText.quoted(here)) in the study and "
        + "\(DisplayText.quoted(there)) in the project. Nothing was imported; rename one of them, or "
        + "import into a new study."
    case .notAStudy(let folder):
      "\(DisplayText.safe(folder)): this folder holds other files and is no study. Nothing was "
        + "imported; name a new folder, or make a study with `emic init`."
    }
  }
}
