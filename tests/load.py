"""Readers and commenters at an even pace, who count what they do not get."""

import collections
import itertools
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

HOST = "news.example.org"
THREADS = 8  # of readers
KEPT = {"HIT", "STALE", "UPDATING", "REVALIDATED"}  # by nginx
PATIENCE = 60  # seconds that somebody waits for an answer

FORMS = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article
from comments.tokens import form_keys
from newsroom.models import Masthead
Masthead.objects.update(comments_per_hour=30_000, flood_after=30_000)
article = Article.objects.published().stories().newest_first()[0]
print(article.get_absolute_url())
for number in range({number}):
    print(form_keys.issue(article, timezone.now() - timedelta(seconds=30)))
"""
STORED = """
from comments.models import Comment
for text in Comment.objects.filter(text__startswith="Mark ").values_list("text", flat=True):
    print(text)
"""


class Load:
    """A `with` reads `addresses` so often a second, and sends a comment with each of `keys`.

    Afterwards `failures` counts what was no page and no acknowledgement, by what came instead, and
    `acknowledged` has the texts that were taken. `site` is the Site behind the `door`.
    """

    def __init__(self, site, door, addresses, reads, posts=0, comments=1000):
        self.site, self.door = site, door
        self.addresses, self.reads, self.posts = addresses, reads, posts
        self.failures: collections.Counter = collections.Counter()
        self.answers = 0
        self.slowest = 0.0  # seconds
        self.acknowledged: list[str] = []
        # When the last request that succeeded began; of pages only those that nginx does not keep.
        self.last_good = {"GET": 0.0, "POST": 0.0}
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.article, *keys = site.python(FORMS.format(number=comments if posts else 1)).split()
        self.keys = iter(keys)

    def __enter__(self):
        turns = itertools.cycle(self.addresses)
        self.threads = [
            threading.Thread(target=self._evenly, args=[self.reads / THREADS, self._read, turns])
            for _ in range(THREADS)
        ]
        if self.posts:
            self.threads += [
                threading.Thread(target=self._evenly, args=[self.posts / 4, self._post, number])
                for number in range(4)
            ]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def good_since(self, moment, patience=120) -> tuple[float, float]:
        """Wait until a page and a comment were answered after `moment`; return the seconds."""
        taken = []
        for method in ("GET", "POST"):
            until = moment + patience
            while self.last_good[method] < moment and time.monotonic() < until:
                time.sleep(0.02)
            taken.append(max(0.0, self.last_good[method] - moment))
        return taken[0], taken[1]

    def lost(self) -> set[str]:
        """Return the acknowledged texts that are not in the database."""
        return set(self.acknowledged) - set(self.site.python(STORED).splitlines())

    def _evenly(self, rate, act, *words):
        for number in itertools.count():
            begun = time.monotonic()
            act(number, *words)
            if self.over.wait(max(0, begun + 1 / rate - time.monotonic())):
                return

    def _read(self, number, turns):
        with self.lock:
            address = next(turns)
        self._ask("GET", address, address.partition("?")[0], 200)

    def _post(self, number, poster):
        with self.lock:
            key = next(self.keys)
        text = f"Mark {key[-12:]}: I walked past it this morning, and there was nobody."
        fields = {"name": "Ravi Menon", "email": "", "text": text, "key": key}
        source = f"127.{10 + poster}.{number // 250 % 250}.{1 + number % 250}"
        if self._ask("POST", f"{self.article}comment/", "comment", 303, urlencode(fields), source):
            self.acknowledged.append(text)

    def _ask(self, method, address, name, expected, body=None, source="127.0.0.1"):
        headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
        if body:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"https://{HOST}",
            }
        line = HTTPConnection("127.0.0.1", self.door, timeout=PATIENCE, source_address=(source, 0))
        begun = time.monotonic()
        try:
            line.request(method, address, body, headers)
            answer = line.getresponse()
            answer.read()
            outcome = answer.status
        except (OSError, HTTPException) as error:
            outcome = type(error).__name__
        finally:
            line.close()
        with self.lock:
            self.answers += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)
            if outcome == expected and answer.getheader("X-Cache") not in KEPT:
                self.last_good[method] = max(self.last_good[method], begun)
            elif outcome != expected:
                self.failures[f"{method} {name}: {outcome}"] += 1
        return outcome == expected

    def page(self, address, of) -> str:
        """Return a page of the application itself, whose port is `of`."""
        line = HTTPConnection("127.0.0.1", of, timeout=PATIENCE)
        line.request("GET", address, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        try:
            return line.getresponse().read().decode()
        finally:
            line.close()
