"""The recall of the spam filter: `python -m benchmarks.spam --train FILE --test FILE`

Files are CSV with CONTENT and CLASS (and AUTHOR), lines of `label<TAB>text`, or JSON lines with
`text` and `spam`; each option may be given several times. The examples are learned like moderators'
decisions, in the order of the files. Without --test, the filter learns the first examples (300
decisions, or --first N) and is tested on the rest.

Printed are the recall at 1 % and at 5 % of false positives, and the result of the paper's own
threshold, computed from the scores of good comments before their decisions.
"""

import argparse
import csv
import json
import random
from pathlib import Path
from typing import NamedTuple

from comments.spam import features, threshold, weighing
from comments.spam.weighing import Seen


class Example(NamedTuple):
    text: str
    name: str
    is_spam: bool


def read(path: Path) -> list[Example]:
    """Return the examples of a file in any of the formats."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            return [Example(row["CONTENT"], row.get("AUTHOR", ""), row["CLASS"].strip() == "1")
                    for row in rows]  # fmt: skip
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        return [
            Example(row["text"], row.get("name", ""), bool(row["spam"]))
            for row in map(json.loads, filter(str.strip, lines))
        ]
    pairs = [line.partition("\t") for line in lines if "\t" in line]
    return [Example(text, "", label.strip() in ("spam", "1")) for label, _tab, text in pairs]


class Memory:
    """The filter's memory, in a dictionary instead of the database."""

    def __init__(self):
        self.seen: dict[str, Seen] = {}
        self.good_scores: list[float] = []

    def score(self, example) -> float:
        names = features.of(example.text, example.name)
        return weighing.score(weighing.parts(names, self.seen))

    def learn(self, example):
        """Learn an example after scoring it, as the site does with a comment."""
        if not example.is_spam:
            self.good_scores.append(self.score(example))
        names = features.of(example.text, example.name)
        for name, number in features.counted(names).items():
            spam, good = self.seen.get(name, (0, 0))
            more = (number, 0) if example.is_spam else (0, number)
            self.seen[name] = Seen(spam + more[0], good + more[1])


def recall_at(share, scores) -> float:
    """Return the recall at the threshold that `share` of the good comments exceed."""
    good = sorted((score for score, is_spam in scores if not is_spam), reverse=True)
    spam = [score for score, is_spam in scores if is_spam]
    limit = good[int(len(good) * share)]
    return sum(score > limit for score in spam) / len(spam)


def report(memory, tested):
    scores = [(memory.score(example), example.is_spam) for example in tested]
    for share in (0.01, 0.05):
        print(f"{recall_at(share, scores):8.1%}  recall at {share:.0%} of false positives")
    limit = threshold.threshold(memory.good_scores)
    for is_spam, group in ((True, "of the spam"), (False, "of the good comments")):
        those = [score for score, kind in scores if kind == is_spam]
        held = sum(score > limit for score in those)
        print(f"{held / len(those):8.1%}  {group} held by the threshold {limit:.2f} ({len(those)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, action="append", required=True, metavar="FILE")
    parser.add_argument("--test", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--first", type=int, default=300, metavar="N")
    asked = parser.parse_args()
    learned = [example for path in asked.train for example in read(path)]
    tested = [example for path in asked.test for example in read(path)]
    if not tested:
        random.Random(1).shuffle(learned)
        learned, tested = learned[: asked.first], learned[asked.first :]
    memory = Memory()
    for example in learned:
        memory.learn(example)
    print(f"{len(learned):,} learned, {len(tested):,} tested")
    report(memory, tested)


if __name__ == "__main__":
    main()
