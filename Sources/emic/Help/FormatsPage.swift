/// `emic help formats`.
let formatsPage = """
  A study is a folder of plain files. You can read, copy and script all of them.

  study.yaml      title, coders, interviewers' labels, attributes, rounds of coding
  codebook.yaml   the codes with their definitions (study.yaml says where it lies)
  cases.csv       a row for each transcript: transcript, case, then your attributes
  NAME.txt, .md   a transcript or document; emic never writes to it
  NAME.txt.CODER.json
                  a sidecar: one coder's codings and memos of one transcript
  submissions/    frozen copies of submitted sidecars; never written again
  proposals/      codes that a coder proposes
  framework.yaml  the framework matrix's summaries, by case and code
  memos.CODER.json
                  memos on codes, cases and the study
  .emic/          history for undo, daily backups; losing it costs no coding

  Transcripts are UTF-8. Header lines such as "Case: NGO-D1" before the first blank line are
  attributes. A line that begins with a speaker's label ("R: ", "答：") opens a turn; lines of one
  speaker that follow each other are one turn. A text without labels is a document, and its
  paragraphs play the turns.

  Positions are counted in characters (Unicode scalars) from 0; the end is not included. In Python:
    text = open(name, encoding="utf-8-sig").read(); text[start:end] == coding["quote"]
  Sidecars are printed as json.dumps(x, indent=2, ensure_ascii=False) prints them.

  Addresses: 30 is turn 30, 30.2 its second sentence, 30.2-30.4 and 30-34 are stretches.

  Printed for scripts: --format json (one object) or csv (RFC 4180, UTF-8) on stdout, messages on
  stderr. Exit codes: 0 done, 1 the answer is no or problems were found, 2 wrong usage or no usable
  terminal, 3 data could not be read or written.

  """
