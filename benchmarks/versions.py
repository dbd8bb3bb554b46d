"""How long the nightly purge takes over a large history: `python -m benchmarks.versions`.

Puts articles with a history of a year into an empty paper, purges it as the nightly work does, and
prints the seconds, the longest transaction, and how many of each kind are left. With DATABASE_URL
it runs on that PostgreSQL server. Everything stays on this machine.
"""

import argparse
import tempfile
from pathlib import Path

from tests.site import Site

WRITE = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, Version, Why
now = timezone.now()
articles = Article.objects.bulk_create(
    Article(headline=f"A {{number}}", slug=f"a-{{number}}", body="<p>Boats.</p>",
            published_at=now if number % 2 else None, feed_id=f"urn:x:{{number}}")
    for number in range({articles})
)
whys = [Why.PUBLISHED] + [Why.SAVED] * 8 + [Why.TAKEN]
each = {versions} // {articles}
for article in articles:
    Version.objects.bulk_create(
        Version(article=article, number=number + 1, content={{"body": "<p>Boats.</p>" * 200}},
                digest=f"{{article.pk}}.{{number}}", why=whys[number % 10],
                saved_at=now - timedelta(days=365 - 300 * number / each))
        for number in range(each)
    )
"""
PURGE = """
import time
from collections import Counter
from django.db import connection
from articles.models import Version
from comments.follow_ups import purge
longest = 0
def watch(execute, sql, *query):
    global longest
    begun = time.monotonic()
    result = execute(sql, *query)
    longest = max(longest, time.monotonic() - begun)
    return result
before, begun = Version.objects.count(), time.monotonic()
with connection.execute_wrapper(watch):
    purge()
left = Counter(Version.objects.values_list("why", flat=True))
print(f"{before} versions, {before - left.total()} purged in {time.monotonic() - begun:.1f} s,")
print(f"the longest statement took {1000 * longest:.0f} ms; left: {dict(left)}")
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=10_000)
    arguments.add_argument("--versions", type=int, default=100_000)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, Site(Path(folder)) as site:
        site.manage("migrate", "-v0")
        site.python(WRITE.format(articles=options.articles, versions=options.versions))
        print(site.python(PURGE))


if __name__ == "__main__":
    main()
