import pytest
import time_machine
from django.utils import timezone

from comments.models import Notification
from newsroom.models import Job, Pause
from newsroom.work import loop
from newsroom.work.jobs import HANDLERS

# What articles call for is none of the comments.
FACTS = [fact for fact, handler in HANDLERS.items() if handler.__module__ == "comments.follow_ups"]


@pytest.fixture
def work(db, mailoutbox):
    """Have what is due about comments done as the loop does it, in `minutes`; return new mails."""

    def next_one():
        notification = None if Pause.holds(Notification.LANE) else Notification.claim()
        return notification or Job.claim(Job.due().filter(fact__in=FACTS))

    def until(minutes=2):
        before = len(mailoutbox)
        with time_machine.travel(timezone.now() + timezone.timedelta(minutes=minutes), tick=False):
            while row := next_one():
                loop.carry_out(row)
        return mailoutbox[before:]

    return until
