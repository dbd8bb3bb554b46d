"""The time of a search: `python -m benchmarks.search --made-up N`

N articles of made-up words (Zipf's law, always the same) on an empty SQLite file; each kind of
query runs ten times, and the median counts.
"""

import argparse
import random
import statistics
import time

from benchmarks.related import empty_paper, furnish

QUERIES = {
    "a rare word": "s4999",
    "a common word": "w1 ",
    "two common words": "w1 w2 ",
    "a phrase": '"w1 w2"',
    "the beginning of a word": "w12",
    "words of which none has all": "s1 s2 s3 s4 s5 s6 ",
}
TIMES = 10


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--made-up", type=int, metavar="N", default=1000)
    number = parser.parse_args().made_up
    with empty_paper():
        furnish(number, random.Random(1))
        from articles.search.finding import find
        from articles.search.query import Query

        print(f"{number:,} articles")
        for name, words in QUERIES.items():
            spent = []
            for _ in range(TIMES):
                begun = time.perf_counter()
                results = find(Query.parse(words, "en"))
                spent.append(time.perf_counter() - begun)
            print(f"{1000 * statistics.median(spent):8.1f} ms  {name}: {results.number} found")


if __name__ == "__main__":
    main()
