"""Bytes made up by libFuzzer, for every reader of files that somebody else may have made.

libFuzzer begins with good files, watches which branches of emic a file takes, and changes what
finds new ones; C and Swift are built with the address sanitizer. What must hold stands in
`Tests/ReaderLaws`. A file for which it does not is kept under `.build-fuzz/found`.
"""

import glob
import os
import re
import subprocess
import sys
import zipfile

from study import REPOSITORY, study_of

SECONDS = 20
SCRATCH = os.path.join(REPOSITORY, ".build-fuzz")
FIXTURES = os.path.join(REPOSITORY, "Tests", "EmicKitTests", "Fixtures")
# Longer files cost time and find little more.
LONGEST = 16384
# Where a reader's good files come from: paths below the study, the fixtures; members of archives.
SEEDS = {
    "sidecar": ["study:*.json", "fixtures:sidecars/*.json"],
    "codebook": ["book:*.yaml"], "study": ["study:study.yaml"], "cases": ["study:cases.csv"],
    "memos": ["study:memos.*.json"], "proposals": ["study:proposals/*.yaml"], "framework": ["study:framework.yaml"],
    "txt": ["study:*.txt", "fixtures:imports/txt/*", "fixtures:imports/timed/*.txt"],
    "rtf": ["fixtures:imports/office/*.rtf"], "vtt": ["fixtures:imports/timed/*.vtt"],
    "srt": ["fixtures:imports/timed/*.srt"], "json": ["fixtures:imports/timed/*.json"],
    "otr": ["fixtures:imports/timed/*.otr"], "eaf": ["fixtures:imports/timed/*.eaf"],
    "cha": ["fixtures:imports/timed/*.cha"], "csv": ["study:cases.csv"],
    "docx": ["fixtures:imports/office/*.docx!word/document.xml"],
    "odt": ["fixtures:imports/office/*.odt!content.xml"],
    "qdpx": ["fixtures:refi-qda/*.qdpx!project.qde"],
    "archive": ["fixtures:imports/office/*.docx", "fixtures:refi-qda/*.qdpx", "fixtures:nasty/*.docx"],
}


def prove(proof):
    program = build()
    folders = {"fixtures": FIXTURES, **worked_on(proof)}
    for reader, sources in SEEDS.items():
        corpus = os.path.join(proof.place, "corpus", reader)
        os.makedirs(corpus)
        seeds = list(good_files([*sources, f"fixtures:fuzzed/{reader}-*"], folders))
        if not seeds:
            raise SystemExit(f"no good file for the reader {reader}: {sources}")
        for number, content in enumerate(seeds):
            with open(os.path.join(corpus, f"seed-{number}"), "wb") as file:
                file.write(content)
        proof.count("good files", len(seeds))
        fuzz(proof, program, reader, corpus)


def build():
    """The readers with libFuzzer, which the toolchain has for swiftc, too."""
    resources = subprocess.run(["swiftc", "-print-target-info"], check=True, capture_output=True, text=True).stdout
    folder = re.search(r'"runtimeResourcePath"\s*:\s*"([^"]+)"', resources)[1]
    found = glob.glob(os.path.join(folder, "clang", "lib", "linux", "libclang_rt.fuzzer_no_main-*.a"))
    if not found:
        raise SystemExit("this Swift has no libFuzzer (libclang_rt.fuzzer_no_main)")
    flags = ["-Xswiftc", "-Xfrontend", "-Xswiftc", "-sanitize=fuzzer", "-Xlinker", found[0]]
    subprocess.run(["swift", "build", "-c", "release", "--product", "Fuzzing", "--sanitize", "address",
                    "--package-path", REPOSITORY, "--scratch-path", SCRATCH, *flags],
                   check=True, stdout=sys.stderr, env={**os.environ, "EMIC_FUZZING": "1"})
    return os.path.join(SCRATCH, "release", "Fuzzing")


def worked_on(proof):
    """A copy of the sample study in which every kind of file lies."""
    folder = proof.new_study("seeds")
    study = study_of(folder)
    guest = ["--coder", "guest"]
    proof.must("code", study, "T04", *guest, "--at", "20.1", "--new", "Face")
    proof.must("memo", study, *guest, "--on-study", "--text", "On the whole: 信任。")
    proof.must("framework", study, *guest, "--set", "NGO-D1", "--code", "trust", "--summary", "Persons only.")
    return {"study": study, "book": os.path.join(folder, "codebooks")}


def good_files(sources, folders):
    for source in sources:
        where, _, rest = source.partition(":")
        pattern, _, member = rest.partition("!")
        for path in sorted(glob.glob(os.path.join(folders[where], pattern))):
            if member:
                with zipfile.ZipFile(path) as archive:
                    if member in archive.namelist():
                        yield archive.read(member)
            else:
                with open(path, "rb") as file:
                    yield file.read()


def fuzz(proof, program, reader, corpus):
    found = os.path.join(SCRATCH, "found", "")
    os.makedirs(found, exist_ok=True)
    seconds = SECONDS * proof.rounds
    answer = subprocess.run(
        [program, corpus, f"-max_total_time={seconds}", f"-seed={proof.seed}", f"-artifact_prefix={found}{reader}-",
         f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=4096", "-print_final_stats=1", "-verbosity=1"],
        env={**proof.environment, "EMIC_READER": reader, "ASAN_OPTIONS": "detect_leaks=0",
             "SWIFT_BACKTRACE": "enable=no"},
        stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds * 2 + 120)
    said = answer.stderr.decode(errors="replace")
    tried = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
    proof.count("files tried", int(tried[1]) if tried else 0)
    proof.count("branches taken", max((int(n) for n in re.findall(r"cov: (\d+)", said)), default=0))
    proof.count("readers")
    if answer.returncode:
        words = [line for line in said.splitlines() if "Fatal error" in line or "ERROR" in line]
        kept = re.search(r"written to (\S+)", said)
        proof.fail(f"{reader}: {'; '.join(words[:2])} ({kept[1] if kept else 'nothing kept'})")
