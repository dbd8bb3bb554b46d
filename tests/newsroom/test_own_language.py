"""All that the paper says, it says in the language of its masthead."""

import ast
import re
from html import unescape

import pytest
from django.contrib import admin
from django.urls import reverse

from benchmarks.notifications import written
from comments.models import Comment, Notification, Status
from newsroom.models import Masthead
from tests import catalogues, tree
from tests.cast import a_comment, an_article
from tests.newsroom.test_every_form import READERS, receipt_of

EAGER = {"gettext", "ngettext", "pgettext", "npgettext"}
LAZY = {f"{name}_lazy" for name in EAGER}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|\s*\n\s*|<[^>]*>")


def calls(node, names):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def at_import(node):
    """Yield what is run when a module is imported: no bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = child.args
            for each in (*child.decorator_list, *arguments.defaults, *arguments.kw_defaults):
                if each is not None:
                    yield each
                    yield from at_import(each)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from at_import(child)


def rendered(node):
    """Return the parts that `node` makes a string of at once, lazy or not."""
    if isinstance(node, ast.FormattedValue):
        return [node.value]
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        return [node.left, node.right]
    if isinstance(node, ast.Attribute):
        return [node.value]
    return node.args if calls(node, {"str", "format_html", "capfirst"}) else []


def faults(source):
    """Yield the lines that translate, or render what is lazy, at the import."""
    module, names = ast.parse(source), {True: set(), False: set()}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for each in node.names:
                if each.name in EAGER | LAZY:
                    names[each.name in LAZY].add(each.asname or each.name)
    for node in at_import(module):
        if calls(node, names[False]) or any(calls(part, names[True]) for part in rendered(node)):
            yield node.lineno


def test_nothing_is_translated_before_a_language_is_known():
    """K11l: what is rendered at the import is English, or of whoever asked first."""
    found = {}
    for path in tree.files("newsroom/*.py", "articles/*.py", "comments/*.py"):
        source = path.read_text()
        if lines := "gettext" in source and list(faults(source)):
            found[str(path)] = lines
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        'A = gettext("A boat")',
        'class A:\n    b = gettext("A boat")',
        'def a(b=gettext("A boat")): ...',
        "A = f'{_(\"A boat\")}!'",
        'A = _("%s boats") % 2',
        'A = str(_("A boat"))',
        'A = _("{} boats").format(2)',
    ],
)
def test_what_would_be_translated_too_early_is_found(line):
    head = "from django.utils.translation import gettext, gettext_lazy as _\n"
    assert list(faults(head + line))
    assert not list(faults(f'{head}A = _("A boat")\ndef a(): return gettext("A boat")'))


def english():
    """Return the pieces of English, of two words at least, that Arabic says otherwise."""
    pieces = set()
    for message in catalogues.stored("ar"):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for words in ids:
            for piece in PLACE.split(words):
                piece = piece.strip(" .,:;“”()\"'")
                if piece.count(" ") > 1 and piece not in " ".join(strings):
                    pieces.add(piece)
    return pieces


def seen_in(html):
    return unescape(re.sub(r"\s+", " ", re.sub(r"(?s)<(script|style).*?</\1>", "", html)))


@pytest.fixture(scope="module")
def words():
    return english()


@pytest.fixture
def arabic(db):
    Masthead.objects.update(language="ar", name="الميناء", short_name="م")
    return an_article(
        headline="الميناء", lead="قوارب", body="<p>قوارب</p>", about=["ميناء"], by=["إلسه"]
    )


def found_in(words, texts):
    return [(place, each) for place, text in texts for each in words if each in text]


def test_every_email_is_in_the_language_of_the_paper(db, words):
    """K11l."""
    Masthead.objects.update(language="ar")
    texts = []
    for message in written():
        for part in (message.subject, message.body, seen_in(message.alternatives[0].content)):
            texts.append((message.subject, part))
    assert len(texts) == 3 * len(Notification.Kind)
    assert found_in(words, texts) == []


def test_headlines_and_names_in_emails_move_no_punctuation(db):
    """K11m."""
    Masthead.objects.update(language="ar")
    headline = "The last crane leaves the north quay"
    for message in written():
        for text in (message.subject, message.body):
            assert text.count(headline) == text.count(f"\u2068{headline}\u2069"), text
    assert "\u2068Ines\u2069" in message.body


def test_every_page_for_readers_is_in_the_language_of_the_paper(arabic, reader, words):
    """K11l: forms with errors, and what is refused, too."""
    comment = a_comment(arabic, text="قوارب")
    arabic.corrections.create(text="قوارب")
    story, shown = arabic.get_absolute_url(), comment.get_absolute_url()
    addresses = f"""/ /nothing/ /rules/ /my-data/ /about-this-paper/ /topics/ /corrections/
        /authors/ /transparency/ /search/?q=قوارب /feed.atom /feed.json /comments.atom {story}
        {story}feed.json {shown}""".split()
    texts = [(address, seen_in(reader.get(address).text)) for address in addresses]
    for kind, (address, _typed) in READERS.items():
        place = address(comment)
        texts.append((kind, seen_in(reader.get(place).text)))
        for sent in ({}, {"key": "x", "name": "", "text": "", "email": "x", "kind": "x"}):
            texts.append((f"{kind}, sent", seen_in(reader.post(place, sent).text)))
    for status in Status.values:
        Comment.objects.filter(pk=comment.pk).update(status=status, reason_code="links")
        texts.append((status, seen_in(reader.get(receipt_of(comment)).text)))
    assert found_in(words, texts) == []


def test_the_desk_is_in_the_language_of_the_paper(arabic, client, boss, words):
    """K11l."""
    client.force_login(boss)
    comment = a_comment(arabic, Status.PENDING, text="قوارب")
    places = [reverse("admin:index"), reverse("admin:comments_comment_change", args=[comment.pk])]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        places += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    texts = [(place, seen_in(client.get(place, follow=True).text)) for place in places]
    assert found_in(words, texts) == []
