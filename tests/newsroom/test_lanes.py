"""Stored pages never wait behind work: lanes of threads, tried with applications made of barriers.

No test here sleeps or measures: an application goes on when the test lets it.
"""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import OperationalError

from newsroom import freshness
from newsroom.page_cache import files
from newsroom.page_cache.cache import Page
from newsroom.page_cache.edition_reader import EditionReader
from newsroom.page_cache.lanes import FREE, Full, Lane, Lanes, Room
from newsroom.page_cache.wsgi import PageCacheWSGI

LONG = 20  # seconds after which a test is stuck, not slow
FRESH = freshness.Freshness(1, (), 0, {})


class Gate:
    """An application (or any work) that says when it has begun, and goes on when it is let go."""

    def __init__(self, status="200 OK", headers=()):
        self.begun = threading.Semaphore(0)
        self.let = threading.Semaphore(0)
        self.status, self.headers = status, list(headers)
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        self.work()
        start_response(self.status, self.headers)
        return [b"made"]

    def work(self):
        self.begun.release()
        assert self.let.acquire(timeout=LONG)

    def has_begun(self, times=1):
        return all(self.begun.acquire(timeout=LONG) for _ in range(times))

    def let_go(self, times=1):
        self.let.release(times)


class Asked:
    """Where the edition is as it is."""

    def read(self):
        return FRESH


def lanes(places=2, room=6, patience=LONG):
    lane = Lane(places, room, patience)
    return Lanes(Lane(1, room, patience), lane, Room(2), Room(1))


def request(path="/search/", method="GET", fields=None, **environ):
    body = urlencode(fields or {}).encode()
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SCRIPT_NAME": "",
        "HTTP_HOST": "testserver", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(),
        **environ,
    }  # fmt: skip


def ask(store, environ):
    """Status, headers and body that the reader gets."""
    begun = []
    pieces = store(environ, lambda *answer: begun.extend(answer))
    body = b"".join(pieces)
    if hasattr(pieces, "close"):
        pieces.close()
    return begun[0], dict(begun[1]), body.decode()


@contextmanager
def crowd(size=40):
    with ThreadPoolExecutor(size) as people:
        yield people


def test_no_more_are_at_work_than_there_are_places_and_the_others_come_in_order():
    """K17a"""
    lane, gate, done = Lane(places=2, room=9), Gate(), []
    first = Gate()
    with crowd() as people:
        busy = [people.submit(lane.do, first.work) for _ in range(2)]
        assert first.has_begun(2)
        waiting = []
        for number in range(5):
            waiting.append(people.submit(lane.do, lambda number=number: done.append(number)))
            while lane.line.qsize() <= number:
                threading.Event().wait(0.001)
        assert done == []
        assert not gate.begun.acquire(blocking=False)
        first.let_go(1)
        [task.result(LONG) for task in waiting]
        first.let_go(1)
        [task.result(LONG) for task in busy]
    assert done == [0, 1, 2, 3, 4]


def test_who_finds_the_line_full_is_told_at_once_and_has_room_again_later():
    """K17a"""
    lane, gate = Lane(places=1, room=2), Gate()
    with crowd() as people:
        inside = [people.submit(lane.do, gate.work) for _ in range(2)]
        assert gate.has_begun()
        while not lane.line.qsize():
            threading.Event().wait(0.001)
        with pytest.raises(Full):
            lane.do(gate.work)
        gate.let_go(3)
        [task.result(LONG) for task in inside]
        assert lane.do(lambda: "served") == "served"


def test_who_waited_too_long_is_told_so_and_what_was_asked_for_is_not_done_any_more():
    """K17a"""
    lane, gate, done = Lane(places=1, room=5, patience=0.01), Gate(), []
    with crowd() as people:
        # At work for longer than anybody waits for a turn: it is not given up.
        at_work = people.submit(lane.do, gate.work)
        assert gate.has_begun()
        with pytest.raises(Full):
            lane.do(lambda: done.append("too late"))
        gate.let_go()
        assert at_work.result(LONG) is None
    lane.patience = LONG
    assert lane.do(lambda: "next") == "next"
    assert done == []


def test_what_fails_at_work_fails_for_whoever_waits_and_the_thread_works_on():
    lane = Lane(places=1, room=1)
    with pytest.raises(ZeroDivisionError):
        lane.do(lambda: 1 / 0)
    assert lane.do(lambda: "next") == "next"


@pytest.mark.parametrize("threads", [8, 32, 160])
def test_some_threads_of_the_server_are_never_given_away(threads):
    """K17a"""
    parts = Lanes.of(threads)
    held = sum(room.size for room in (parts.pages.room, parts.work.room, parts.bodies, parts.files))
    assert threads == 8 or held + FREE <= threads
    assert parts.pages.places + parts.work.places == 3
    assert threads != 160 or parts.work.room.size >= 60  # fifty readers and ten who post at once


