"""With granian, two processes and a database on the disk: what holds in one process holds there."""

import os
import re
import signal
import socket
import sys
import threading
import time
import urllib.request
from contextlib import ExitStack
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from tests.cast import handed_out_earlier
from tests.site import Site, is_alive

pytestmark = pytest.mark.site

FURNISH = """
from tests import cast
article = cast.an_article(headline="The crane has left", slug="crane", published=cast.ago(days=40))
cast.a_comment(article, status="pending", text="Only the gulls know.")
print(article.get_absolute_url())
"""
ALTERNATE = """
from comments.models import Comment
import urllib.request
address = "{address}"
stale = 0
for round in range(10):
    comment = Comment.objects.get()
    if round % 2:
        comment.remove(by=None)
    else:
        comment.approve(by=None)
    for _ in range(10):
        page = urllib.request.urlopen(address).read().decode()
        stale += ("Only the gulls know." in page) == bool(round % 2)
print(stale)
"""


@pytest.fixture(scope="module")
def two_processes(tmp_path_factory, collected, migrated):
    with Site(tmp_path_factory.mktemp("two"), collected, migrated) as site:
        site.start("--workers", "2")
        yield site


@pytest.fixture
def site(two_processes):
    """With one process alone, most of what is promised here would be no feat."""
    two_processes.empty()
    return two_processes


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def post(address, fields, origin):
    request = urllib.request.Request(address, urlencode(fields).encode(), {"Origin": origin})
    try:
        return urllib.request.build_opener(Unfollowed).open(request, timeout=60)
    except HTTPError as answer:
        return answer


def key_of(address):
    """The key of the form at `address`, old enough to be sent at once."""
    form = urllib.request.urlopen(address).read().decode()
    return handed_out_earlier(re.search(r'name="key" value="([^"]+)"', form)[1])


@pytest.mark.both_databases
def test_no_process_shows_a_stale_page(site):
    address = site.url + site.python(FURNISH).strip()
    assert site.python(ALTERNATE.format(address=address)).strip() == "0"


