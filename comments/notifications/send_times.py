"""Send times of e-mails about more than one event."""

from datetime import datetime, timedelta

from newsroom.models import Masthead

MORNING = 7  # o'clock, in the paper's time zone


def next_morning(now: datetime) -> datetime:
    here = now.astimezone(Masthead.current().zone)
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)


def next_midnight(moment: datetime) -> datetime:
    """Return the first midnight after `moment`, in its time zone, as daily limits count."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def next_full_hour(moment: datetime) -> datetime:
    """Return the first full hour after `moment`, both aware."""
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
