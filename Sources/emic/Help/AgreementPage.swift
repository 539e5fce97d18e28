/// `emic help agreement`.
let agreementPage = """
  How far do coders agree, and where not?
    emic agreement STUDY                                    code by code
    emic agreement STUDY --unit character --scope all       another unit, another part of the text
    emic agreement STUDY --level family                     families, where codes are rare
    emic disagreements STUDY --code trust --passages        the words behind a figure
    emic review STUDY                                       both on the screen, and settled there
    emic agreement STUDY --methods                          a paragraph for the paper
    emic agreement --ratings table.csv                      any table: unit, then one column per coder

  What is compared
  The last submission that each coder made before seeing others' work. Work that is not submitted,
  was seen, is damaged or belongs to another text is left out, and the heading says so. A coder who
  submitted no work on a transcript is missing there; one who submitted a sidecar without codings said
  "none". Calibration rounds stay out of the main table: --round NAME shows one. Interviews and
  documents are two tables.

  What is counted
  Units: turns (in documents paragraphs), sentences or characters; scope: what respondents say, all
  after the header (body), or everything. For each code a unit has it or not: it has it when one of
  the coder's passages shares at least one character with it. A coder's own overlapping passages of
  one code count once. A code that was merged is read as the one that replaced it.

  The counts of two coders      the second gave it   the second did not
    the first gave it                both                 1st
    the first did not                2nd                 neither

  Figures and codings
  A table of figures shows nobody's codings, so it may be read without becoming less blind, once all
  who are assigned have submitted. A list of items, passages, quotations or codings does show them: the
  first time, that is recorded, and what is submitted afterwards does not count as blind.

  The figures, each from these counts
  %         share of units with the same decision; easy to reach when most text is uncoded
  P+        where one used the code, how often another did too: 2 both / (2 both + 1st + 2nd)
  α         Krippendorff's, any number of coders, missing work left out; 1 perfect, 0 chance
  κ         Cohen's, two coders; κ and π far apart: the two use the code at different rates
  P-        the same where one did not use it: 2 neither / (2 neither + 1st + 2nd)
  π         Scott's, two coders; Fleiss' and Conger's are π and κ of any number of coders
  AC1, BP   Gwet's; Brennan and Prediger's: stay high when a code is rare; do not quote them alone
  |uα       where: whether the same text was marked, over whole texts
  cuα       which: of a family's codes (--domain), where both marked something
  F1        passages in common: with the same ends, or with a share of common text (--overlap)
  --all shows every one. "Not defined" is no zero: nobody used the code, or everybody everywhere.
  A code in fewer than 10 units is too rare to judge: look at the passages.

  How sure
  Intervals are over transcripts (jackknife; --interval bootstrap), never over units, which hang
  together. Fewer than six transcripts give none. Judge by the lower end: .800 is asked for where being
  wrong costs much, .667 for tentative conclusions; both are customs (Krippendorff 2019, ch. 12).
  The coders are these coders: an interval says nothing about others.

  Kinds of disagreement
  boundary         one code, on stretches that overlap and are not the same
  different-code   two codes on mostly the same stretch
  missed           one coder alone; beside: the other coded something else there; alone: nothing

  """
