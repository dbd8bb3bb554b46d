"""Two web nodes and two loops on PostgreSQL and Redis, behind the real HAProxy: deploy/many/."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.cast import handed_out_earlier
from tests.conftest import missing
from tests.redis_server import RedisServer
from tests.site import ROOT, Site, free_port

pytestmark = [pytest.mark.site, pytest.mark.both_databases]

PATIENCE = 120  # seconds
CROWD = 3  # readers at once
NEWER = "newer.0123456789ab.css"  # a static file that one node has before the other
HOST = "news.example.org"
BY_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}

FURNISH = """
from tests import cast
article = cast.an_article(headline="The crane has left", slug="crane", published=cast.ago(days=40))
cast.a_comment(article, status="pending", text="Only the gulls know.")
print(article.get_absolute_url())
"""
DECIDE = """
from comments.models import Comment
Comment.objects.get(text="{text}").{verb}(by=None)
"""
SUBSCRIBE = """
from django.utils import timezone
from comments.models import Commenter, Following
from newsroom.models import Job
from newsroom.work import loop
from tests import cast
article = cast.an_article()
for number in range({many}):
    reader = Commenter.objects.create(email=f"reader{{number}}@example.org")
    reader.follow(article, Following.Rhythm.AT_ONCE)
cast.a_comment(article)
Job.objects.update(next_try_at=timezone.now())
while row := Job.claim():
    loop.carry_out(row)
