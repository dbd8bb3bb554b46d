"""Items that are no articles: left out with a reason, their addresses redirected."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from newsroom.importing import report_words
from newsroom.importing.records import AddressRecord, LeftOut, Record
from newsroom.importing.wordpress import addresses
from newsroom.importing.wordpress.articles import UPLOAD, picture_key
from newsroom.importing.wordpress.item import Item
from newsroom.importing.wordpress.terms import Terms

KINDS = {
    "attachment": report_words.ATTACHMENTS,
    "nav_menu_item": report_words.MENU_ITEMS,
    "page": report_words.PAGES,
    "post": report_words.POSTS,
}


def left_out(item: Item, terms: Terms) -> Iterator[Record]:
    yield LeftOut(KINDS.get(item.type) or _("others (%s)") % item.type, reason(item))
    if item.is_public:
        old_addresses = (
            *addresses.of(item),
            *addresses.weak(item),
            *([item.file] if item.file else ()),
        )
        yield AddressRecord(old_addresses, leads_to=tuple(destinations(item, terms)))


def reason(item: Item) -> str:
    if item.status == "trash":
        return _("it was in the bin")
    if item.type in ("post", "page"):
        return _("nobody wrote it yet (“%s”)") % item.status
    if item.type == "attachment":
        return _("files are not in an export; their addresses lead to what shows them")
    if item.type == "nav_menu_item":
        return _("there is no such menu here; their addresses lead to what they pointed at")
    return _("there is nothing like it here")


def destinations(item: Item, terms: Terms) -> Iterator[str]:
    """Return the keys that the address of `item` may lead to, the best first."""
    number = item.value("_menu_item_object_id")
    match item.value("_menu_item_type"):
        case "post_type":
            yield item.blog.source("post", number)
        case "taxonomy":
            yield terms.by_number.get(number, "")
    if item.parent:
        yield item.parent
    if item.type == "attachment":
        yield picture_key(item.id)
        yield from map(picture_key, UPLOAD.findall(urlsplit(item.file).path))
