"""What is measured, and what beside it: found, built or installed when it is asked for."""

import functools
import importlib.util
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = os.path.join(HERE, ".build", "python", "bin", "python3")
# What is imported, and what it is called on PyPI.
PACKAGES = {"orjson": "orjson", "krippendorff": "krippendorff", "qualitative_coding": "qualitative-coding"}


@functools.cache
def emic():
    if os.environ.get("EMIC"):
        return os.path.abspath(os.environ["EMIC"])
    swift("build", "-c", "release", "--static-swift-stdlib", "--disable-local-rpath", "--product", "emic",
          "--package-path", os.path.dirname(HERE))
    return os.path.join(os.path.dirname(HERE), ".build", "release", "emic")


@functools.cache
def inside():
    """The program that measures within emic's libraries."""
    if os.environ.get("EMIC_BENCHMARKS"):
        return os.path.abspath(os.environ["EMIC_BENCHMARKS"])
    swift("build", "-c", "release", "--package-path", HERE)
    return os.path.join(HERE, ".build", "release", "EmicBenchmarks")


def swift(*arguments):
    subprocess.run(["swift", *arguments], check=True, stdout=sys.stderr)


@functools.cache
def program(name, package):
    """A yardstick's path; None where it is not there and can't be installed."""
    if not shutil.which(name):
        install(package)
    return shutil.which(name)


@functools.cache
def python(module):
    """A Python that has a package, in a virtual environment of its own; None where it can't be had."""
    if not os.path.exists(PYTHON):
        if not importlib.util.find_spec("ensurepip"):
            install("python3-venv")
        subprocess.run([sys.executable, "-m", "venv", os.path.dirname(os.path.dirname(PYTHON))],
                       stdout=sys.stderr)
    for attempt in ("look", "install"):
        if attempt == "install":
            subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", PACKAGES[module]],
                           stdout=sys.stderr)
        if subprocess.run([PYTHON, "-c", f"import {module}"], capture_output=True,
                          env={**os.environ, "PYTHONBREAKPOINT": "0"}).returncode == 0:
            return PYTHON
    return None


def install(package):
    sudo = [shutil.which("sudo")] if shutil.which("sudo") else []
    for words in (["update"], ["install", "-y", package]):
        if shutil.which("apt-get"):
            subprocess.run([*sudo, "apt-get", *words], stdout=subprocess.DEVNULL,
                           env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