Job.plan("article_changed", article.pk)
"""
DUE = """
from comments.models import Notification
Notification.objects.filter(sent_at=None).update(next_try_at="2020-01-01T00:00Z")
print(Notification.objects.count())
"""
OF_ANOTHER_LANE = """
from newsroom.models import Job
print(Job.objects.filter(fact="article_changed").exists())
"""
UNSENT = """
from comments.models import Notification
print(Notification.objects.filter(sent_at=None).count())
"""


class Node(Site):
    def own_database(self, url):
        """Use the database that the first node made."""

    def processes(self):
        """The serving process, and all that it started."""
        found = [self.process.pid]
        for pid in found:
            with suppress(OSError):
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as children:
                        found += map(int, children.read().split())
        return found

    def tell(self, word):
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, word)

    def kill(self):
        self.tell(signal.SIGKILL)
        self.process.wait()

    def get(self, address):
        return ask(self.port, address, BY_PROXY)[1]


def ask(port, address, headers, body=None):
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        door.request("POST" if body else "GET", address, body, headers)
        answer = door.getresponse()
        return answer.status, answer.read().decode(errors="replace"), answer.headers
    finally:
        door.close()


class Balancer:
    """HAProxy by deploy/many/haproxy.cfg but for names, ports and TLS."""

    def __init__(self, folder, nodes):
        self.program = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
        if not self.program:
            missing("haproxy", "apt-get install haproxy")
        self.folder, self.socket, self.process = folder, folder / "admin.sock", None
        config = (ROOT / "deploy" / "many" / "haproxy.cfg").read_text()
        changes = {
            "    log /dev/log local0 notice\n    user haproxy\n    group haproxy\n": "",
            "    maxconn 20000\n": "    maxconn 200\n",  # not everybody may open more files
            "/run/haproxy/admin.sock": str(self.socket),
            "    http-request redirect scheme https code 301 unless { ssl_fc }\n": "",
            "/etc/haproxy/away.html": str(nodes[0].folder / "static" / "away.html"),
            "10.0.0.11:8000": f"127.0.0.1:{nodes[0].port}",
            "10.0.0.12:8000": f"127.0.0.1:{nodes[1].port}",
        }
        for theirs, ours in changes.items():
            assert theirs in config, theirs
            config = config.replace(theirs, ours)
        lines = [line for line in config.splitlines() if "bind :443" not in line]
        self.config = "\n".join([*lines, ""])
        wait_until(self.start)

    def start(self) -> bool:
        """Start it at a free port, which another program on a busy machine may take before."""
        if self.process and self.process.poll() is None:
            return bool(self.state("one"))
        self.port = free_port()
        file = self.folder / "haproxy.cfg"
        file.write_text(self.config.replace("bind :80\n", f"bind 127.0.0.1:{self.port}\n"))
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen([self.program, "-db", "-f", file], stderr=log)
        return False

    def get(self, address):
        return ask(self.port, address, {"Host": HOST})

    def wait_for(self, node, state):
        wait_until(lambda: self.state(node).startswith(state))

    def state(self, node):
        try:
            with socket.socket(socket.AF_UNIX) as door:
                door.connect(str(self.socket))
                door.sendall(b"show stat\n")
                answer = b"".join(iter(lambda: door.recv(65536), b"")).decode()
        except OSError:
            return ""
        return re.search(rf"^pages,{node},(?:[^,]*,){{15}}([^,]*)", answer, re.M)[1]

    def stop(self):
        self.process.kill()
        self.process.wait()


def wait_until(holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


class Crowd:
    """Readers who ask for one address after the other; who did not get it is in `failed`."""

    def __init__(self, balancer, addresses):
        self.balancer, self.addresses = balancer, addresses
        self.answered, self.failed, self.gone = 0, [], threading.Event()
        self.readers = [threading.Thread(target=self.read) for _ in range(CROWD)]

    def read(self):
        while not self.gone.wait(0.1):
            for address in self.addresses:
                try:
                    status, _body, _headers = self.balancer.get(address)
                except (OSError, http.client.HTTPException) as error:
                    status = repr(error)
                self.answered += 1
                if status != 200:
                    self.failed.append((address, status))

    def __enter__(self):
        for reader in self.readers:
            reader.start()
        return self

    def __exit__(self, *error):
        self.gone.set()
        for reader in self.readers:
            reader.join()

    def wait_for_more(self, number=40):
        enough = self.answered + number
        wait_until(lambda: self.answered >= enough)


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def nodes(tmp_path_factory, collected, migrated, redis):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is for one machine")
    folder = tmp_path_factory.mktemp("nodes")
    shared = {
        "SITE_URL": f"https://{HOST}",
        "TRUSTED_PROXIES": "1",
        "NEWSROOM_WORK": "false",
        "REDIS_URL": redis.url,
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }
    with Site(folder / "first", collected, migrated, **shared) as first:
        shared["DATABASE_URL"] = first.environment["DATABASE_URL"]
        two = [Node(folder / name, **shared) for name in ("one", "two")]
        for node in two:
            shutil.copytree(collected, node.folder / "static")
        (two[0].folder / "static" / NEWER).write_text("p {}")
        with two[0], two[1]:
            for node in two:
                node.start()
            yield two


@pytest.fixture(scope="module")
def balancer(nodes, tmp_path_factory):
    wait_until((nodes[0].folder / "static" / "away.html").exists)
    balancer = Balancer(tmp_path_factory.mktemp("haproxy"), nodes)
    try:
        for name in ("one", "two"):
            balancer.wait_for(name, "UP")
        yield balancer
    finally:
        balancer.stop()


@pytest.fixture
def address(nodes):
    nodes[0].python("from tests import emptied; emptied.empty()")
    return nodes[0].python(FURNISH).strip()


def test_what_is_sent_to_one_is_shown_by_the_other_at_the_next_request(nodes, balancer, address):
    one, two = nodes
    form = one.get(f"{address}comment/")
    key = handed_out_earlier(re.search(r'name="key" value="([^"]+)"', form)[1])
    fields = {"name": "Ravi", "text": "Sent to one node.", "key": key}
    headers = {
        "Host": HOST,
        "Origin": f"https://{HOST}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    status, _page, _headers = ask(balancer.port, f"{address}comment/", headers, urlencode(fields))
    assert status == 303
    stale = 0
    for round_ in range(6):
        verb = "remove" if round_ % 2 else "approve"
        nodes[round_ % 2].python(DECIDE.format(text="Sent to one node.", verb=verb))
        for node in (two, one, two):
            stale += ("Sent to one node." in node.get(address)) == (verb == "remove")
    assert stale == 0


def test_what_one_node_rendered_the_other_sends(nodes, redis, address):
    """Both say when they rendered a page, by the same bytes."""
    from newsroom.page_cache import shared

    client = shared.connect(redis.url)
    client.flushall()
    pages = {node.get(address) for node in nodes}
    assert len(pages) == 1
    assert len(client.keys("*")) == 1
    assert client.info("stats")["keyspace_hits"] >= 1


def test_no_reader_notices_that_a_node_is_killed_and_the_other_hangs(nodes, balancer, address):
    one, two = nodes
    with Crowd(balancer, [address, "/", f"/static/{NEWER}"]) as crowd:
        crowd.wait_for_more()
        two.kill()
        crowd.wait_for_more()
        balancer.wait_for("two", "DOWN")
        crowd.wait_for_more()
        (two.folder / "static" / NEWER).write_text("p {}")
        two.start()
        balancer.wait_for("two", "UP")
        one.tell(signal.SIGSTOP)
        try:
            crowd.wait_for_more()
            balancer.wait_for("one", "DOWN")
            two.python(DECIDE.format(text="Only the gulls know.", verb="approve"))
            crowd.wait_for_more()
            assert "Only the gulls know." in balancer.get(address)[1]
        finally:
            one.tell(signal.SIGCONT)
        balancer.wait_for("one", "UP")
        assert "Only the gulls know." in one.get(address)
        crowd.wait_for_more()
    print(f"{crowd.answered} requests, {len(crowd.failed)} failed")
    assert crowd.failed == []


def test_no_reader_notices_that_redis_hangs_stops_and_is_emptied(nodes, balancer, redis, address):
    """B07, B08"""
    failures = [(redis.hang, redis.go_on), (redis.stop, redis.start)]  # it comes back empty
    with Crowd(balancer, [address, "/"]) as crowd:
        for number, (fails, is_back) in enumerate(failures):
            verb = "remove" if number % 2 else "approve"
            fails()
            try:
                nodes[number].python(DECIDE.format(text="Only the gulls know.", verb=verb))
                for node in nodes:
                    assert ("Only the gulls know." in node.get(address)) == (verb == "approve")
                crowd.wait_for_more()
            finally:
                is_back()
            crowd.wait_for_more()
    assert crowd.failed == []


@contextmanager
def loops(nodes):
    started = [
        subprocess.Popen(
            [sys.executable, "manage.py", "work", "--lane", "mail", "--skip-checks"],
            cwd=ROOT,
            env=node.environment,
        )
        for node in nodes
    ]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=PATIENCE)


def test_two_loops_never_do_the_same_twice(nodes, address):
    nodes[0].python(SUBSCRIBE.format(many=30))
    due = int(nodes[0].python(DUE))
    assert due >= 30
    with loops(nodes):
        wait_until(lambda: nodes[0].python(UNSENT).strip() == "0")
    folder = nodes[0].environment["EMAIL_URL"].removeprefix("filemail:///")
    names = [
        name
        for file in os.scandir(folder)
        for name in re.findall(r"^Message-ID: (.*)$", Path(file).read_text(), re.M)
    ]
    assert len(names) == len(set(names)) == due
    assert len({file.name for file in os.scandir(folder)}) > 1
    # The web nodes do none of it, and these loops have one lane.
    assert nodes[0].python(OF_ANOTHER_LANE).strip() == "True"


def test_without_a_node_the_papers_own_words_are_shown(nodes, tmp_path):
    gone = SimpleNamespace(folder=nodes[0].folder, port=free_port())
    balancer = Balancer(tmp_path, [gone, gone])
    try:
        balancer.wait_for("two", "DOWN")
        status, page, headers = balancer.get("/")
    finally:
        balancer.stop()
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "</html>" in page
