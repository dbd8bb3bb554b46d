"""The address of the paper, from SITE_URL and ALLOWED_HOSTS."""

from urllib.parse import SplitResult, urlsplit

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def site(address: str) -> SplitResult:
    """Return the parts of SITE_URL. Raise ImproperlyConfigured with a sentence for the owner."""
    try:
        parts = urlsplit(address.strip().rstrip("/"))
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError as error:
        raise _impossible(address) from error
    rest = parts.path or parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in ("http", "https") or not _is_host(host) or rest:
        raise _impossible(address)
    netloc = f"{_bracketed(host)}:{port}" if port else _bracketed(host)
    return SplitResult(parts.scheme, netloc, "", "", "")


def allowed_hosts(site: SplitResult, others: list[str]) -> list[str]:
    own = _bracketed(site.hostname or "")
    return list(dict.fromkeys([own, *THIS_MACHINE, *filter(None, map(host_in, others))]))


def host_in(word: str) -> str:
    """Return the host that an entry of ALLOWED_HOSTS means, in any notation; "" for a blank."""
    host = word.strip().lower().partition("://")[2] or word.strip().lower()
    host = host.partition("/")[0].rpartition("@")[2].rstrip(".")
    if host.count(":") == 1 or host.startswith("["):
        host = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
    try:
        return _bracketed(_ascii(host.rstrip(".")))
    except ValueError:
        return host  # answers to nothing, and check says so


def _is_host(host: str) -> bool:
    return bool(host) and all(
        notification.isalnum() or notification in ".-:_" for notification in host
    )


def _ascii(host: str) -> str:
    """Return a host name in Punycode (RFC 3492), as browsers send it."""
    return host if host.isascii() else host.encode("idna").decode()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _impossible(address: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"SITE_URL={address!r} is no address of a paper: it has to be http:// or https:// and a "
        "host, without a path, such as https://www.example.org."
    )


@checks.register(checks.Tags.security, deploy=True)
def warnings(app_configs=None, **kwargs) -> list[checks.CheckMessage]:
    """System check: warn about an unlikely site address or mail setting."""
    from django.conf import settings

    messages: list[checks.CheckMessage] = []
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        messages.append(
            checks.Warning(
                _("SITE_URL begins with https, but TRUSTED_PROXIES is 0: the paper cannot know by "
                  "which way a reader came, and leads nobody from http to https."),
                hint=_("Behind one proxy of yours that speaks TLS, set TRUSTED_PROXIES=1."),
                id="newsroom.W001",
            )
        )  # fmt: skip
    if settings.SITE.hostname not in ("127.0.0.1", "localhost", "::1") and not settings.SENDS_MAIL:
        messages.append(
            checks.Warning(
                _("EMAIL_URL is not set: what the paper writes to people is put into a folder, "
                  "and nobody gets it."),
                hint=_("Set it to your mail server, such as smtp+tls://user:password@host:587."),
                id="newsroom.W002",
            )
        )  # fmt: skip
    if strange := [word for word in settings.OTHER_HOSTS if word.lower() != host_in(word)]:
        messages.append(
            checks.Warning(
                _("ALLOWED_HOSTS takes names alone, such as www.example.org: %(read)s.")
                % {"read": ", ".join(f"“{word}” → “{host_in(word)}”" for word in strange)},
                id="newsroom.W003",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        messages.append(
            checks.Warning(
                _("ALLOWED_HOSTS is *: the paper answers under any name that somebody makes up."),
                id="newsroom.W004",
            )
        )
    return messages
