"""The MIME message of an e-mail.

The text part is complete; the HTML part says the same in the paper's type and colours, with links
to this site only and nothing loaded from anywhere. Readers' words are quoted, and never in a
header.
"""

from email.utils import formataddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from newsroom import html
from newsroom.mail.encoded import EncodedEmail

LONGEST_QUOTE = 1000  # characters


def message_of(email, content, masthead) -> EncodedEmail:
    context = {
        "content": content,
        "site": settings.SITE_URL,
        "link": f"{settings.SITE_URL}{content.address}",
        "page": content.page and f"{settings.SITE_URL}{content.page}",
        "stop": content.stop and f"{settings.SITE_URL}{content.stop}",
        "receipt": content.receipt and f"{settings.SITE_URL}{content.receipt}",
        "masthead": masthead,
        "quotes": [
            quote._replace(text=html.cut(quote.text, LONGEST_QUOTE)) for quote in content.quotes
        ],
    }
    message = EncodedEmail(
        # A headline has one line, but may be as long as it likes.
        subject=html.cut(content.subject, 120),
        body=render_to_string(f"{content.template}.txt", context),
        from_email=formataddr((masthead.name, settings.DEFAULT_FROM_EMAIL)),
        to=[email.to],
        headers=_headers(email, context["stop"]),
    )
    rich = render_to_string(f"{content.template}.html", context)
    message.attach_alternative(rich, "text/html")
    return message


def _headers(email, stop) -> dict[str, str]:
    """Return Auto-Submitted (RFC 3834), one-click unsubscription (RFC 8058), and a stable
    Message-ID."""
    name = salted_hmac("newsroom.mail.id.1", email.key, algorithm="sha256").hexdigest()[:32]
    headers = {
        "Message-ID": f"<{name}@{settings.SITE.hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if stop:
        headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers
