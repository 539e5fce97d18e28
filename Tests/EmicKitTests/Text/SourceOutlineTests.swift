import Testing

@testable import EmicKit

@Suite("What an import counts of a text") struct SourceOutlineTests {
  @Test(
    "an outline tells what the whole structure tells",
    arguments: [
      "", "\n", "a\n\nb\n", "I: a\nR: b\nI: c\n", "I: a\nI: b\nR: c\n",
      "Title\nDate: 2020\nInterviewer: N (x)\n\nN: who?\nP1: me\nN: ah\n",
      "---\nkey: value\n---\n问：您好。\n答：您好。\n", "第一条 甲\n第二条 乙\n",
      "[P1] a\n[P2] b\n", "**N:** a\nb\n", "Anna 00:01\na\n\nBo 00:02\nb\n", "A: x\nB: y\nC: z\n",
      "e\u{301}: a\né: b\n",
    ]
  )
  func twin(text: String) {
    for declared in [[], ["R"], ["N"]] {
      let transcript = Transcript(
        name: "t.txt",
        text: TranscriptText(text),
        interviewers: declared
      )
      let (outline, whole) = (transcript.outline(), transcript.structure)
      #expect(outline.kind == whole.kind)
      #expect(outline.unitCount == whole.unitCount)
      #expect(outline.header == whole.header)
      #expect(outline.speakers.reduce(0) { $0 + $1.turns } == whole.turns.count)
      for speaker in outline.speakers {
        let turns = whole.turns.filter { $0.speaker.utf8.elementsEqual(speaker.name.utf8) }
        #expect(turns.count == speaker.turns)
        #expect(turns.first?.isRespondent == speaker.isRespondent)
        let line = turns.first.map { transcript.text.line(containing: $0.span.start) }
        #expect(line == speaker.line)
      }
    }
  }
}
