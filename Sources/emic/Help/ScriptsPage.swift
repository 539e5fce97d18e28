/// `emic help json`, with what each command prints for scripts.
let scriptsPage =
  """
  With --format json a command prints one object on stdout; messages go to stderr. Keys are stable:
  more may follow, none change their meaning. A figure that is not defined is null with a reason; what
  is missing is null. Positions count Unicode scalars from 0, the end not included.

  Exit codes: 0 done, 1 the answer is no or problems were found, 2 wrong usage, 3 data could not be read
  or written.

  The examples are printed by emic on a small study: the two transcripts of its sample study's
  calibration round, T03 and T06, with three coders; one after the other, so that later ones see what
  earlier ones have written. Lists are cut behind their first entry, texts behind 40 characters; ids
  and times are left out (…).


  """ + jsonExamples