@pytest.mark.both_databases
def test_one_form_sent_twenty_times_at_once_is_one_comment(site):
    """A69"""
    address = f"{site.url}{site.python(FURNISH).strip()}comment/"
    key = key_of(address)
    fields = {"name": "Ravi", "text": "It is gone.", "key": key}
    answers = []
    crowd = [
        threading.Thread(target=lambda: answers.append(post(address, fields, site.url)))
        for _ in range(20)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert {answer.status for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    count = (
        "from comments.models import Comment; print(Comment.objects.filter(name='Ravi').count())"
    )
    assert site.python(count).strip() == "2"  # this one, and the one that was there


@pytest.mark.both_databases
def test_of_fifty_that_come_at_once_no_more_than_the_limit_is_taken(site):
    """A70"""
    address = f"{site.url}{site.python(FURNISH).strip()}comment/"
    site.python(
        "from newsroom.models import Masthead; Masthead.objects.update(comments_per_hour=3)"
    )
    keys = [key_of(address) for _ in range(50)]
    answers = []
    crowd = [
        threading.Thread(
            target=lambda number=number, key=key: answers.append(
                post(address, {"name": "Ravi", "text": f"I am {number}.", "key": key}, site.url)
            )
        )
        for number, key in enumerate(keys)
    ]
    hour = time.strftime("%H")
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    taken = sum(answer.status == 303 for answer in answers)
    assert taken == 3 or hour != time.strftime("%H")
    assert {answer.status for answer in answers} == {303, 429}
    count = (
        "from comments.models import Comment;"
        "print(Comment.objects.filter(text__startswith='I am').count())"
    )
    assert int(site.python(count)) == taken


@pytest.mark.both_databases
def test_the_worker_does_what_a_transaction_left_for_it(site):
    site.python(
        "from tests import cast\n"
        "for name in ('Flood', 'Storm'): cast.an_article(headline=name, about=['weather'])"
    )
    count = "from articles.models import Related; print(Related.objects.count())"
    for _ in range(40):
        if (found := site.python(count).strip()) == "2":
            break
        threading.Event().wait(0.5)
    assert found == "2"


def test_the_worker_sends_what_is_to_be_mailed(site):
    site.python(
        "from tests import cast\ncast.a_comment(cast.an_article(), email='ravi@example.org')"
    )
    for _ in range(40):
        if found := list(site.folder.glob("mail/*")):
            break
        threading.Event().wait(0.5)
    assert "To: ravi@example.org" in found[0].read_text()


def test_connections_that_send_nothing_keep_nobody_from_reading_and_few_from_waiting(site):
    """K17a: only the server itself can tell which of its threads a slow connection holds."""
    address = site.python(FURNISH).strip()
    head = f"POST {address}comment/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nname"
    with ExitStack() as slow:
        for _ in range(200):
            one = slow.enter_context(socket.create_connection(("127.0.0.1", site.port)))
            one.sendall(head.encode())
        for wanted in ("/", address, f"{address}comment/", "/search/", "/healthz") * 2:
            assert urllib.request.urlopen(site.url + wanted, timeout=60).status == 200
        key = "none: what cannot be read is sent away before anybody looks at it"
        answer = post(f"{site.url}{address}comment/", {"text": "Hello.", "key": key}, site.url)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    fields = {"name": "Ravi", "text": "Hello.", "key": key_of(f"{site.url}{address}comment/")}
    for _ in range(50):  # until the server has noticed that they are gone
        if (answer := post(f"{site.url}{address}comment/", fields, site.url)).status != 503:
            break
        threading.Event().wait(0.1)
    assert answer.status == 303


LEADS = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, FrontPlace
from tests import cast
Article.objects.all().delete()
old, new = (cast.an_article(headline=name) for name in ("Until the evening", "The newest"))
until = timezone.now() + timedelta(seconds={seconds})
FrontPlace.objects.put([FrontPlace(number=0, article=old, until=until)])
print(until.timestamp())
"""


@pytest.mark.both_databases
def test_a_lead_until_the_evening_goes_in_every_process_at_its_second(site):
    """By the clock alone: both processes have stored the page, and nobody tells them."""
    before = 0
    for seconds in (3, 12, 48):  # enough for a busy machine to ask before the end
        until = float(site.python(LEADS.format(seconds=seconds)))
        before = after = 0
        while after < 20:
            begun = time.time()
            page = urllib.request.urlopen(site.url).read().decode()
            lead = re.search(r'class="lead .*?<h2[^>]*><a[^>]*>([^<]*)', page, re.DOTALL)[1]
            if time.time() < until:
                assert lead == "Until the evening"
                before += 1
                threading.Event().wait(0.05)
            elif begun >= until:
                assert lead == "The newest"
                after += 1
        if before >= 20:
            break
    assert before


@pytest.mark.skipif(sys.platform != "linux", reason="parts are found in /proc")
def test_whichever_process_is_killed_the_paper_goes_on_and_with_its_watcher_all_end(site):
    """K12d"""
    (watcher,) = site.parts("watcher")
    for name, of in (("web", "web"), ("newsroom", "web")):
        before = site.parts(of)
        killed = min(site.parts(name))
        os.kill(killed, signal.SIGKILL)
        lost = before if name == "newsroom" else {killed}
        comes_true(lambda of=of, lost=lost: len(site.parts(of) - lost) == 2)
        site.wait_until_it_answers()
        comes_true(lambda lost=lost: not any(map(is_alive, lost)))
    site.python("from newsroom.models import Job; Job.plan('comment_decided', 0)")
    count = (
        "from newsroom.models import Job;"
        "print(Job.objects.filter(fact='comment_decided', tries=0).count())"
    )
    comes_true(lambda: site.python(count).strip() == "0")
    all_of_it = site.family()
    os.kill(watcher, signal.SIGKILL)
    comes_true(lambda: not any(map(is_alive, all_of_it)))
    site.stop()
    site.start("--workers", "2")


def comes_true(condition):
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        threading.Event().wait(0.1)
