"""The number of words that related posts keep: `python -m benchmarks.keywords FILE…`

Of each corpus, recall@5 and recall@10 are printed for plain TF-IDF over all words, for several
numbers of words and for several parts of a vector's squared length, by words alone: no topics, no
dates, no links. `articles/related/keywords.py` has what was chosen.

FILE is of JSON lines as benchmarks/related.py reads them, a WordPress export (the links between its
posts are the answer), or CSV with `text`: then each text is cut into its odd and its even
sentences, and the halves are to find each other.
"""

import argparse
import csv
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from benchmarks.related import empty_paper, read, without_links

DEPTHS = (5, 10)
NUMBERS = (20, 40, 80, 160, 320)
PARTS = (0.8, 0.9, 0.95, 0.98, 0.99)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
HREF = re.compile(r'href="(/[^/"#][^"#]*)')  # the reader leaves links of the blog without a host


class Document(NamedTuple):
    key: str
    text: SimpleNamespace  # like a SearchText
    links: set[str]


def document(key, headline, lead, body, links) -> Document:
    from articles.stems import stems
    from newsroom.text.no_words import without_addresses

    def words(text):
        return " ".join(stems(without_addresses(without_links(text)), "en"))

    text = SimpleNamespace(headline=words(headline), lead=words(lead), body=words(body))
    return Document(key, text, set(links) - {key})


def documents(path: Path) -> list[Document]:
    return {".jsonl": of_lines, ".csv": of_halves, ".xml": of_wordpress}[path.suffix](path)


def of_lines(path) -> list[Document]:
    return [
        document(r["slug"], r.get("title") or r["slug"], r.get("summary"), r["body"], r["links"])
        for r in read(path)
    ]


def of_halves(path) -> list[Document]:
    csv.field_size_limit(sys.maxsize)
    with path.open(newline="") as file:
        texts = [SENTENCE.split(row["text"]) for row in csv.DictReader(file)]
    return [
        document(f"{at} {half}", "", "", " ".join(text[half::2]), {f"{at} {1 - half}"})
        for at, text in enumerate(texts)
        for half in (0, 1)
    ]


def of_wordpress(path) -> list[Document]:
    from articles.old_addresses import normal
    from newsroom.importing import wordpress
    from newsroom.importing.records import ArticleRecord

    with path.open("rb") as file:
        records = [each for each in wordpress.read(file) if isinstance(each, ArticleRecord)]
    keys = {normal(address): record.source for record in records for address in record.addresses}
    return [
        document(
            record.source,
            record.headline,
            record.lead,
            record.body,
            {keys[normal(link)] for link in HREF.findall(record.body) if normal(link) in keys},
        )
        for record in records
    ]


def plain(text) -> Counter:
    return Counter(f"{text.headline} {text.lead} {text.body}".split())


def recall(documents, vectors) -> list[float]:
    """Return, for each depth, the part of the links found among so many nearest documents."""
    having, hits, number = defaultdict(list), Counter(), 0
    for place, vector in enumerate(vectors):
        for word, weight in vector.items():
            having[word].append((place, weight))
    places = {each.key: place for place, each in enumerate(documents)}
    for place, each in enumerate(documents):
        scores: Counter[int] = Counter()
        for word, weight in vectors[place].items():
            for other, theirs in having[word]:
                scores[other] += weight * theirs
        del scores[place]
        nearest = [other for other, _score in scores.most_common(max(DEPTHS))]
        wanted = {places[link] for link in each.links & places.keys()}
        number += len(wanted)
        for depth in DEPTHS:
            hits[depth] += len(wanted.intersection(nearest[:depth]))
    return [hits[depth] / max(number, 1) for depth in DEPTHS]


def of_length_one(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1
    return {word: weight / length for word, weight in weights.items()}


def ways(documents) -> dict[str, Callable]:
    """Return functions from a text to its vector, by their names."""
    from articles.related import keywords, vocabulary

    texts = len(documents)
    known = Counter(word for each in documents for word in set(plain(each.text)))

    def rarities(_words):
        return lambda word: vocabulary.rarity(known[word], texts)

    def all_words(text):
        return of_length_one(
            {
                word: number * (math.log((1 + texts) / (1 + known[word])) + 1)
                for word, number in plain(text).items()
            }
        )

    def best(number):
        return lambda text: of_length_one(
            dict(Counter(keywords.all_weights(text, rarities)).most_common(number))
        )

    def part(telling):
        def vector(text):
            keywords.TELLING = telling
            return keywords.keyword_weights(text, rarities)

        return vector

    return {
        "plain TF-IDF": all_words,
        **{f"{number} words": best(number) for number in NUMBERS},
        **{f"{telling:.0%} of the length": part(telling) for telling in PARTS},
        "all words": best(None),
    }


def table(path: Path):
    found = documents(path)
    sizes = sorted(len(plain(each.text)) for each in found)
    print(
        f"{path.name}: {len(found)} texts, half of them with more than {sizes[len(sizes) // 2]} "
        f"different words, the longest with {sizes[-1]}"
    )
    for name, vector_of in ways(found).items():
        vectors = [vector_of(each.text) for each in found]
        figures = "".join(f"{part:8.3f}" for part in recall(found, vectors))
        print(f"{name:22}{figures}{sum(map(len, vectors)) / len(found):8.0f} words")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    with empty_paper():
        for path in parser.parse_args().files:
            table(path)


if __name__ == "__main__":
    sys.exit(main())
