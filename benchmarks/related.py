"""Quality and cost of related posts: `python -m benchmarks.related FILE.jsonl [--made-up N]`

A record of FILE has `slug, date, title, tags, summary, body, links`; the links (slugs) are the
editors' answer: they are taken out of the texts, and recall@k is the part of all links whose target
is among the first k related posts of the linking article. All articles are known; a link to an
unknown article or to itself does not count. The real code runs, on an empty SQLite file.

With `--made-up N`, N articles of made-up words (Zipf's law, always the same) are created first, and
the time is taken for fifty more: the cost of adding one to an archive of N.
"""

import argparse
import html
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

DEPTHS = (3, 5, 10)
ADDED = 50  # articles whose time is taken
A_LOT = 2000  # rows written at once
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s.*$", re.M)
TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]")
TEMPLATE = re.compile(r"\{[%{].*?[%}]\}", re.S)
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"https?://\S+|\b/\d{4}/\d{2}/\S+")


def without_links(text) -> str:
    """Return `text` (Markdown or HTML) without the targets of its links."""
    text = str(text or "")
    for pattern, put in ((REFERENCE, " "), (TARGET, "] "), (TEMPLATE, " "), (TAG, " ")):
        text = pattern.sub(put, text)
    return html.unescape(ADDRESS.sub(" ", text))


