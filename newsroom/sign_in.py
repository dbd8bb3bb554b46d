"""Who signs in at the desk, and how often a network may be wrong about it in an hour.

Counted for an account together with the network that tries: a stranger who guesses at an account
shuts out his own network from it, and not its owner.
"""

import logging
from functools import wraps

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from newsroom import hourly_counts, network

logger = logging.getLogger(__name__)

WRONG_FOR_AN_ACCOUNT = 10  # an hour, from one network
WRONG_IN_ALL = 50  # an hour, from one network


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
        for who, _most, what in self.counts():
            hourly_counts.give_back(who, what)
        return cleaned

    def count(self):
        """Count this try, before it is made: of fifty at once, the fiftieth is too many as well."""
        if all(hourly_counts.take(*count) for count in self.counts()):
            return
        logger.warning("Somebody is not let try any more passwords in this hour.")
        minutes = hourly_counts.until_next().seconds // 60 + 1
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
        """By whom, how often at most, and what is counted."""
        where = network.of_request(self.request)
        account = self.cleaned_data.get("username", "").casefold()
        return [
            (f"{where} {account}", WRONG_FOR_AN_ACCOUNT, "wrong passwords for an account"),
            (where, WRONG_IN_ALL, "wrong passwords"),
        ]


def limited(view):
    """Decorator: 429, and when to come again, if `view` answers with a form that is over it."""

    @wraps(view)
    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.has_error(NON_FIELD_ERRORS, "too_many"):
            response.status_code = 429
            response["Retry-After"] = hourly_counts.until_next().seconds
        return response

    return answer
