"""What strangers try, by the numbers of docs/attacks.md, where no other test does it already."""

import re
from itertools import product

import html5lib
import pytest
import time_machine
from django.core import serializers

from comments import email_confirmation, personal_data
from comments.models import Comment, Commenter, Notification, Status
from comments.notifications import unsubscribe
from comments.tokens import form_keys, receipts
from newsroom import html
from newsroom.text import characters
from tests.cast import PASSWORD, a_comment, an_article, from_now
from tests.hostile import OURS

RAVI = "ravi@example.org"


@pytest.fixture
def send(reader, article):
    def sending(**fields):
        key = form_keys.issue(article)
        words = {"name": "Ravi", "text": "I walked past.", "key": key, **fields}
        with time_machine.travel(from_now(minutes=1)):
            return reader.post(f"{article.get_absolute_url()}comment/", words)

    return sending


def elements_of(fragment):
    fragment = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    return [one for one in fragment.iter() if isinstance(one.tag, str)][1:]


@pytest.mark.parametrize("vector", OURS, ids=range(len(OURS)))
def test_every_way_in_leads_through_the_same_door(article, vector):
    """A01, A02, A05: created, changed, and moved in, hostile words are the same harmless ones."""
    created = a_comment(article, Status.PENDING, text=vector)
    changed = a_comment(article, Status.PENDING)
    changed.edit(f"{vector} ")
    edited = a_comment(article, name="Tom")
    edited.edit(f"{vector}  ")
    moved = Comment(article=article, name="Zo\u00eb", text=vector)
    moved.move_in(Status.APPROVED)
    bodies = [created.body, changed.body, edited.open_edit.body, moved.body]
    for body in bodies:
        for element in elements_of(body):
            assert element.tag in html.COMMENT_TAGS
            assert set(element.attrib) <= {"href", "rel"}
            assert element.get("href", "https://").startswith(("http://", "https://"))
    assert bodies[0] == bodies[1] == bodies[2]


@pytest.mark.parametrize(
    ("letter", "length"),
    [
        *product("x\U0001f642", [4999, 5000, 5001, 65_535, 65_536]),
        ("x", 1_000_000),
    ],
)
def test_at_every_edge_of_its_length_a_text_is_taken_or_given_back_whole(send, length, letter):
    """A04"""
    answer = send(text=letter * length)
    if length <= 5000:
        assert answer.status == 303
        assert Comment.objects.get().text == letter * length
    else:
        assert answer.status == 422
        assert letter * length in answer
        assert not Comment.objects.exists()


def test_a_request_that_weighs_too_much_or_has_too_many_fields_is_no_work(send):
    """A22"""
    for fields in ({"text": "x" * 3_000_000}, {f"f{number}": "x" for number in range(10_000)}):
        assert send(**fields).status in (400, 413)
    assert not Comment.objects.exists()


def test_what_looks_like_a_template_is_shown_as_typed(send, reader, article):
    """A08"""
    words = "{{7*7}} {% debug %} ${7*7} %(x)s {0.__class__}"
    answer = send(name="{{7*7}} %(name)s", text=words)
    receipt = reader.get(answer.headers["Location"])
    assert words in receipt
    Comment.objects.get().approve(by=None)
    page = reader.get(article.get_absolute_url())
    assert words in page
    assert "{{7*7}} %(name)s" in page


def test_bytes_that_are_no_text_are_no_crash(reader, article):
    """A12"""
    address = f"{article.get_absolute_url()}comment/"
    kind = "application/x-www-form-urlencoded"
    for body in (b"name=%ff%fe&text=%ed%a0%80", b"name=\xff&text=\xc0\xaf", b"%", b"&&&=", b"\0"):
        for charset in ("", "; charset=utf-7", "; charset=utf-16", "; charset=nonsense"):
            headers = {"Origin": "http://testserver"}
            answer = reader.ask("POST", address, body, headers, f"{kind}{charset}")
            assert answer.status in (400, 403, 415, 422), (body, charset)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("MIKE@example.org", True),
        ('"<script>"@example.org', True),
        ("a@b.example,c@d.example", False),
        ("a@b.example\r\nBcc: c@d.example", False),
        ("a" * 250 + "@example.org", False),
        ("m\u0131ke@example.org", True),
    ],
)
def test_an_address_is_one_address_or_none_and_shown_nowhere(send, reader, article, typed, taken):
    """A17, A66"""
    answer = send(email=typed)
    assert (answer.status == 303) == taken
    if taken:
        Comment.objects.get().approve(by=None)
        assert "@" not in re.sub(r"@(context|type|id|media|layer)", "", reader.get(
            article.get_absolute_url()
        ).text)  # fmt: skip


