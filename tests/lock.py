"""The locks pin everything that pyproject.toml asks for, with hashes and without an address."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.M)


def pins(name):
    return {canonicalize_name(pin): version for pin, version in PIN.findall(lock(name))}


def lock(name):
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def faults():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"]
    developing = wanted + project["dependency-groups"]["dev"]
    many = wanted + project["project"]["optional-dependencies"]["many"]
    for name, requirements in (("base", wanted), ("many", many), ("dev", developing)):
        pinned = pins(name)
        for requirement in map(Requirement, requirements):
            version = pinned.get(canonicalize_name(requirement.name))
            if not version or not requirement.specifier.contains(version):
                yield f"{name}.txt has {version} for {requirement}: make lock"
        if re.search(r"://|--index-url|--find-links", lock(name)):
            yield f"{name}.txt names an address"
        entries = re.split(r"\n(?=\S)", lock(name))
        for entry in entries:
            if PIN.match(entry) and "--hash=sha256:" not in entry:
                yield f"{name}.txt has no hash for {entry.split()[0]}"
    for smaller, larger in (("base", "many"), ("many", "dev")):
        for package, version in pins(smaller).items():
            if pins(larger).get(package) != version:
                yield f"{package} differs between {smaller}.txt and {larger}.txt: make lock"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "The lock is whole.")
    sys.exit(bool(found))
