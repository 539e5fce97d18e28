extension ForeignProject {
  /// What emic has put into its own project beyond the standard.
  mutating func takeOwnNote(of project: QDAProject) {
    guard let text = project.memos.first(where: { $0.name == QDAOwnNote.name })?.content,
      let own = QDAOwnNote(reading: text)
    else { return }
    namesArePaths = true
    for item in own.staying { report.leaveOut(item.what, item.count) }
    codebook = own.codebook
    if own.isCodebookDamaged {
      report.notes.append(
        "The codebook that emic had put into the project cannot be read: the codes are taken as the "
          + "project has them, without their history, and their ids are made of their names."
      )
    }
    for place in links.indices {
      guard let id = links[place].id, let extra = own.links[QDAGUID.plain(id)] else { continue }
      links[place].at = extra.first { $0.key == "at" }?.value.string.flatMap { Timestamp($0) }
      links[place].kept = extra.filter { !["id", "kind", "from", "to", "at"].contains($0.key) }
    }
    study = own.study
    if let codebook {
      for code in codebook.codes { codes[QDAWriter.guid(of: code)] = code.id }
    }
    if let title = own.study?.title { self.title = title }
    for place in notes.indices {
      if let id = notes[place].id, let name = own.cases[id] { notes[place].subject = .case(name) }
    }
    for place in codings.indices {
      if let id = codings[place].id, let extra = own.codings[id] { codings[place].extra = extra }
    }
  }
}