def test_two_ways_to_write_an_address_are_one_person(article):
    """A17"""
    first = a_comment(article, email="Ravi@Example.org").confirm_email()
    assert a_comment(article, email=RAVI).confirm_email() == first
    assert Commenter.objects.count() == 1


@pytest.mark.parametrize("vector", OURS, ids=range(len(OURS)))
def test_what_is_harmless_comes_back_as_it_was_typed(send, vector):
    """A18: nothing is lost on the way but what has no business in a text."""
    send(text=vector)
    assert Comment.objects.get().text == characters.text(vector)


def test_however_many_levels_are_five(article):
    """A20"""
    last = None
    for _ in range(20):
        last = a_comment(article, parent=last)
    assert last.depth == 4
    assert max(map(len, Comment.objects.values_list("path", flat=True))) == 5 * 8


def test_looking_as_a_moderator_changes_nothing(client, mo, article):
    """A24: what a browser fetches in advance, or a mail scanner, decides about nothing."""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    token = receipts.token("0" * 32)
    Comment.objects.update(receipt=receipts.hashed(token))
    ravi = a_comment(article, email=RAVI).confirm_email()
    question = Notification.objects.create(kind="confirm", key="proof", to=RAVI)
    client.login(username="mo", password=PASSWORD)
    before = stored()
    queue = "/admin/comments/comment/"
    found = {queue, f"{queue}?state=all", f"{queue}{comment.pk}/change/", f"/receipt/{token}/"}
    found |= {
        f"/confirm/{email_confirmation.token(question)}/",
        unsubscribe.address(ravi),
        "/confirm/forget/",
    }
    found |= {"/my-data/", f"/my-data/{personal_data.token(ravi)}/"}
    for address in sorted(found):
        page = client.get(address).content.decode()
        found |= set(re.findall(r'(?:href|formaction)="(/[^"#]*)"', page))
    for address in sorted(found - {"/admin/logout/"}):
        for method in (client.get, client.head):
            assert method(address).status_code < 500, address
    assert len(found) > 20
    assert stored() == before


def stored():
    rows = [*Comment.objects.order_by("pk"), *Commenter.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def test_a_token_opens_one_door_only(reader, article):
    """A29: for another purpose, cut short or changed, each is answered like one made up."""
    comment = a_comment(article, Status.PENDING, email=RAVI)
    ravi = a_comment(an_article(), email=RAVI).confirm_email()
    notification = Notification.objects.create(pk=ravi.pk, kind="confirm", key="proof", to=RAVI)
    tokens = {
        "receipt": receipts.token("0" * 32),
        "confirm": email_confirmation.token(notification),
        "my-data": personal_data.token(ravi),
        "unsubscribe": unsubscribe.address(ravi).split("/")[-2],
        "key": form_keys.issue(article),
    }
    assert len({*tokens.values()}) == len(tokens)  # also of one number, in one second
    Comment.objects.filter(pk=comment.pk).update(receipt=receipts.hashed(tokens["receipt"]))
    right = {"receipt", "confirm", "my-data", "unsubscribe"}
    none = reader.get("/receipt/made-up/")
    for door in (*right, "report"):
        for purpose, token in tokens.items():
            for tried in {token[:-1], f"{token}x", token[::-1]} | ({token} - {tokens.get(door)}):
                answer = reader.get(f"/{door}/{tried}/")
                assert (answer.status, answer.body) == (404, none.body), (door, purpose)
        if door in right:
            assert reader.get(f"/{door}/{tokens[door]}/").status == 200, door
