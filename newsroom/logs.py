"""Logging to stderr: a line and a traceback for each failure, without readers' words.

Messages of exceptions quote data: a database the rejected row, a mail server the address. So a
traceback has places and types, and messages only of errors about code.
"""

import logging
import time
import traceback

from django.template import TemplateDoesNotExist, TemplateSyntaxError

from newsroom import request_id
from newsroom.seldom import Seldom

ABOUT_CODE = (AttributeError, ImportError, NameError, TemplateDoesNotExist, TemplateSyntaxError)
NUMBERS = ("sqlite_errorname", "sqlstate", "smtp_code", "strerror")
SECRETS = ("token",)  # parts of an address that open something


def with_request_id(record) -> bool:
    """Logging filter: add the id of the request or of the job."""
    record.request_id = request_id.current.get()
    return True


class Formatter(logging.Formatter):
    converter = time.gmtime  # type: ignore[assignment]

    def formatException(self, exc_info):  # noqa: N802 (logging calls it so)
        return "".join(_traceback(exc_info[1])).rstrip()


def _traceback(error, seen=()):
    """Return the traceback of `error` after those of its causes."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and before not in seen:
        yield from _traceback(before, (*seen, error))
        yield "\nand then:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{named(error)}\n"


def named(error) -> str:
    """Return its class, the error code if there is one, and the message if it is about code."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, ABOUT_CODE):
        return f"{kind}: {error}"
    if recipients := getattr(error, "recipients", None):  # smtplib's; their addresses are no news
        return f"{kind} ({', '.join(sorted({str(code) for code, _words in recipients.values()}))})"
    cause = error.__cause__
    names = [getattr(each, name, None) for each in (error, cause) for name in NUMBERS]
    return f"{kind} ({number})" if (number := next(filter(None, names), None)) else kind


def without_secrets(record) -> bool:
    """Logging filter: replace the token in addresses such as `/receipt/…/`."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    for name in SECRETS:
        if match and name in match.kwargs:
            secret = str(match.kwargs[name])
            record.args = tuple(
                each.replace(secret, "…") if isinstance(each, str) else each
                for each in record.args or ()
            )
    return True


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "without_secrets": {"()": lambda: without_secrets},
        "with_request_id": {"()": lambda: with_request_id},
        "seldom": {"()": Seldom},
    },
    "formatters": {
        "line": {
            "()": Formatter,
            "format": "{asctime}Z {levelname} {request_id} {name}: {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S",
            "style": "{",
        }
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_secrets", "with_request_id"],
        },
        "admins": {
            "()": "newsroom.error_mail.ToAdmins",
            "level": "ERROR",
            "formatter": "line",
            "filters": ["without_secrets", "with_request_id", "seldom"],
        },
    },
    "root": {"handlers": ["stderr", "admins"], "level": "WARNING"},
    # Django's own handlers are silent with DEBUG off. Rejected requests, which strangers can cause
    # by the thousand, are no failures; a rejected form (CSRF) may be one of ours.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "WARNING", "filters": ["seldom"]},
    },
}
