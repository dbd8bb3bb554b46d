"""Edits of public comments, as moderators see them: what changed, and two buttons."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from comments.models import Revision, Status

WORDS = re.compile(r"\s+|[^\s]+")
MOST_COMPARED = 2000  # words; comparing more would take long and show little

# As for comments: what the button says, and what it does.
DECISIONS = {
    "accept": (_("Take the edit"), Revision.accept),
    "keep": (_("Keep the earlier words"), Revision.refuse),
}
OPEN_EDITS = Prefetch(
    "revisions", Revision.objects.filter(status=Status.PENDING), to_attr="open_edits"
)


class Change(NamedTuple):
    kind: str  # "same", "gone" or "new"
    words: str


def changes(revision) -> list[Change]:
    """From the words that are public to those of `revision`, piece by piece."""
    before = WORDS.findall(revision.comment.text)[:MOST_COMPARED]
    after = WORDS.findall(revision.text)[:MOST_COMPARED]
    found = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Change("same", "".join(before[start:end])))
            continue
        if end > start:
            found.append(Change("gone", "".join(before[start:end])))
        if new_end > new_start:
            found.append(Change("new", "".join(after[new_start:new_end])))
    return found