@contextmanager
def empty_paper():
    """Set up Django on an empty SQLite file, which is deleted at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"NEWSROOM_DATA": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", "-v0")
        yield


def moment(text) -> datetime:
    """Return the date of a record; a very early one if it is invalid."""
    match = re.match(r"\d{4}-\d{2}-\d{2}", str(text or ""))
    try:
        return datetime.fromisoformat(match[0]).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return datetime(2000, 1, 1, tzinfo=UTC)


def add(record):
    """Publish the article of a record, without related posts."""
    from articles.models import Article, Topic

    body = html.escape(without_links(record.get("body")))
    article = Article(
        headline=str(record.get("title") or record["slug"])[:200],
        lead=without_links(record.get("summary")),
        body="".join(f"<p>{part}</p>" for part in body.split("\n\n")),
        published_at=moment(record.get("date")),
    )
    article.take_free_slug()
    article.save()
    names = {str(tag)[:120].strip() for tag in record.get("tags") or []} - {""}
    article.topics.set([Topic.objects.get_or_create(name=name)[0] for name in sorted(names)])
    return article


def recall(records, articles) -> dict[int, float]:
    """Return, for each depth, the part of the links found among so many related posts."""
    hits, number = dict.fromkeys(DEPTHS, 0), 0
    for record in records:
        article = articles[record["slug"]]
        names = {pk: slug for slug, pk in ((s, a.pk) for s, a in articles.items())}
        shown = [names[pk] for pk in article.relations.values_list("other", flat=True)]
        for target in set(record.get("links") or []) & articles.keys() - {record["slug"]}:
            number += 1
            for depth in DEPTHS:
                hits[depth] += target in shown[:depth]
    print(f"{number} links between {len(articles)} articles")
    return {depth: hits[depth] / max(number, 1) for depth in DEPTHS}


def read(path: Path) -> list[dict]:
    records = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    return list({record["slug"]: record for record in records}.values())


def quality(path: Path):
    from articles import follow_ups

    records = sorted(read(path), key=lambda record: (moment(record.get("date")), record["slug"]))
    articles, spent = {}, 0.0
    for record in records:
        before = time.perf_counter()
        articles[record["slug"]] = article = add(record)
        follow_ups.relate(article.pk)
        spent += time.perf_counter() - before
    follow_ups.relate_all()
    for depth, part in recall(records, articles).items():
        print(f"recall@{depth:<3} {part:.3f}")
    print(
        f"{1000 * spent / max(len(records), 1):.1f} ms for each added article, with its neighbours"
    )


# -- an archive of made-up words


def made_up(number: int, chance: random.Random) -> dict:
    """Return a record of some 200 words out of 100,000, the n-th as often as 1/n."""
    words = [f"w{int(100_000 ** chance.random())}" for _ in range(200)]
    subject = [f"s{chance.randrange(5000)}" for _ in range(4)]
    return {
        "slug": f"made-up-{number}",
        "date": str((datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=2 * number)).date()),
        "title": " ".join([*subject[:2], *words[:4]]),
        "summary": " ".join([*subject, *words[4:20]]),
        "body": " ".join([*subject * 2, *words[20:]]),
        "tags": [f"Topic {chance.randrange(40)}", f"Topic {chance.randrange(40)}"],
        "links": [],
    }


def furnish(number: int, chance: random.Random):
    """Insert `number` made-up articles in bulk, with their index."""
    from articles.models import Article, Keyword, SearchText, Term, Topic
    from articles.related import keywords, vocabulary

    topics = [Topic.objects.create(name=f"Topic {place}") for place in range(40)]
    counted, texts = Counter(), []
    for start in range(0, number, A_LOT):
        records = [made_up(place, chance) for place in range(start, min(start + A_LOT, number))]
        articles = Article.objects.bulk_create(
            Article(
                headline=record["title"],
                slug=record["slug"],
                published_at=moment(record["date"]),
                filed=moment(record["date"]).date().replace(day=1),
            )
            for record in records
        )
        through = Article.topics.through
        through.objects.bulk_create(
            [
                through(article=article, topic=topics[int(tag.split()[1])])
                for article, record in zip(articles, records, strict=True)
                for tag in set(record["tags"])
            ]
        )
        lot = [
            SearchText(article=a, headline=r["title"], lead=r["summary"], body=r["body"])
            for a, r in zip(articles, records, strict=True)
        ]
        SearchText.objects.bulk_create(lot)
        texts += [text.article_id for text in lot]
        for text in lot:
            counted.update(set(f"{text.headline} {text.lead} {text.body}".split()))
    counted[vocabulary.ALL] = number
    Term.objects.bulk_create(
        (Term(stem=stem, number=times) for stem, times in counted.items()), batch_size=A_LOT
    )

    def known(_words):
        return lambda word: vocabulary.rarity(counted[word], number)

    for start in range(0, number, A_LOT):
        lot = SearchText.objects.filter(article__in=texts[start : start + A_LOT])
        Keyword.objects.bulk_create(
            [
                Keyword(article_id=text.article_id, word=word, weight=weight)
                for text in lot
                for word, weight in keywords.keyword_weights(text, known).items()
            ]
        )


def cost(number: int):
    from articles import follow_ups
    from articles.models import Article, Keyword

    chance, begun = random.Random(1), time.perf_counter()
    furnish(number, chance)
    print(
        f"{Article.objects.count():,} made-up articles, {Keyword.objects.count():,} keywords, "
        f"made in {time.perf_counter() - begun:.0f} s"
    )
    spent = {"publishing": 0.0, "its list": 0.0, "its neighbours' lists": 0.0}
    for place in range(number, number + ADDED):
        record = made_up(place, chance)
        begun = time.perf_counter()
        article = add(record)
        published = time.perf_counter()
        follow_ups.keywords.learn(article)
        follow_ups.lists.refresh(article)
        listed = time.perf_counter()
        follow_ups.relate(article.pk)
        spent["publishing"] += published - begun
        spent["its list"] += listed - published
        spent["its neighbours' lists"] += time.perf_counter() - listed
    for label, seconds in spent.items():
        print(f"{1000 * seconds / ADDED:8.1f} ms for each added article: {label}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--made-up", type=int, metavar="N")
    asked = parser.parse_args()
    if not asked.file and not asked.made_up:
        parser.error("name a file, or --made-up N")
    with empty_paper():
        if asked.file:
            quality(asked.file)
        if asked.made_up:
            cost(asked.made_up)


if __name__ == "__main__":
    sys.exit(main())