def test_stored_pages_files_and_the_sign_of_life_are_answered_while_the_line_is_full(
    settings, tmp_path
):
    """K17a"""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "small.txt").write_text("small")
    gate = Gate()

    def django(environ, start_response):
        if environ["PATH_INFO"] == "/search/":
            return gate(environ, start_response)
        start_response("200 OK", [])
        return [b"not work"]

    store = PageCacheWSGI(django, lanes(places=2, room=6), Asked())
    store.shelf.put("/", Page(FRESH, [("Content-Type", "text/html")], b"stored"))
    with crowd() as people:
        inside = [people.submit(ask, store, request()) for _ in range(6)]
        assert gate.has_begun(2)
        while store.lanes.work.line.qsize() < 4:
            threading.Event().wait(0.001)
        assert ask(store, request())[0] == "503 Service Unavailable"
        assert ask(store, request("/"))[2] == "stored"
        assert ask(store, request("/media/small.txt"))[2] == "not work"
        assert ask(store, request(files.ALIVE))[2] == "not work"
        gate.let_go(6)
        assert {task.result(LONG)[0] for task in inside} == {"200 OK"}


def test_who_is_sent_away_gets_the_words_back_in_a_form_that_can_be_sent_again():
    """K17a"""
    store = PageCacheWSGI(Gate(), lanes(places=1, room=0), Asked())
    words = {"name": "Ravi", "text": "<b>It</b> was & is\nthe crane.", "key": "k:1", "send": "Send"}
    status, headers, page = ask(store, request("/2021/12/crane/comment/", "POST", words))
    assert status == "503 Service Unavailable"
    assert int(headers["Retry-After"]) > 0
    assert "&lt;b&gt;It&lt;/b&gt; was &amp; is\nthe crane.</textarea>" in page
    assert '<input type="hidden" name="key" value="k:1">' in page
    assert 'action="/2021/12/crane/comment/" method="post"' in page
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"

    log_in = request("/admin/login/", "POST", {"username": "ida", "password": "harbour wall"})
    status, headers, page = ask(store, log_in)
    assert (status[:3], "harbour wall" in page) == ("503", False)
    assert headers["Retry-After"]


def test_a_slow_connection_takes_no_place_at_work_and_few_threads():
    """K17a"""

    class Slow(io.BytesIO):
        gate = Gate()

        def read(self, size=-1):
            self.gate.work()
            return super().read(size)

    def django(environ, start_response):
        start_response("200 OK", [])
        return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))]

    store = PageCacheWSGI(django, lanes(places=2, room=6), Asked())
    slow = {"CONTENT_LENGTH": "4"}
    with crowd() as people:
        sending = [
            people.submit(
                ask, store, request(method="POST", **slow | {"wsgi.input": Slow(b"slow")})
            )
            for _ in range(2)
        ]
        assert Slow.gate.has_begun(2)
        assert store.lanes.work.line.qsize() == 0
        assert [ask(store, request())[0] for _ in range(3)] == ["200 OK"] * 3
        third = request(method="POST", **slow | {"wsgi.input": Slow(b"slow")})
        assert ask(store, third)[0] == "503 Service Unavailable"
        Slow.gate.let_go(9)
        assert [task.result(LONG)[2] for task in sending] == ["slow"] * 2
    too_large = request(method="POST", CONTENT_LENGTH=str(2**40))
    assert ask(store, too_large)[0].startswith("413")


def test_a_large_file_takes_a_thread_until_it_is_sent_and_then_gives_it_back(
    settings, tmp_path, monkeypatch
):
    """K17a"""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "large.txt").write_text("large")
    monkeypatch.setattr(files, "SMALL", 2)

    class Answer(list):
        def close(self):
            pass

    def django(environ, start_response):
        start_response("200 OK", [])
        return Answer([b"la", b"rge"])

    store = PageCacheWSGI(django, lanes(), Asked())
    being_sent = store(request("/media/large.txt"), lambda *_: None)
    assert ask(store, request("/media/large.txt"))[0].startswith("503")
    being_sent.close()
    assert ask(store, request("/media/large.txt"))[::2] == ("200 OK", "large")
    assert files.size_of("/media/../large.txt") is None
    assert files.size_of("/media/nothing") is None
    assert files.size_of("/media/a\0b") is None


