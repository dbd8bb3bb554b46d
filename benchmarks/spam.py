"""The recall of the spam filter: `python -m benchmarks.spam --train FILE --test FILE`

Files are CSV with CONTENT and CLASS (and AUTHOR), lines of `label<TAB>text`, or JSON lines with
`text` and `spam`; each option may be given several times. The examples are learned like decisions
of moderators. Printed are the recall at 1 % and at 5 % of false positives, and the result of the
filter's own threshold, which it finds from the learned comments, each scored without itself.

Without --test, the filter learns the first examples (300 decisions, or --first N) with 3, 10 and
50 % of spam and is tested on the rest, with five shuffles of each; a table is printed.

With --ordinary FILE (texts between lines of `%`), several times, it is printed how much of each
file is held by who learned the examples, and how much of the good examples is held by who learned
that file as good and their spam: a language is no sign of spam.
"""

import argparse
import csv
import json
import math
import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comments.spam import features, held_back, threshold, weighing
from comments.spam.weighing import Seen

SHARES = (0.03, 0.1, 0.5)
SEEDS = 5
MINORITIES = (0, 2, 8, 30)  # good comments in the language of the spam


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

    def __init__(self, examples=()):
        self.seen: dict[str, Seen] = {}
        self.learned: list[tuple[set[str], bool]] = []
        for example in examples:
            self.learn(example)

    def score(self, example) -> float:
        return weighing.score(weighing.parts(features_of(example), self.seen))

    def learn(self, example):
        names = features_of(example)
        self.learned.append((names, example.is_spam))
        for name, number in features.counted(names).items():
            spam, good = self.seen.get(name, (0, 0))
            more = (number, 0) if example.is_spam else (0, number)
            self.seen[name] = Seen(spam + more[0], good + more[1])

    def limit(self) -> float:
        """Return the threshold; infinite if too little was learned."""
        if not threshold.is_enough(self.seen[features.ALL_COMMENTS]):
            return math.inf
        good = (names for names, is_spam in self.learned if not is_spam)
        return threshold.threshold(held_back.score(names, False, self.seen) for names in good)

    def held(self, examples) -> float:
        """Return the part of `examples` that it holds."""
        limit = self.limit()
        return sum(self.score(example) > limit for example in examples) / max(len(examples), 1)


@cache
def features_of(example) -> set[str]:
    return features.of(example.text, example.name)


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
    limit = memory.limit()
    for is_spam, group in ((True, "of the spam"), (False, "of the good comments")):
        those = [score for score, kind in scores if kind == is_spam]
        held = sum(score > limit for score in those)
        print(f"{held / len(those):8.1%}  {group} held by the threshold {limit:.2f} ({len(those)})")


def split(examples, seed) -> tuple[list[Example], list[Example]]:
    """Return the good and the spam, both shuffled."""
    chance = random.Random(seed)
    good = [example for example in examples if not example.is_spam]
    spam = [example for example in examples if example.is_spam]
    chance.shuffle(good)
    chance.shuffle(spam)
    return good, spam


def shares(examples, first):
    """Print what is held by filters that learned `first` examples, with more and less spam."""
    print(f"{first} learned, of them spam; caught, and good comments held: mean (worst of {SEEDS})")
    for share in SHARES:
        caught, wrong, number = [], [], round(first * share)
        for seed in range(SEEDS):
            good, spam = split(examples, seed)
            memory = Memory([*good[: first - number], *spam[:number]])
            caught.append(memory.held(spam[number:]))
            wrong.append(memory.held(good[first - number :]))
        print(
            f"{share:5.0%} {sum(caught) / SEEDS:8.1%} ({min(caught):.1%}) "
            f"{sum(wrong) / SEEDS:8.2%} ({max(wrong):.2%})"
        )


def languages(examples, ordinary: dict[str, list[Example]]):
    good, spam = split(examples, 1)
    memory = Memory([*good[:270], *spam[:30]])
    print(f"learned the examples: {memory.held(spam[30:]):.1%} of their spam held; of")
    for name, texts in ordinary.items():
        print(f"    {name:16} {memory.held(texts):6.1%}")
    print("learned as good 250 texts of the file and some good examples, and 40 of their spam:")
    print(f"good examples   {''.join(f'{number:>9}' for number in MINORITIES)}; held of the others")
    for name, texts in ordinary.items():
        held = [
            Memory([*texts[:250], *good[:number], *spam[:40]]).held(good[number:])
            for number in MINORITIES
        ]
        print(f"    {name:12}{''.join(f'{part:9.1%}' for part in held)}")
    print("learned good examples, and 40 texts of the file as spam; held of its other texts:")
    for name, texts in ordinary.items():
        as_spam = [text._replace(is_spam=True) for text in texts[:40]]
        print(f"    {name:16} {Memory([*good[:250], *as_spam]).held(texts[40:]):6.1%}")


def read_ordinary(path) -> list[Example]:
    texts = {" ".join(text.split()) for text in path.read_text().split("\n%\n")}
    some = sorted(text for text in texts if 15 < len(text) < 600)
    random.Random(1).shuffle(some)
    return [Example(text, "", False) for text in some[:400]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, action="append", required=True, metavar="FILE")
    parser.add_argument("--test", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--ordinary", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--first", type=int, default=300, metavar="N")
    asked = parser.parse_args()
    learned = [example for path in asked.train for example in read(path)]
    tested = [example for path in asked.test for example in read(path)]
    if asked.ordinary:
        languages(learned, {path.name: read_ordinary(path) for path in asked.ordinary})
    elif tested:
        print(f"{len(learned):,} learned, {len(tested):,} tested")
        report(Memory(learned), tested)
    else:
        shares(learned, asked.first)


if __name__ == "__main__":
    main()
