"""A test e-mail, sent at once and past the outbox, and the mail server's answer in plain words."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.utils.translation import gettext as _

from newsroom import html
from newsroom.mail.encoded import EncodedEmail
from newsroom.site.masthead import Masthead
from newsroom.text import characters

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FOLDER = "django.core.mail.backends.filebased.EmailBackend"
LONGEST_ANSWER = 300  # characters of a mail server's own words


@dataclass(frozen=True)
class Outcome:
    is_accepted: bool
    sentence: str


def destination() -> str:
    """Return in words where the paper's e-mails go."""
    if settings.EMAIL_BACKEND == FOLDER:
        return _(
            "No mail server is set (EMAIL_URL). E-mails are put into the folder %(folder)s, and "
            "nobody gets them."
        ) % {"folder": settings.EMAIL_FILE_PATH}
    if settings.EMAIL_BACKEND != SMTP:
        return _("No mail server is set (EMAIL_URL): nobody gets the paper's e-mails.")
    sentences = {
        (True, False): _("E-mails go to the mail server %(server)s, with TLS."),
        (False, True): _("E-mails go to the mail server %(server)s, with STARTTLS."),
        (False, False): _("E-mails go to the mail server %(server)s, without encryption."),
    }
    return sentences[_way()] % _place()


def send(address: str) -> Outcome:
    """Send a test e-mail to `address`; return the answer of the mail server."""
    try:
        _message(address).send()
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(False, _in_words(error))
    if settings.EMAIL_BACKEND != SMTP:
        return Outcome(False, destination())
    accepted = _(
        "The mail server %(server)s accepted the e-mail to %(address)s. If it does not arrive "
        "within some minutes, look into the spam folder."
    )
    return Outcome(True, accepted % {**_place(), "address": address})


def _message(address) -> EncodedEmail:
    name = Masthead.current().name
    return EncodedEmail(
        subject=_("Test e-mail from %(name)s") % {"name": name},
        body=_("This is a test. If you can read it, e-mails from %(name)s reach you.")
        % {"name": name},
        from_email=formataddr((name, settings.DEFAULT_FROM_EMAIL)),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _in_words(error) -> str:
    sentence = next(words for kind, words in _failures() if isinstance(error, kind))
    return sentence % {**_place(), "answer": _answer(error)}


def _failures():
    """Yield each kind of error with its sentence, the narrow kinds first."""
    yield (
        smtplib.SMTPAuthenticationError,
        _("The mail server %(server)s does not accept user name and password: %(answer)s"),
    )
    yield (
        smtplib.SMTPRecipientsRefused,
        _("The mail server %(server)s refuses this address: %(answer)s"),
    )
    yield (
        smtplib.SMTPSenderRefused,
        _("The mail server %(server)s refuses the sender (MAIL_FROM): %(answer)s"),
    )
    yield (
        smtplib.SMTPResponseException,
        _("The mail server %(server)s refuses the e-mail: %(answer)s"),
    )
    yield (
        smtplib.SMTPNotSupportedError,
        _("The mail server %(server)s does not offer what EMAIL_URL asks for: %(answer)s"),
    )
    yield (
        smtplib.SMTPServerDisconnected,
        _(
            "The mail server %(server)s ended the connection. Perhaps it wants TLS, or another "
            "port."
        ),
    )
    yield ssl.SSLError, _("No encrypted connection (TLS) to %(server)s: %(answer)s")
    yield socket.gaierror, _("There is no mail server called %(server)s.")
    yield TimeoutError, _("The mail server %(server)s does not answer.")
    yield Exception, _("The mail server %(server)s cannot be reached: %(answer)s")


def _answer(error) -> str:
    """Return the code and the sentence of the mail server, or of the system."""
    if recipients := getattr(error, "recipients", None):
        code, words = next(iter(recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        code, words = "", getattr(error, "strerror", None) or str(error)
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return html.cut(characters.line(f"{code} {said}"), LONGEST_ANSWER)


def _way() -> tuple[bool, bool]:
    return bool(settings.EMAIL_USE_SSL), bool(settings.EMAIL_USE_TLS)


def _place() -> dict[str, str]:
    return {"server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"}
