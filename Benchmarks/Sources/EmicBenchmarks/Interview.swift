import EmicKit

/// An invented interview in English and Chinese, the same for the same seed.
struct Interview {
  private static let english = """
    the to and of a in that was we you they but so like is my for on with have not at this be just \
    know think people because work when what if would about there do get from all out some then \
    office meeting form budget staff child street section chief trust project report school city \
    money time month year contract training volunteer parents hospital afraid proud alone together
    """.split(separator: " ").map(String.init)

  private static let chinese = """
    我们 他们 就是 工作 项目 信任 社区 街道 领导 家长 孩子 时间 经费 台账 报告 评估 合同 培训 \
    学校 医院 觉得 因为 所以 其实 没有 可以 需要 支持 关系 政府 购买 服务 困难 办法 慢慢 后来
    """.split(separator: " ").map(String.init)

  /// A text of about so many bytes; turns are alternately an interviewer's and a respondent's.
  static func text(turns: Int, bytes: Int, seed: UInt64) -> String {
    var random = SeededRandom(seed: seed)
    var text = "Transcript: B1\nLanguage: mixed\n\n"
    let perTurn = bytes / turns
    for turn in 0..<turns {
      let isQuestion = turn.isMultiple(of: 2)
      let length = perTurn * (isQuestion ? 1 : 5) / 3
      text += isQuestion ? "I: " : "R: "
      text += speech(bytes: length, inChinese: random.next() % 2 == 0, &random)
      text += "\n\n"
    }
    return text
  }

  private static func speech(
    bytes: Int,
    inChinese: Bool,
    _ random: inout SeededRandom
  ) -> String {
    var speech = ""
    while speech.utf8.count < bytes {
      let words = (6...16).randomElement(using: &random) ?? 6
      var sentence = ""
      for place in 0..<words {
        let word = (inChinese ? chinese : english).randomElement(using: &random) ?? ""
        if place == 0 {
          sentence = inChinese ? word : word.capitalizedFirst
        } else {
          let comma = random.next() % 8 == 0 ? (inChinese ? "，" : ",") : ""
          sentence += comma + (inChinese ? "" : " ") + word
        }
      }
      speech += sentence + (inChinese ? "。" : ". ")
    }
    while speech.last == " " { speech.removeLast() }
    return speech
  }

  /// Codings of random sentences, as one coder would have made them.
  static func coded(
    _ transcript: Transcript,
    codings count: Int,
    by coder: Coder.ID,
    codes: [Code.ID],
    seed: UInt64
  ) -> Sidecar {
    var random = SeededRandom(seed: seed)
    let start = Timestamp(milliseconds: 1_800_000_000_000)
    var moment = Moment(now: start, seed: (seed, seed + 1))
    var codings: [Coding] = []
    while codings.count < count {
      let offset = Int.random(in: 0..<transcript.text.scalarCount, using: &random)
      guard let sentence = transcript.sentence(at: offset), !sentence.isEmpty,
        let code = codes.randomElement(using: &random)
      else { continue }
      codings.append(
        Coding(
          id: Coding.ID(moment.newID()),
          code: code,
          span: sentence,
          quote: transcript.text[sentence],
          before: transcript.context(before: sentence),
          after: transcript.context(after: sentence),
          codebook: 1,
          created: start,
          modified: start,
          memo: codings.count.isMultiple(of: 7) ? "Compare with the first interview." : ""
        )
      )
    }
    return Sidecar(
      coder: coder,
      source: Sidecar.Source(
        file: transcript.name,
        sha256: transcript.digest,
        length: transcript.text.scalarCount
      ),
      status: Sidecar.Status(state: .draft, at: start, codebook: 1),
      codings: codings.sorted()
    )
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
