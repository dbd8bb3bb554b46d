"""Work lost and e-mails doubled when workers are killed: `python -m benchmarks.kills`.

Puts a day's work into an empty paper (replies with e-mails to send, articles to relate, pictures to
render), then starts `manage.py work` again and again and kills all of it with SIGKILL at a random
moment, until nothing is due. Leases are ended by hand after each kill, as five minutes would. The
mail server is a real one that counts. With DATABASE_URL it runs on that PostgreSQL server.
Everything stays on this machine.
"""

import argparse
import collections
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.site import ROOT, Site, free_port

A_DAYS_WORK = """
from django.utils import timezone
from articles.models import Article
from comments.models import Comment, Commenter, Following
from newsroom.models import Job
from tests import cast
article = cast.an_article(about=["harbour"], picture=cast.a_picture((900, 600)))
for number in range({many}):
    reader = Commenter.objects.create(email=f"reader{{number}}@example.org")
    reader.follow(article, Following.Rhythm.AT_ONCE)
cast.a_comment(article)
for number in range({many} // 10):
    cast.an_article(about=["harbour"], picture=cast.a_picture((900, 600)))
Job.objects.update(next_try_at=timezone.now())
"""
TIME_PASSES = """
from django.utils import timezone
from comments.models import Notification
from newsroom.models import Job, Pause
Pause.objects.all().delete()
for kind in (Notification, Job):
    kind.objects.filter(given_up_at=None, next_try_at__gt=timezone.now()).update(
        next_try_at=timezone.now()
    )
print(*(kind.objects.unfinished().count() for kind in (Job, Notification)))
"""
LEFT = """
from articles.models import Article, Picture, Related
from comments.models import Notification
from newsroom.models import Job
from newsroom.work.due import Due
made = [picture.is_ready for picture in Picture.objects.all()]
mail = Notification.objects
print(mail.count(), mail.filter(sent_at=None).count(), Job.objects.count(),
      sum(kind.objects.given_up().count() for kind in Due.kinds()), made.count(False),
      Article.objects.exclude(relations=None).count(), Article.objects.count())
"""


class MailServer:
    """A mail server that counts e-mails by Message-ID."""

    def __init__(self):
        self.taken = collections.Counter()
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.url = f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (its name for us)
        self.taken[message_from_bytes(envelope.content)["Message-ID"]] += 1
        return "250 OK"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--emails", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, mail = random.Random(options.seed), MailServer()
    with (
        tempfile.TemporaryDirectory() as folder,
        Site(Path(folder), EMAIL_URL=mail.url) as site,
    ):
        site.manage("migrate", "-v0")
        site.python(A_DAYS_WORK.format(many=options.emails))
        kills = 0
        while site.python(TIME_PASSES).split() != ["0", "0"]:
            if kills < options.kills:
                work(site, chance.uniform(1.5, 4))
                kills += 1
            else:
                work(site, 20)
        counts = site.python(LEFT)
    mail.controller.stop()
    notifications, unsent, jobs, given_up, unmade, related, articles = map(int, counts.split())
    twice = {name: number for name, number in mail.taken.items() if number > 1}
    print(f"kills {kills}; e-mails due {options.emails}, written {notifications}, "
          f"taken by the server {len(mail.taken)}, "
          f"lost {options.emails - len(mail.taken)}, not sent {unsent}, given up {given_up}, "
          f"taken twice {len(twice)} (most {max(twice.values(), default=1)} times, "
          f"each under one Message-ID); work left {jobs}; "
          f"pictures unmade {unmade}; articles with a list {related} of {articles}")  # fmt: skip


def work(site, seconds):
    """Run the worker for `seconds`, then kill all its processes."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work"], cwd=ROOT, env=site.environment,
        start_new_session=True,
    )  # fmt: skip
    time.sleep(seconds)
    for number in working(site):
        os.kill(number, signal.SIGKILL)
    process.wait()


def working(site) -> list[int]:
    """Return the worker processes of `site` (Linux), without its shell."""
    pids = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = f"NEWSROOM_DATA={site.folder}\0".encode() in (path / "environ").read_bytes()
            if is_ours and b"\0work\0" in (path / "cmdline").read_bytes():
                pids.append(int(path.name))
        except OSError:
            pass  # it has gone
    return pids


if __name__ == "__main__":
    main()
