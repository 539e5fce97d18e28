"""Invented studies of any size, the same for the same seed.

    python3 studies.py NAME FOLDER   writes one of those below, as the measurements do

Texts are English and Chinese by turns, codings stand on whole sentences. Everything is written as emic writes
it; what it takes to do so is no part of what is measured.
"""

import hashlib
import json
import os
import random
import shutil
import sys

ENGLISH = """the to and of a in that was we you they but so like is my for on with have not at this be just
know think people because work when what if would about there do get from all out some then office meeting
form budget staff child street section chief trust project report school city money time month year contract
training volunteer parents hospital afraid proud alone together""".split()
CHINESE = """我们 他们 就是 工作 项目 信任 社区 街道 领导 家长 孩子 时间 经费 台账 报告 评估 合同 培训 学校 医院 觉得 因为
所以 其实 没有 可以 需要 支持 关系 政府 购买 服务 困难 办法 慢慢 后来""".split()
SENTENCES = 4000
# A turn has so many bytes in the mean: an answer five times those of a question.
TURN = 333
CODERS = ("ana", "ben", "cai", "dora", "eva")
TIME = "2027-01-15T08:00:00.000Z"


def write(name, folder):
    """Writes a study of a name like `transcripts-1000`, unless it is there whole.

    - Returns: its folder.
    """
    place = os.path.join(folder, name)
    mark = os.path.join(place, ".whole")
    if not os.path.exists(mark):
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        kind, _, size = name.partition("-")
        KINDS[kind](place, int(size or 0))
        open(mark, "w", encoding="utf-8").close()
    return place


def text(place, kilobytes):
    """One text with 500 codings of its only coder."""
    study(place, 1, 1, 500, kilobytes * 1000, codes=40)


def bare(place, kilobytes):
    """One text that nobody has coded."""
    study(place, 1, 0, 0, kilobytes * 1000, codes=40)


def compared(place, kilobytes):
    """One text of two coders who have submitted 500 codings each."""
    study(place, 1, 2, 500, kilobytes * 1000, codes=40, state="submitted")


def codings(place, count):
    study(place, 1, 1, count, 1_000_000, codes=40)


def coders(place, count):
    study(place, 60, count, 100, 30_000, codes=100, state="submitted")


def transcripts(place, count):
    """Three coders of each: half a million codings on ten thousand transcripts."""
    study(place, count, 3, 17, 5600, codes=40, state="submitted")


def corpus(place, _):
    """Ten thousand sidecars of fifty codings."""
    study(place, 3334, 3, 50, 16_800, codes=40, state="submitted")


def coded(place, _):
    study(place, 200, 2, 100, 30_000, codes=100, state="submitted")


KINDS = {kind.__name__: kind for kind in (text, bare, compared, codings, coders, transcripts, corpus, coded)}


def study(place, transcripts, coders, codings, size, codes, state="draft"):
    draw = random.Random(f"{transcripts} {coders} {codings} {size}")
    pools = [[sentence(draw, words, is_chinese) for _ in range(SENTENCES)]
             for words, is_chinese in ((ENGLISH, False), (CHINESE, True))]
    names = [f"code-{number}" for number in range(codes)]
    write_file(place, "codebook.yaml", "format: emic/codebook\nversion: 1\ntitle: Benchmark\ncodes:\n"
               + "".join(f"  - {{id: {name}, name: {name}, brief: About {name}.}}\n" for name in names))
    write_file(place, "study.yaml", "format: emic/study\nversion: 1\ntitle: Benchmark\n"
               "codebook: codebook.yaml\ncoders:\n"
               + "".join(f"  - {{id: {coder}}}\n" for coder in CODERS[:max(1, coders)])
               + "  - {id: lead, role: supervisor}\ninterviewers: [I]\nunit: turn\n")
    cases = ["transcript,case,sector,level\n"]
    for number in range(transcripts):
        name = f"T{10_000 + number}.txt"
        cases.append(f"{name},case {number // 2},sector {number % 4},level {number % 3}\n")
        text, spans = interview(draw, pools, size)
        write_file(place, name, text)
        for coder in CODERS[:coders]:
            write_file(place, f"{name}.{coder}.json",
                       sidecar(draw, name, text, spans, coder, codings, names, state))
    write_file(place, "cases.csv", "".join(cases))


def write_file(place, name, text):
    with open(os.path.join(place, name), "w", encoding="utf-8", newline="") as file:
        file.write(text)


def sentence(draw, words, is_chinese):
    chosen = draw.choices(words, k=draw.randint(6, 16))
    if is_chinese:
        return "".join(word + ("，" if draw.random() < 0.12 else "") for word in chosen).rstrip("，") + "。"
    return " ".join(word + ("," if draw.random() < 0.12 else "") for word in chosen
                    ).rstrip(",").capitalize() + "."


def interview(draw, pools, size):
    """A text of about so many bytes, and the places of its sentences in characters."""
    parts, spans, place, written, turn = ["Language: mixed\n\n"], [], 17, 17, 0
    while written < size:
        is_chinese = draw.random() < 0.5
        blank = "" if is_chinese else " "
        goal = TURN // 3 if turn % 2 == 0 else TURN * 5 // 3
        line = "I: " if turn % 2 == 0 else "R: "
        length = 0
        while length < goal:
            words = draw.choice(pools[is_chinese])
            start = place + len(line)
            spans.append((start, start + len(words)))
            line += words + blank
            length += len(words) * (3 if is_chinese else 1)
        line = line.rstrip() + "\n\n"
        parts.append(line)
        place += len(line)
        written += length + 5
        turn += 1
    return "".join(parts), spans


def sidecar(draw, name, text, spans, coder, count, codes, state):
    digest = hashlib.sha256(text.encode()).hexdigest()
    chosen = sorted((*draw.choice(spans), draw.choice(codes)) for _ in range(count))
    entries = ",\n".join(coding(draw, text, *one, number) for number, one in enumerate(chosen))
    return (f'{{\n  "format": "emic/sidecar",\n  "version": 1,\n  "coder": "{coder}",\n'
            f'  "transcript": {{\n    "file": "{name}",\n    "sha256": "{digest}",\n'
            f'    "length": {len(text)},\n    "unit": "unicode-scalar"\n  }},\n'
            f'  "status": {{\n    "state": "{state}",\n    "at": "{TIME}",\n    "codebook": 1\n  }},\n'
            f'  "codings": [\n{entries}\n  ]\n}}\n')


def coding(draw, text, start, end, code, number):
    bits = f"{draw.getrandbits(74):019x}"
    quoted = [json.dumps(part, ensure_ascii=False)
              for part in (text[start:end], text[max(0, start - 32):start], text[end:end + 32])]
    memo = ',\n      "memo": "Compare with the first interview."' if number % 7 == 0 else ""
    return (f'    {{\n      "id": "0194683d-9c00-7{bits[:3]}-8{bits[3:6]}-{bits[6:18]}",\n'
            f'      "code": "{code}",\n      "start": {start},\n      "end": {end},\n'
            f'      "quote": {quoted[0]},\n      "before": {quoted[1]},\n      "after": {quoted[2]},\n'
            f'      "codebook": 1,\n      "created": "{TIME}",\n      "modified": "{TIME}"{memo}\n    }}')


if __name__ == "__main__":
    print(write(*sys.argv[1:3]))
