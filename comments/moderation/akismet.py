"""An optional custom rule: ask Akismet about spam.

    NEWSROOM_COMMENT_RULE=comments.moderation.akismet.looks_like_spam_to_akismet
    AKISMET_KEY=…

Name, text and network of each comment are then sent to Akismet; the privacy page says so. Its spam
is held, never rejected. API: "Comment Check", version 1.1, of Akismet's documentation.
"""

from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from comments.moderation.reasons import Reason
from comments.status import Status

SPAM, GOOD = b"true", b"false"


def looks_like_spam_to_akismet(facts):
    """Hold spam by Akismet.

    Raise OSError if it cannot be reached, ValueError for any other answer, as for a wrong key.
    """
    fields = {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.SITE_URL,
        "user_ip": facts.submission.network.partition("/")[0],
        "comment_type": "comment",
        "comment_author": facts.name,
        "comment_content": facts.text,
        "permalink": f"{settings.SITE_URL}{facts.article_path}",
    }
    request = Request(settings.AKISMET_ADDRESS, urlencode(fields).encode())  # noqa: S310
    with urlopen(request, timeout=settings.COMMENT_RULE_SECONDS) as answer:  # noqa: S310
        verdict = answer.read(100).strip()
    if verdict not in (SPAM, GOOD):
        raise ValueError(f"Akismet answers {verdict!r}.")
    return (Status.PENDING, Reason.AKISMET, 34) if verdict == SPAM else None
