"""Detection of an export's format, from its content, never from its name."""

from types import ModuleType
from typing import BinaryIO

from django.utils.translation import gettext as _

from newsroom.importing import blogger, wordpress

FORMATS = (wordpress, blogger)
HEAD = 256 * 1024  # bytes; a format must show itself in them


class UnknownFormat(Exception):
    """No reader knows the file; the message suggests a remedy."""


def format_of(file: BinaryIO) -> ModuleType:
    """Return the module that reads `file`. Raise UnknownFormat."""
    file.seek(0)
    head = file.read(HEAD).replace(b"\0", b"")  # UTF-16 too shows its letters then
    if not head.strip():
        raise UnknownFormat(_("The file is empty."))
    for module in FORMATS:
        if module.recognises(head):
            return module
    raise UnknownFormat(_advice(head))


def _advice(head: bytes) -> str:
    if b"schemas.google.com/blogger/2018" in head:
        return _(
            "This is Blogger's part of a Google Takeout, in a form that is not read here yet. "
            "A backup made in Blogger itself (Settings, Back up content) can be moved in."
        )
    if b"blogger.com" in head and b"<feed" in head:
        return _(
            "This is a public feed of a Blogger blog, which lacks drafts, settings and most "
            "comments. Make a backup in Blogger (Settings, Back up content) and move that in."
        )
    if b"<rss" in head:
        return _(
            "This is a feed, not an export. In WordPress, make one under Tools, Export, "
            "All content, and move that in."
        )
    return _("This is not a format that can be moved in. Known are: WordPress (WXR), Blogger.")
