"""The stored pages that all nodes share, in Redis or Valkey: it may stop, hang or be emptied.

Nothing is there alone. If a page is fresh is asked of the database, as ever, so an old value is a
miss, and so is one of another release, paper or database: its address is another one.

Redis is asked by the one who renders, before it does, and never by a reader of a page in memory.
After the first question that it does not answer in `WAIT` nobody asks it any more, but a thread
does, every `PAUSE`, until it is back.
"""

import hashlib
import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.utils.crypto import salted_hmac

from newsroom import release
from newsroom.freshness import Freshness
from newsroom.page_cache.cache import Page
from newsroom.page_cache.packed import pack, unpack
from newsroom.seldom import Seldom

logger = logging.getLogger(__name__)
logger.addFilter(Seldom())

WAIT = 0.2  # seconds, to connect and for an answer
PAUSE = 1  # second between two looks if it is back
KEPT = 24 * 60 * 60  # seconds after it was stored; a page that is asked for then is made anew
LARGEST = 2 * 1024 * 1024  # bytes of a value


def shared_pages() -> "SharedPages | None":
    return SharedPages(settings.REDIS_URL, secret_of_release()) if settings.REDIS_URL else None


def secret_of_release() -> bytes:
    """Return what only processes know that would render the same page."""
    made_of = [release.fingerprint(), settings.SITE_URL, settings.DATABASES["default"]["NAME"]]
    made_of.append(bool(settings.PURGE_URL))  # its pages have other headers
    return salted_hmac("newsroom.page_cache", repr(made_of), algorithm="sha256").digest()


class SharedPages:
    def __init__(self, url: str, secret: bytes):
        self.url, self.secret = url, secret
        self.lock = threading.Lock()
        self.client = None
        self.is_away = False

    def get(self, key: str, fresh: Freshness) -> Page | None:
        name = self._name(key)
        value = self._ask(lambda client: client.get(name))
        return unpack(value, key, self.secret, fresh) if value else None

    def put(self, key: str, page: Page):
        if not self.is_away and len(value := pack(page, key, self.secret)) <= LARGEST:
            name = self._name(key)
            self._ask(lambda client: client.set(name, value, ex=KEPT))

    def _name(self, key: str) -> str:
        hashed = hashlib.blake2b(key.encode(), key=self.secret, digest_size=20)
        return f"newsroom:page:{hashed.hexdigest()}"

    def _ask(self, question: Callable):
        """Return the answer; None if there is none, or if it is no answer to this question."""
        if self.is_away:
            return None
        import redis  # costs 15 MB, so only where there is one

        try:
            return question(self._connected())
        except redis.ResponseError as error:  # it is there: full, read-only, or of another kind
            logger.warning("Redis refuses, so a page is not shared: %s", error)
        except (redis.RedisError, OSError) as error:
            self._lose(error)
        return None

    def _connected(self):
        if self.client is None:
            self.client = connect(self.url)
        return self.client

    def _lose(self, error):
        with self.lock:
            if self.is_away:
                return
            self.is_away = True
        logger.error("Redis does not answer, each process keeps its own pages: %s", error)
        threading.Thread(target=self._wait_for_it, daemon=True).start()

    def _wait_for_it(self):
        import redis

        pause = threading.Event()
        while self.is_away:
            pause.wait(PAUSE)
            try:
                self._connected().ping()
            except (redis.RedisError, OSError):
                continue
            self.is_away = False
        logger.warning("Redis is back, pages are shared again.")


def connect(url: str):
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return redis.Redis.from_url(
        url,
        socket_timeout=WAIT,
        socket_connect_timeout=WAIT,
        retry=Retry(NoBackoff(), 0),  # its own three tries would take a second
        protocol=2,  # and no further questions at the beginning
        driver_info=None,
    )
