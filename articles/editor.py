"""The editor's toolbar; newsroom/html decides what is stored."""

from django.utils.translation import gettext_lazy as _

from newsroom.html import PULL_QUOTE

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "NodeClass": {
        "cssClasses": {"blockquote": {"title": _("Quotation"), "cssClasses": [PULL_QUOTE]}}
    },
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableCell": True,
    "TableHeader": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "History": True,
    "HTML": True,
    "SpecialCharacters": True,
}
