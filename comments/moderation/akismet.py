"""Ask Akismet whether a comment is spam. Off; an owner may choose it as their own rule:

    NEWSROOM_COMMENT_RULE=comments.moderation.akismet.looks_like_spam_to_akismet
    AKISMET_KEY=…

Name, text and network of each comment then leave the house; the page on privacy says so. What it
calls spam is held, never refused. API: "Comment Check", version 1.1, of Akismet's documentation.
"""

from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from comments.moderation.reasons import Reason
from comments.status import Status

SPAM, GOOD = b"true", b"false"


def looks_like_spam_to_akismet(facts):
    """Hold what Akismet calls spam. Raises OSError if it cannot be reached, or ValueError if it
    does not answer the question, as for a wrong key."""
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
        said = answer.read(100).strip()
    if said not in (SPAM, GOOD):
        raise ValueError(f"Akismet answers {said!r}.")
    return (Status.PENDING, Reason.AKISMET, 34) if said == SPAM else None
