/// What names in a question can mean.
extension StudyCodings {
  /// A code by whatever names it (`Codebook.code(named:)`), as it is read today.
  func code(named text: String) throws(QueryProblem) -> Code.ID {
    let name = CodingQuery.bare(text)
    // A code that the book lacks is asked for as it is shown; another's proposal is shown so, too.
    do throws(CodeNamingProblem) {
      return codebook.resolved(
        name.hasPrefix("?")
          ? try codebook.code(shown: name, among: work.codesOfVisibleCodings)
          : try codebook.code(named: name)
      )
    } catch {
      throw .code(error)
    }
  }

  func coder(named text: String) throws(QueryProblem) -> Coder.ID {
    let known = coders.map(\.text)
    guard known.contains(text) || text == Coder.consensus.text else {
      throw .unknownCoder(text, known: known)
    }
    return Coder.ID(text)
  }

  func transcript(named text: String) throws(QueryProblem) -> String {
    do throws(StudyProblem) {
      return try study.transcript(named: text)
    } catch {
      throw .transcript(error)
    }
  }

  func speaker(named text: String) throws(QueryProblem) -> String {
    guard speakers.contains(text) else { throw .unknownSpeaker(text, known: speakers) }
    return text
  }

  func condition(
    _ attribute: String,
    _ relation: AttributeCondition.Relation,
    _ value: String
  ) throws(QueryProblem) -> AttributeCondition {
    let known = ["case"] + attributeNames + headerNames
    guard known.contains(attribute) else { throw .unknownAttribute(attribute, known: known) }
    let condition = AttributeCondition(attribute, relation, value)
    guard !condition.isWithoutMeaning else {
      throw .notComparable(relation: relation.rawValue, value: value)
    }
    guard relation == .equal || relation == .unequal, !value.isEmpty,
      let allowed = study.file.values(of: attribute)
    else { return condition }
    // A synonym finds what is stored under the value itself.
    guard let stored = allowed.value(for: value) else {
      throw .valueNotAllowed(attribute: attribute, value: value, allowed: allowed.values)
    }
    return AttributeCondition(attribute, relation, stored)
  }
}
