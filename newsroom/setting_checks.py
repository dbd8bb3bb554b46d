"""System checks of the settings: each combination that cannot work, or not in public."""

import os
from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, InterfaceError, connection
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

SENDING = ("smtp.EmailBackend", "SMTPEmailBackend")  # the ends of their names
A_YEAR = 31_536_000  # seconds: what the lists of browsers ask for
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@checks.register
def impossible(app_configs=None, **kwargs) -> list[checks.CheckMessage]:
    """System check: say what would never work."""
    return [checks.Error(text, id=f"newsroom.E{number:03}") for number, text in _errors()]


def _errors() -> Iterator[tuple[int, str]]:
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        yield 1, _("The paper may not write to NEWSROOM_DATA (%s).") % settings.DATA_DIR
    file = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and os.path.exists(file) and not os.access(file, os.W_OK):
        yield 2, _("The paper may not write to its database (%s).") % file
    for name, addresses in (
        ("MAIL_FROM", [settings.DEFAULT_FROM_EMAIL]),
        ("ADMINS", [address for _name, address in settings.ADMINS]),
    ):
        if wrong := [address for address in addresses if not _is_address(address)]:
            yield 3, _("%(name)s is no e-mail address: %(wrong)s.") % {
                "name": name, "wrong": ", ".join(wrong)
            }  # fmt: skip
    if settings.COMMENT_RULE and (reason := _why_not(settings.COMMENT_RULE)):
        yield 4, _("NEWSROOM_COMMENT_RULE cannot be imported: %s.") % reason
    if settings.COMMENT_RULE_SECONDS <= 0:
        yield 5, _("NEWSROOM_COMMENT_RULE_SECONDS has to be more than 0.")


def _is_address(text: str) -> bool:
    name, _at, host = parseaddr(text)[1].rpartition("@")
    return bool(name and host)


def _why_not(path: str) -> str:
    try:
        import_string(path)
    except Exception as error:  # noqa: BLE001 (the owner's own code)
        return str(error)
    return ""


@checks.register(checks.Tags.security, deploy=True)
def unreachable(app_configs=None, **kwargs) -> list[checks.CheckMessage]:
    """System check: connect to the database."""
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        text = _("The database cannot be reached: %s") % str(error).strip()
        return [checks.Error(text, id="newsroom.E006")]
    return []


@checks.register(checks.Tags.security, deploy=True)
def in_public(app_configs=None, **kwargs) -> list[checks.CheckMessage]:
    """System check of a public site: say what is unsafe, or does not do what it was set for."""
    return [
        checks.Warning(text, hint=hint or None, id=f"newsroom.W{number:03}")
        for number, text, hint in _warnings()
    ]


def _warnings() -> Iterator[tuple[int, str, str]]:
    is_public = settings.SITE.hostname not in THIS_MACHINE
    if is_public and not settings.HTTPS:
        yield (
            5,
            _("SITE_URL begins with http: passwords and comments travel in clear text."),
            _("Behind a proxy that speaks TLS, set SITE_URL=https://… and TRUSTED_PROXIES=1."),
        )
    if is_public and settings.SENDS_MAIL and not settings.EMAIL_BACKEND.endswith(SENDING):
        yield 6, _("EMAIL_URL does not send: nobody gets what the paper writes."), ""
    if _sends_password_in_clear_text():
        yield (
            7,
            _("EMAIL_URL has a password and no encryption, so the password travels in clear text."),
            _("Write it smtp+tls:// (port 587) or smtp+ssl:// (port 465)."),
        )
    if settings.HTTPS and settings.SECURE_HSTS_PRELOAD and not _may_be_preloaded():
        yield (
            8,
            _("HSTS_PRELOAD needs HSTS_SUBDOMAINS=true and HSTS_SECONDS of a year or more."),
            "",
        )
    if not settings.HTTPS and settings.HSTS_SECONDS_SET:
        yield 9, _("HSTS_SECONDS does nothing as long as SITE_URL begins with http."), ""
    if settings.AKISMET_KEY and not settings.COMMENT_RULE:
        yield 11, _("AKISMET_KEY does nothing without NEWSROOM_COMMENT_RULE."), ""


def _sends_password_in_clear_text() -> bool:
    is_encrypted = getattr(settings, "EMAIL_USE_TLS", False) or getattr(
        settings, "EMAIL_USE_SSL", False
    )
    is_far = settings.EMAIL_HOST not in (None, *THIS_MACHINE)
    return (
        bool(settings.SENDS_MAIL and settings.EMAIL_HOST_PASSWORD and is_far) and not is_encrypted
    )


def _may_be_preloaded() -> bool:
    return settings.SECURE_HSTS_INCLUDE_SUBDOMAINS and settings.SECURE_HSTS_SECONDS >= A_YEAR
