"""The sign-in form, with a limit of failed attempts per hour.

Attempts are counted per account and network: a stranger who guesses passwords locks out the own
network, not the owner of the account.
"""

import logging
from datetime import timedelta
from functools import wraps

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from newsroom import hourly_counts, network

logger = logging.getLogger(__name__)

WRONG_FOR_AN_ACCOUNT = 10  # an hour, from one network
WRONG_IN_ALL = 50  # an hour, from one network
PROLONGED_EVERY = timedelta(minutes=10)
LONGEST = timedelta(days=7)  # then the password is asked for, however busy somebody was


class SignInForm(AdminAuthenticationForm):
    def clean(self):
        if getattr(self.request, "could_not_save", False):
            raise ValidationError(
                _(
                    "Something went wrong at our end, and you are not signed in. "
                    "Please try again in a moment."
                )
            )
        self.count()
        cleaned = super().clean()  # raises ValidationError for a wrong password
        for subject, _most, action in self.counts():
            hourly_counts.give_back(subject, action)
        return cleaned

    def count(self):
        """Count this attempt before it is made, so that simultaneous ones are limited too."""
        if all(hourly_counts.take(*count) for count in self.counts()):
            return
        logger.warning("Somebody is not let try any more passwords in this hour.")
        minutes = hourly_counts.until_next_hour().seconds // 60 + 1
        raise ValidationError(
            ngettext_lazy(
                "Too many wrong passwords. Please try again in %(minutes)d minute.",
                "Too many wrong passwords. Please try again in %(minutes)d minutes.",
                "minutes",
            ),
            code="too_many",
            params={"minutes": minutes},
        )

    def counts(self) -> list[tuple[str, int, str]]:
        """Return the counters: subject, limit and action."""
        client = network.of_request(self.request)
        account = self.cleaned_data.get("username", "").casefold()
        return [
            (f"{client} {account}", WRONG_FOR_AN_ACCOUNT, "wrong passwords for an account"),
            (client, WRONG_IN_ALL, "wrong passwords"),
        ]


def limited(view):
    """Decorator: answer 429 with Retry-After if the form is over its limit."""

    @wraps(view)
    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.has_error(NON_FIELD_ERRORS, "too_many"):
            response.status_code = 429
            response["Retry-After"] = hourly_counts.until_next_hour().seconds
        return response

    return answer


def prolong(request) -> bool:
    """Have the session end later, for somebody works in it; written every ten minutes at most.

    Return whether it does.
    """
    session, now = request.session, timezone.now().timestamp()
    signed_in = session.get("signed_in", _seconds(request.user.last_login))
    last = session.get("prolonged", signed_in)
    is_due = (
        now - last > PROLONGED_EVERY.total_seconds() and now - signed_in < LONGEST.total_seconds()
    )
    if is_due:
        session["signed_in"], session["prolonged"] = signed_in, now
    return is_due


def _seconds(moment) -> float:
    return moment.timestamp() if moment else timezone.now().timestamp()


def no_work(view):
    """Decorator: a view that a page asks by itself, so that it prolongs no session."""
    view.is_no_work = True
    return view