def test_readers_of_a_form_do_not_wait_for_each_other():
    """K6j: all four are at work at the same time, and each has a form of its own."""
    gate = Gate(headers=[("Cache-Control", "no-store")])
    store = PageCacheWSGI(gate, lanes(places=4, room=6), Asked())
    for path in ("/2021/12/crane/comment/", "/search/", "/receipt/x/", "/news-sitemap.xml"):
        with crowd() as people:
            four = [people.submit(ask, store, request(path)) for _ in range(4)]
            assert gate.has_begun(4), path
            gate.let_go(4)
            assert [task.result(LONG)[2] for task in four] == ["made"] * 4


def test_a_public_page_is_rendered_once_for_all_who_ask_for_it_at_the_same_time():
    gate = Gate(headers=[("Cache-Control", "public")])
    store = PageCacheWSGI(gate, lanes(places=4, room=6), Asked())
    with crowd() as people:
        four = [people.submit(ask, store, request("/")) for _ in range(4)]
        assert gate.has_begun()
        gate.let_go(4)
        assert [task.result(LONG)[2] for task in four] == ["made"] * 4
    assert len(gate.asked) == 1
    assert not store.lanes.pages.shared


def test_whoever_comes_after_a_change_does_not_get_what_was_begun_before_it():
    gate = Gate(headers=[("Cache-Control", "public")])
    edition = Asked()
    store = PageCacheWSGI(gate, lanes(), edition)
    with crowd() as people:
        before = people.submit(ask, store, request("/"))
        assert gate.has_begun()
        edition.read = lambda: freshness.Freshness(2, (), 0, {})
        after = people.submit(ask, store, request("/"))
        gate.let_go(2)
        assert before.result(LONG)[2] == after.result(LONG)[2] == "made"
    assert len(gate.asked) == 2
    assert store.shelf.get("/").made_from[0] == 2


class Stuck:
    """A database that is locked, or does not answer at all, until it is let go."""

    def __init__(self, monkeypatch):
        self.tries, self.is_locked = 0, True
        monkeypatch.setattr(freshness, "read_often", self.read)

    def read(self, connection, known=None):
        self.tries += 1
        if self.is_locked:
            raise OperationalError("database is locked")
        return FRESH


def test_a_locked_database_is_waited_for_once_and_asked_again_by_everybody(monkeypatch, caplog):
    """K17f"""
    stuck, reader = Stuck(monkeypatch), EditionReader()
    assert reader.read() is None
    assert stuck.tries > 5  # tried again until the time was over
    tries = stuck.tries
    assert [reader.read() for _ in range(100)] == [None] * 100
    assert stuck.tries == tries + 100  # without waiting any more
    assert len(caplog.records) == 1
    stuck.is_locked = False
    assert reader.read() == FRESH
    stuck.is_locked = True
    before = stuck.tries
    assert reader.read() is None
    assert stuck.tries > before + 5  # patient again


def test_one_short_lock_makes_nobody_see_an_old_page(monkeypatch):
    """K17f"""
    stuck, reader = Stuck(monkeypatch), EditionReader()
    tried = stuck.read

    def second(connection, known=None):
        stuck.is_locked = stuck.tries == 0
        return tried(connection)

    monkeypatch.setattr(freshness, "read_often", second)
    assert reader.read() == FRESH


class Turn:
    """A lock that knows how many have come for it."""

    def __init__(self):
        self.lock, self.come = threading.Lock(), []
        self.release = self.lock.release

    def acquire(self, timeout):
        self.come.append(timeout)
        return self.lock.acquire(timeout=timeout)


def test_a_crowd_asks_together_and_each_gets_an_answer_to_a_question_after_it_came(monkeypatch):
    """K17f: one after the other, the last of them would wait too long, and see an old page."""
    gate, reader, asked = Gate(), EditionReader(wait=LONG), []
    reader.turn = Turn()

    def read(connection, known=None):
        asked.append(len(asked) + 1)
        number = len(asked)
        gate.work()
        return freshness.Freshness(number, (), 0, {})

    monkeypatch.setattr(freshness, "read_often", read)
    with crowd() as people:
        first = people.submit(reader.read)
        assert gate.has_begun()
        others = [people.submit(reader.read) for _ in range(20)]
        while len(reader.turn.come) < 21:
            threading.Event().wait(0.001)
        gate.let_go(2)
        assert first.result(LONG).edition == 1
        assert {task.result(LONG).edition for task in others} == {2}
    assert asked == [1, 2]


def test_a_database_that_hangs_keeps_one_thread_and_no_more(monkeypatch):
    """K17h"""
    gate, reader = Gate(), EditionReader(wait=0.01)
    monkeypatch.setattr(
        freshness, "read_often", lambda connection, known=None: gate.work() or FRESH
    )
    with crowd() as people:
        hanging = people.submit(reader.read)
        assert gate.has_begun()
        assert [reader.read() for _ in range(50)] == [None] * 50
        gate.let_go(2)
        assert hanging.result(LONG) == FRESH
        assert reader.read() == FRESH
