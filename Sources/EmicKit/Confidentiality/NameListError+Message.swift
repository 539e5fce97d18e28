extension NameListError: CustomStringConvertible {
  public var description: String { message }

  /// One line: `file:line: what is wrong. What to do`.
  public var message: String {
    switch problem {
    case .file(let problem): problem.message
    case .csv(let error): error.message
    default: DisplayText.place(file, line) + sentence
    }
  }

  private var sentence: String {
    switch problem {
    case .file(let problem): problem.message
    case .csv(let error): error.message
    case .empty: "the list holds no names. Begin it with the row name,replacement,kind,variants."
    case .missingColumn(let column):
      "there is no column \"\(column)\". Begin the list with the row name,replacement,kind,variants."
    case .unknownColumn(let column):
      "\"\(DisplayText.safe(column))\" is no column of a list of names. Use name, replacement, kind "
        + "and variants."
    case .duplicateColumn(let column):
      "the column \"\(DisplayText.safe(column))\" stands here twice. Keep one of them."
    case .ragged(let fields, let columns):
      "this row has \(fields == 1 ? "1 field" : "\(fields) fields"), and there are \(columns) columns. "
        + "Part variants with |, and put a field that holds a comma in quotes."
    case .noName: "this row has no name. Write the name, or take the row out."
    case .noReplacement:
      "this row says nothing that stands in the name's place. Write a replacement, such as [official]."
    case .tooShort:
      "a name or variant of this row has a single character, which stands in many words. Write it "
        + "longer, for instance with the surname or a title."
    case .severalLines:
      "a name, variant or replacement of this row goes over several lines. Write it on one."
    case .malformedKind(let kind):
      "\"\(DisplayText.safe(kind))\" is no kind. Use a word such as person, place or organisation."
    case .twice(let line):
      "a name or variant of this row stands in line \(line), too, and can have one replacement only. "
        + "Take it out of one of them."
    case .comesBack(let line):
      "the replacement holds the name of line \(line), which would leave the study with it. Choose "
        + "another."
    case .insideStudy:
      "the list of names lies in the study, where everybody who has the study finds it. Move it out "
        + "of the study's folder."
    }
  }
}
