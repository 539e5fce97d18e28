/// What the commands print with `--format json`, command by command; `ScriptsTests` compares it with
/// what they print, and `UPDATE_HELP=1 swift test` writes it anew.
let jsonExamples = #"""
  emic check sample-transcripts --format json
  {
    "problems": [],
    "warnings": [],
    "counts": {
      "transcripts": 2,
      "sidecars": 6,
      "codings": 168,
      "submissions": 6,
      "codes": 49
    }
  }

  emic status sample-transcripts --format json
  {
    "transcripts": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "kind": "interview",
        "turns": 40,
        "coders": [
          {
            "coder": "coder-a",
            "state": "submitted",
            "at": "…"
          }
        ]
      }
    ]
  }

  emic read sample-transcripts T03 --turns 30-30 --coder coder-a --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "lines": [
      {
        "address": "30.1",
        "turn": 30,
        "speaker": "R2",
        "start": 5657,
        "end": 5685,
        "text": "The section chief trusts me.",
        "codings": [
          {
            "id": "…",
            "code": "trust",
            "start": 5657,
            "end": 5816,
            "quote": "The section chief trusts me. He does. He…",
            "before": "ld you say they trust you?\n\nR2: ",
            "after": "\n\nR: I see it a bit differently.",
            "codebook": 1,
            "created": "…",
            "modified": "…"
          }
        ]
      }
    ]
  }

  emic code sample-transcripts T03 --coder guest --at 30.1 --code trust --format json
  {
    "id": "…",
    "code": "trust",
    "start": 5657,
    "end": 5685,
    "quote": "The section chief trusts me.",
    "before": "ld you say they trust you?\n\nR2: ",
    "after": " He does. He tells me things he ",
    "codebook": 1,
    "created": "…",
    "modified": "…"
  }

  emic change sample-transcripts T03 --coder guest --id … --code 合法性与认可 --flag discuss --format json
  {
    "id": "…",
    "code": "legitimacy",
    "start": 5657,
    "end": 5685,
    "quote": "The section chief trusts me.",
    "before": "ld you say they trust you?\n\nR2: ",
    "after": " He does. He tells me things he ",
    "codebook": 1,
    "created": "…",
    "modified": "…",
    "flags": [
      "discuss"
    ]
  }

  emic nothing-here sample-transcripts T03 --coder guest --turns 6-8 --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "coder": "guest",
    "turns": [
      6
    ],
    "open": false,
    "passed-over": [
      "Turn 7 is an interviewer's: only respond…"
    ],
    "left": 19
  }

  emic undo sample-transcripts T03 --coder guest --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "coder": "guest",
    "act": "undo",
    "changes": [
      "Nothing to code in turns 6, 8."
    ],
    "undo": 2,
    "redo": 1
  }

  emic redo sample-transcripts T03 --coder guest --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "coder": "guest",
    "act": "redo",
    "changes": [
      "Nothing to code in turns 6, 8."
    ],
    "undo": 3,
    "redo": 0
  }

  emic history sample-transcripts T03 --coder guest --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "changes": [
      {
        "at": "…",
        "act": "do",
        "change": "Assigned trust to 28 characters in turn …"
      }
    ],
    "undo": 3,
    "redo": 0
  }

  emic codings sample-transcripts --code trust --format json
  {
    "codings": [
      {
        "coding_id": "…",
        "transcript": "T03-disability-ngo-en.txt",
        "case": "NGO-D1",
        "coder": "coder-c",
        "code_id": "trust",
        "code": "Trust",
        "code_path": "relations/trust",
        "start": 2119,
        "end": 2217,
        "turn": 8,
        "line": 34,
        "speaker": "R",
        "time": "00:04:12",
        "quotation": "I will be frank with you. Without that n…",
        "memo": "is this trust or a tie?",
        "flags": "",
        "created": "…",
        "modified": "…",
        "codebook_version": 1,
        "transcript_sha256": "…",
        "attr_sector": "children with disabilities",
        "attr_actor_type": "NGO",
        "attr_level": "district",
        "attr_site": "City A",
        "attr_language": "en",
        "attr_interview_date": "2018-03-14",
        "code_stored": "trust"
      }
    ]
  }

  emic search sample-transcripts contract --format json
  {
    "hits": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "start": 128,
        "end": 136,
        "turn": null,
        "line": 3,
        "text": "contract",
        "before": "Project: Services sub",
        "after": "ing study (sample corpus)"
      }
    ],
    "count": 7
  }

  emic quotations sample-transcripts --code trust --format json
  {
    "quotations": [
      {
        "coding_id": "…",
        "reference": "T03, turn 8, NGO, district, children wit…",
        "transcript": "T03-disability-ngo-en.txt",
        "case": "NGO-D1",
        "turn": 8,
        "speaker": "R",
        "coder": "coder-c",
        "code_id": "trust",
        "code": "Trust",
        "code_path": "relations/trust",
        "quotation": "I will be frank with you. Without that n…",
        "cut": false,
        "attributes": {
          "actor-type": "NGO",
          "also-present": "R2 (programme officer, joins at 00:21:40…",
          "conventions": "... pause; — interruption; [inaudible 00…",
          "interview-date": "2018-03-14",
          "interviewer": "I (fieldworker 2)",
          "language": "en",
          "level": "district",
          "project": "Services subcontracting study (sample co…",
          "recording": "audio, consent written; names and places…",
          "respondent": "R (director, rehabilitation centre)",
          "sector": "children with disabilities",
          "site": "City A",
          "transcription": "intelligent verbatim; checked against au…"
        },
        "translation": {}
      }
    ],
    "count": 12,
    "withheld": 0
  }

  emic matrix sample-transcripts --coder coder-a --columns level --cells --format json
  {
    "rows": [
      "registration"
    ],
    "columns": [
      "district"
    ],
    "codings": [
      [
        1
      ]
    ],
    "cases": [
      [
        1
      ]
    ],
    "unknown": {
      "codings": 0,
      "cases": 0
    },
    "not-coded": [],
    "hidden": [],
    "drafts": [],
    "not-offered": [],
    "by": [
      "level"
    ],
    "totals": {
      "rows": [
        {
          "codings": 1,
          "cases": 1
        }
      ],
      "columns": [
        {
          "codings": 61,
          "cases": 2
        }
      ],
      "all": {
        "codings": 61,
        "cases": 2
      }
    },
    "cells": [
      {
        "row": "registration",
        "column": "district",
        "codings": [
          {
            "coding_id": "…",
            "transcript": "T06-migrant-official-zh.txt",
            "turn": 8,
            "coder": "coder-a",
            "code_id": "registration"
          }
        ]
      }
    ]
  }

  emic cooccurrence sample-transcripts --coder coder-a --format json
  {
    "pairs": [
      {
        "codes": [
          "autonomy"
        ],
        "count": 1,
        "cases": 1
      }
    ]
  }

  emic saturation sample-transcripts --coder coder-a --format json
  {
    "order": [
      "T03-disability-ngo-en.txt"
    ],
    "first-uses": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "new": [
          "access-gap"
        ],
        "total": 28
      }
    ],
    "not-coded": [],
    "hidden": [],
    "drafts": []
  }

  emic framework sample-transcripts --format json
  {
    "rows": [
      "GOV-M2"
    ],
    "columns": [],
    "summaries": [
      []
    ],
    "cells": []
  }

  emic cards sample-transcripts --coder coder-a --format json
  {
    "cards": [
      {
        "coding_id": "…",
        "reference": "T03, turn 37, NGO, district, children wi…",
        "transcript": "T03-disability-ngo-en.txt",
        "case": "NGO-D1",
        "turn": 37,
        "speaker": "R",
        "coder": "coder-a",
        "code_id": "best-practice",
        "code": "Best practice",
        "code_path": "learning/best-practice",
        "quotation": "And in [City B] the district publishes t…",
        "cut": false,
        "attributes": {
          "actor-type": "NGO",
          "also-present": "R2 (programme officer, joins at 00:21:40…",
          "conventions": "... pause; — interruption; [inaudible 00…",
          "interview-date": "2018-03-14",
          "interviewer": "I (fieldworker 2)",
          "language": "en",
          "level": "district",
          "project": "Services subcontracting study (sample co…",
          "recording": "audio, consent written; names and places…",
          "respondent": "R (director, rehabilitation centre)",
          "sector": "children with disabilities",
          "site": "City A",
          "transcription": "intelligent verbatim; checked against au…"
        },
        "translation": {},
        "also": []
      }
    ],
    "withheld": 0
  }

  emic theme sample-transcripts trust --coder coder-a --format json
  {
    "code": "trust",
    "name": "Trust",
    "brief": "Confidence (or its lack) between parties…",
    "definition": "Statements that one party relies on, bel…",
    "by": "actor-type",
    "counts": [
      {
        "value": "NGO",
        "codings": 3,
        "cases": 1
      }
    ],
    "quotations": [
      {
        "coding_id": "…",
        "reference": "T06, turn 10, government official, distr…",
        "transcript": "T06-migrant-official-zh.txt",
        "case": "GOV-M2",
        "turn": 10,
        "speaker": "答",
        "coder": "coder-a",
        "code_id": "trust",
        "code": "Trust",
        "code_path": "relations/trust",
        "quotation": "首先看人。负责人是什么背景，以前跟哪个部门打过交道，有没有境外的钱。（停顿）其次…",
        "cut": false,
        "attributes": {
          "actor-type": "government official",
          "interview-date": "2018-05-22",
          "language": "zh",
          "level": "district",
          "sector": "migrants",
          "site": "City B",
          "受访者": "答（区民政局社会组织科工作人员）",
          "录音": "未录音，根据现场笔记当晚整理",
          "访谈者": "问（田野调查员1）",
          "转写约定": "……停顿;〔听不清〕;（笑）;【整理者注】",
          "项目": "政府购买社会组织服务研究（样本语料）"
        },
        "translation": {}
      }
    ],
    "withheld": 0
  }

  emic memos sample-transcripts --format json
  {
    "memos": [
      {
        "id": "…",
        "on": "coding",
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 8,
        "code": "trust",
        "case": "NGO-D1",
        "coder": "coder-c",
        "at": "…",
        "text": "is this trust or a tie?"
      }
    ],
    "count": 4
  }

  emic link sample-transcripts --format json
  {
    "links": []
  }

  emic agreement sample-transcripts --codes trust --format json
  {
    "unit": "turn",
    "scope": "respondents",
    "layer": "submitted",
    "codebook": 1,
    "coders": [
      "coder-a"
    ],
    "transcripts": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "kind": "interview",
        "coders": [
          "coder-a"
        ],
        "units": 22
      }
    ],
    "left-out": [],
    "codes": [
      {
        "code": "trust",
        "spans": {
          "coder-a": 5,
          "coder-b": 3,
          "coder-c": 4
        },
        "units-with": 5,
        "disagreeing-units": 3,
        "all": {
          "percent": {
            "value": 0.9411764705882353
          },
          "positive": {
            "value": 0.7272727272727273,
            "interval": null,
            "interval-reason": "too-few-transcripts"
          },
          "alpha": {
            "value": 0.6973026973026972,
            "interval": null,
            "interval-reason": "too-few-transcripts"
          },
          "fleiss": {
            "value": 0.6943056943056944
          },
          "conger": {
            "value": 0.6946107784431139
          },
          "brennan-prediger": {
            "value": 0.8823529411764706
          },
          "ac1": {
            "value": 0.9271601999523923
          },
          "binary-u-alpha": {
            "value": 0.5706205075651827
          }
        },
        "pairs": [
          {
            "coders": [
              "coder-a"
            ],
            "both": 3,
            "only": [
              1
            ],
            "neither": 30,
            "percent": {
              "value": 0.9705882352941176
            },
            "positive": {
              "value": 0.8571428571428571,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "negative": {
              "value": 0.9836065573770492
            },
            "kappa": {
              "value": 0.8411214953271028,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "pi": {
              "value": 0.8407494145199064
            },
            "alpha": {
              "value": 0.8430913348946136,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "ac1": {
              "value": 0.9639257294429708
            },
            "brennan-prediger": {
              "value": 0.9411764705882353
            },
            "spans": {
              "exact": {
                "matched": 0,
                "f1": {
                  "value": 0.0
                }
              },
              "overlap": {
                "threshold": 0.9,
                "matched": 0,
                "f1": {
                  "value": 0.0
                }
              }
            }
          }
        ]
      }
    ],
    "pairs": [
      {
        "coders": [
          "coder-a"
        ],
        "pooled-kappa": {
          "value": 0.8411214953271028
        },
        "codes-defined": 1,
        "codes": 1
      }
    ],
    "confusions": [
      {
        "coders": [
          "coder-a"
        ],
        "codes": [
          "trust"
        ],
        "count": 1,
        "parent-child": false
      }
    ]
  }

  emic disagreements sample-transcripts --code trust --format json
  {
    "items": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 20,
        "coders": [
          "coder-a"
        ],
        "kind": "different-code",
        "a": [
          {
            "id": "…",
            "code": "trust",
            "start": 4531,
            "end": 4643
          }
        ],
        "b": [
          {
            "id": "…",
            "code": "cooperation-motive",
            "start": 4611,
            "end": 4643
          }
        ],
        "counts": [
          20
        ],
        "passage": 10,
        "text": "Now when I say I am from the government'…",
        "verdict": null
      }
    ],
    "passages": [
      {
        "passage": 3,
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 8,
        "start": 1860,
        "end": 2217,
        "coders": {
          "coder-a": [
            {
              "id": "…",
              "code": "cooperation-motive",
              "start": 1873,
              "end": 2023
            }
          ],
          "coder-b": [
            {
              "id": "…",
              "code": "cooperation-motive",
              "start": 1892,
              "end": 1960
            }
          ],
          "coder-c": [
            {
              "id": "…",
              "code": "cooperation-motive",
              "start": 1860,
              "end": 2118
            }
          ]
        },
        "text": "Two reasons. One is the target. Every st…"
      }
    ],
    "confusions": [
      {
        "coders": [
          "coder-a"
        ],
        "codes": [
          "trust"
        ],
        "families": [
          "relations"
        ],
        "count": 1,
        "parent-child": false
      }
    ]
  }

  emic disagreements sample-transcripts --code trust --passages --format json
  {
    "items": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 20,
        "coders": [
          "coder-a"
        ],
        "kind": "different-code",
        "a": [
          {
            "id": "…",
            "code": "trust",
            "start": 4531,
            "end": 4643
          }
        ],
        "b": [
          {
            "id": "…",
            "code": "cooperation-motive",
            "start": 4611,
            "end": 4643
          }
        ],
        "counts": [
          20
        ],
        "passage": 10,
        "text": "Now when I say I am from the government'…",
        "verdict": null
      }
    ],
    "passages": [
      {
        "passage": 3,
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 8,
        "start": 1860,
        "end": 2217,
        "coders": {
          "coder-a": [
            {
              "id": "…",
              "code": "cooperation-motive",
              "start": 1873,
              "end": 2023
            }
          ],
          "coder-b": [
            {
              "id": "…",
              "code": "cooperation-motive",
              "start": 1892,
              "end": 1960
            }
          ],
          "coder-c": [
            {
              "id": "…",
              "code": "cooperation-motive",
              "start": 1860,
              "end": 2118
            }
          ]
        },
        "text": "Two reasons. One is the target. Every st…"
      }
    ],
    "confusions": [
      {
        "coders": [
          "coder-a"
        ],
        "codes": [
          "trust"
        ],
        "families": [
          "relations"
        ],
        "count": 1,
        "parent-child": false
      }
    ]
  }

  emic settle sample-transcripts --transcript T03 --as supervisor --format json
  {
    "rows": [
      {
        "row": "1.1",
        "passage": 1,
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 2,
        "kind": "boundary",
        "codes": [
          "unregistered"
        ],
        "coders": {
          "coder-a": [
            {
              "id": "…",
              "code": "unregistered",
              "start": 989,
              "end": 1109
            }
          ],
          "coder-b": [
            {
              "id": "…",
              "code": "unregistered",
              "start": 989,
              "end": 1059
            }
          ],
          "coder-c": []
        },
        "state": "open",
        "verdict": null,
        "text": "We were registered as a company, with th…"
      }
    ],
    "open": 37
  }

  emic settle sample-transcripts 1.1 --adopt coder-b --as supervisor --format json
  {
    "row": "1.1",
    "passage": 1,
    "transcript": "T03-disability-ngo-en.txt",
    "turn": 2,
    "kind": "boundary",
    "codes": [
      "unregistered"
    ],
    "coders": {
      "coder-a": [
        {
          "id": "…",
          "code": "unregistered",
          "start": 989,
          "end": 1109
        }
      ],
      "coder-b": [
        {
          "id": "…",
          "code": "unregistered",
          "start": 989,
          "end": 1059
        }
      ],
      "coder-c": []
    },
    "state": "settled",
    "verdict": {
      "decision": "adopt",
      "reason": "boundary",
      "note": null,
      "by": "supervisor",
      "at": "…",
      "codings": [
        {
          "id": "…",
          "code": "unregistered",
          "start": 989,
          "end": 1059
        }
      ]
    },
    "text": "We were registered as a company, with th…"
  }

  emic weekly sample-transcripts --since 2026-03-01 --as supervisor --format json
  {
    "since": "2026-03-01",
    "codebook": 1,
    "progress": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "coder": "coder-a",
        "state": "submitted",
        "at": "…"
      }
    ],
    "new-transcripts": [
      "T03-disability-ngo-en.txt"
    ],
    "agreement": [
      {
        "kind": "interview",
        "units": 34,
        "codes": [
          {
            "code": "co-optation",
            "spans": {
              "coder-a": 2,
              "coder-b": 1,
              "coder-c": 0
            },
            "units-with": 4,
            "disagreeing-units": 4,
            "too-rare": true,
            "positive": {
              "value": 0.2,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "alpha": {
              "value": 0.16701030927835048,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "pairs": [
              {
                "coders": [
                  "coder-a"
                ],
                "kappa": {
                  "value": 0.37037037037037035,
                  "interval": null,
                  "interval-reason": "too-few-transcripts"
                }
              }
            ]
          }
        ]
      }
    ],
    "families": [
      {
        "kind": "interview",
        "units": 34,
        "codes": [
          {
            "code": "relations",
            "spans": {
              "coder-a": 13,
              "coder-b": 15,
              "coder-c": 9
            },
            "units-with": 15,
            "disagreeing-units": 10,
            "too-rare": false,
            "positive": {
              "value": 0.6551724137931034,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "alpha": {
              "value": 0.5229097779877185,
              "interval": null,
              "interval-reason": "too-few-transcripts"
            },
            "pairs": [
              {
                "coders": [
                  "coder-a"
                ],
                "kappa": {
                  "value": 0.6558704453441295,
                  "interval": null,
                  "interval-reason": "too-few-transcripts"
                }
              }
            ]
          }
        ]
      }
    ],
    "not-compared": null,
    "passages": [
      {
        "passage": 1,
        "transcript": "T03-disability-ngo-en.txt",
        "turn": 2,
        "open": true,
        "coders": {
          "coder-a": [
            "dual-sponsor"
          ],
          "coder-b": [
            "dual-sponsor"
          ],
          "coder-c": [
            "registration"
          ]
        },
        "text": "We were registered as a company, with th…"
      }
    ],
    "withheld": [],
    "flagged": [],
    "proposals": [],
    "changes": [],
    "recode": [],
    "rounds": [
      {
        "round": "calibration",
        "transcripts": [
          "T03-disability-ngo-en.txt"
        ],
        "codebooks": [
          1
        ],
        "alpha": {},
        "rates": [
          {
            "coder": "coder-a",
            "codings": 35,
            "length": 1179,
            "unit": "words",
            "per-thousand": 29.686174724342663
          }
        ]
      }
    ],
    "first-uses": [],
    "without-final-layer": [
      "T03-disability-ngo-en.txt"
    ]
  }

  emic reanchor sample-transcripts --format json
  {
    "sidecars": [],
    "hidden": [],
    "left": [],
    "written": false
  }

  emic merge sample-transcripts laptop --format json
  {
    "files": [
      {
        "file": "submissions/T03-disability-ngo-en.txt.co…",
        "outcome": "same",
        "new-codings": 0
      }
    ],
    "new-codings": 0
  }

  emic restore sample-transcripts --list --format json
  {
    "backups": [
      {
        "day": "…",
        "file": "T03-disability-ngo-en.txt.guest.json"
      }
    ],
    "shared": []
  }

  emic recode sample-transcripts --coder coder-a --format json
  {
    "queue": [],
    "count": 0,
    "not-reread": []
  }

  emic codebook show sample-transcripts --format json
  {
    "title": "Politics of services subcontracting to N…",
    "version": 1,
    "codes": [
      {
        "id": "…",
        "path": "regulation",
        "name": {
          "en": "Regulation and entry",
          "zh": "监管与准入"
        },
        "parent": null,
        "family": true,
        "working": false,
        "assignable": false,
        "brief": "Rules on who may exist and act.",
        "definition": "Gathers codes on the legal and administr…",
        "use-when": "",
        "not-when": "",
        "example": "",
        "key": null,
        "color": null,
        "since": 1,
        "revised": null,
        "retired": null,
        "replaced-by": []
      }
    ]
  }

  emic codebook lint sample-transcripts --format json
  {
    "findings": [
      {
        "code": "competition",
        "message": "competition is used once. Look whether i…"
      }
    ]
  }

  emic codebook diff sample-transcripts --from 1 --format json
  {
    "from": 1,
    "to": 1,
    "codes": []
  }

  emic export sample-transcripts --to codings.csv --format json
  {
    "file": "codings.csv",
    "what": "codings",
    "count": 166,
    "replaced": {}
  }

  emic export sample-transcripts --to codebook.csv --format json
  {
    "file": "codebook.csv",
    "what": "codebook",
    "count": 48,
    "replaced": {}
  }

  emic leakcheck codings.csv --format json
  {
    "files": [
      "codings.csv"
    ],
    "found": [],
    "count": 0,
    "unread": []
  }

  emic withdraw sample-transcripts GOV-M2 --dry-run --format json
  {
    "case": "GOV-M2",
    "done": false,
    "transcripts": [
      "T06-migrant-official-zh.txt"
    ],
    "rewritten": [
      {
        "file": "memos.supervisor.json",
        "part": "1 reveal"
      }
    ],
    "removed": [
      ".emic/backup/latest/cases.csv"
    ],
    "remains": [
      "study.yaml names its transcripts in the …"
    ]
  }

  emic cases sample-transcripts T03 --format json
  {
    "cases": [
      {
        "transcript": "T03-disability-ngo-en.txt",
        "case": "NGO-D1",
        "attributes": {
          "sector": "children with disabilities",
          "actor-type": "NGO",
          "level": "district",
          "site": "City A",
          "language": "en",
          "interview-date": "2018-03-14",
          "also-present": "R2 (programme officer, joins at 00:21:40…",
          "conventions": "... pause; — interruption; [inaudible 00…",
          "interviewer": "I (fieldworker 2)",
          "project": "Services subcontracting study (sample co…",
          "recording": "audio, consent written; names and places…",
          "respondent": "R (director, rehabilitation centre)",
          "transcription": "intelligent verbatim; checked against au…"
        }
      }
    ]
  }

  emic memo sample-transcripts T03 --coder guest --text quiet --format json
  {
    "id": "…",
    "at": "…",
    "text": "quiet"
  }

  emic memo sample-transcripts --code trust --coder guest --text persons --format json
  {
    "id": "…",
    "on": "code",
    "code": "trust",
    "case": null,
    "at": "…",
    "text": "persons"
  }

  emic submit sample-transcripts T03 --coder guest --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "coder": "guest",
    "number": 1,
    "blind": true,
    "at": "…",
    "frozen": "submissions/T03-disability-ngo-en.txt.gu…"
  }

  emic reopen sample-transcripts T03 --coder guest --reason again --format json
  {
    "transcript": "T03-disability-ngo-en.txt",
    "coder": "guest",
    "at": "…",
    "reason": "again"
  }

  emic sample sample-transcripts --share 0.5 --seed 7 --format json
  {
    "round": "sample-1",
    "transcripts": [
      "T06-migrant-official-zh.txt"
    ],
    "coders": [
      "coder-a"
    ],
    "seed": 7,
    "strata": [
      {
        "values": {},
        "transcripts": [
          "T03-disability-ngo-en.txt"
        ],
        "drawn": [
          "T06-migrant-official-zh.txt"
        ]
      }
    ]
  }

  emic codebook add sample-transcripts loyalty --name Loyalty --as supervisor --format json
  {
    "version": 2,
    "change": "add",
    "codes": [
      "loyalty"
    ],
    "by": "supervisor",
    "message": "Added loyalty at the top of the book."
  }

  emic codebook rename sample-transcripts trust --name Confidence --as supervisor --format json
  {
    "version": 3,
    "change": "rename",
    "codes": [
      "trust"
    ],
    "by": "supervisor",
    "message": "Renamed trust to Confidence."
  }

  emic codebook redefine sample-transcripts trust --brief Relying. --as supervisor --reason clearer --format json
  {
    "version": 4,
    "change": "redefine",
    "codes": [
      "trust"
    ],
    "by": "supervisor",
    "message": "Redefined trust."
  }

  emic codebook split sample-transcripts trust --into trust-a,trust-b --as supervisor --reason two --format json
  {
    "version": 5,
    "change": "split",
    "codes": [
      "trust"
    ],
    "by": "supervisor",
    "message": "Split trust into trust-a, trust-b; the c…"
  }

  emic codebook retire sample-transcripts competition --as supervisor --reason unused --format json
  {
    "version": 6,
    "change": "retire",
    "codes": [
      "competition"
    ],
    "by": "supervisor",
    "message": "Retired competition: it stays readable a…"
  }

  emic codebook history sample-transcripts --code competition --format json
  {
    "history": [
      {
        "version": 6,
        "at": "…",
        "by": "supervisor",
        "change": "retire",
        "codes": [
          "competition"
        ],
        "reason": "unused",
        "minor": false,
        "takes-back": false,
        "before": {}
      }
    ]
  }

  emic codebook undo sample-transcripts --as supervisor --format json
  {
    "version": 7,
    "change": "revive",
    "codes": [
      "competition"
    ],
    "by": "supervisor",
    "message": "Took back: Retired competition: it stays…"
  }

  emic init other --title Other --format json
  {
    "study": "other",
    "files": [
      "codebook.yaml"
    ]
  }

  emic import codebook.csv --to other --format json
  {
    "study": "other",
    "files": [
      {
        "file": "codebook.csv",
        "state": "imported",
        "format": "csv",
        "encoding": "utf-8",
        "transcripts": [
          {
            "transcript": "codebook-Regulation-and-entry.txt",
            "same-as": null,
            "kind": "document",
            "turns": 3,
            "speakers": [],
            "attributes": {
              "name": "Regulation and entry",
              "name_zh": "监管与准入",
              "assignable": "false",
              "id": "…"
            },
            "times": 0,
            "scalars": 270
          }
        ],
        "left-out": [],
        "warnings": [
          {
            "kind": "note",
            "transcript": null,
            "line": null,
            "message": "Each row became a document: no two colum…"
          }
        ]
      }
    ],
    "counts": {
      "imported": 1,
      "same": 0,
      "failed": 0
    }
  }

  """#
