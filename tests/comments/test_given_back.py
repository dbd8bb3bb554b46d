"""Whoever gets the form back has lost nothing, and may send it at once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.models import Comment, Notice, Status
from comments.moderation import Reason
from comments.tokens import action_links
from newsroom.models import Masthead
from tests.cast import a_comment, an_article
from tests.page_forms import form_in, forms_in

WORDS = {"name": "Ravi", "email": "", "text": "I walked past it this morning."}
NOW = timezone.now().replace(minute=30)


@pytest.fixture
def clock():
    """A clock that stands still; `clock.shift(…)` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def form(reader, article, clock):
    """The form of an article as Ravi sends it, a minute after he opened it."""
    form = form_in(reader.get(f"{article.get_absolute_url()}comment/").text)
    form.fields |= WORDS
    clock.shift(timedelta(minutes=1))
    return form


def expired(reader, form, article, clock):
    clock.shift(timedelta(hours=25))
    return reader.post(form.action, form.fields)


def from_elsewhere(reader, form, article, clock):
    return reader.post(form.action, form.fields, origin="https://evil.example.com")


def too_many(reader, form, article, clock):
    Masthead.objects.update(comments_per_hour=1)
    other = form_in(reader.get(form.action).text)
    reader.post(other.action, other.fields | WORDS | {"text": "The first of this hour."})
    answer = reader.post(form.action, form.fields)
    clock.shift(timedelta(hours=1))
    return answer


def sent_already(reader, form, article, clock):
    reader.post(form.action, form.fields | {"text": "Something else."})
    return reader.post(form.action, form.fields)


def too_long(reader, form, article, clock):
    answer = reader.post(form.action, form.fields | {"text": "\U0001f642" * 6000})
    assert "Please shorten this by 1000 characters: at most 5000 are allowed." in answer
    returned = form_in(answer.text).fields
    assert returned["text"] == "\U0001f642" * 6000
    return reader.post(form.action, returned | {"text": WORDS["text"], "name": ""})


def of_another_article(reader, form, article, clock):
    other = form_in(reader.get(f"{an_article().get_absolute_url()}comment/").text)
    clock.shift(timedelta(minutes=1))
    return reader.post(form.action, form.fields | {"key": other.fields["key"]})


def parent_gone(reader, form, article, clock):
    parent = a_comment(article)
    reply = form_in(reader.get(f"{form.action}?reply={parent.pk}").text)
    assert reply.fields["parent"] == str(parent.pk)
    clock.shift(timedelta(minutes=1))
    parent.remove(by=None)
    answer = reader.post(reply.action, reply.fields | WORDS)
    assert "The comment you replied to has been removed." in answer
    return answer


def honeypot(reader, form, article, clock):
    return reader.post(form.action, form.fields | {"subject": "Harbour"})


REJECTIONS = [
    expired, from_elsewhere, too_many, sent_already, too_long, of_another_article, parent_gone,
    honeypot,
]  # fmt: skip


@pytest.mark.parametrize("refused", REJECTIONS, ids=lambda refused: refused.__name__)
def test_what_is_given_back_is_taken_when_it_is_sent_at_once(reader, article, form, clock, refused):
    """K6b, K6c, K6e"""
    answer = refused(reader, form, article, clock)
    assert answer.status in (403, 422, 429)
    returned = form_in(answer.text)
    returned.fields["name"] = returned.fields["name"] or "Ravi"
    assert WORDS.items() <= returned.fields.items()
    assert reader.post(returned.action, returned.fields).status == 303
    comment = Comment.objects.get(text=WORDS["text"])
    assert (comment.status, comment.reason_code) == (Status.PENDING, Reason.UNREAD)
    assert (comment.article, comment.parent) == (article, None)


def test_a_filled_honeypot_gives_the_form_back_each_time(reader, article, form):
    """K6i"""
    hidden = reader.get(form.action).text.partition('name="subject"')
    assert "form__trap" in hidden[0]
    assert 'autocomplete="off"' in hidden[2].partition(">")[0]
    returned = form
    for _time in range(3):
        answer = reader.post(returned.action, returned.fields | {"subject": "Harbour"})
        returned = form_in(answer.text)
        assert (answer.status, returned.fields["subject"]) == (422, "")
        assert "Please leave this field empty" in answer
        assert "form__trap" not in answer
        assert "tabindex" not in answer.text.partition('name="subject"')[2].partition(">")[0]
    preview = {"preview": "Preview", "subject": "Harbour"}
    assert "Preview: not sent yet" not in reader.post(returned.action, returned.fields | preview)
    assert not Comment.objects.exists()
    assert reader.post(returned.action, returned.fields).status == 303


# What browsers and password managers fill in by itself, by the name of a field.
FILLED_IN = re.compile(
    r"name|mail|url|web|site|home|tel|phone|mobile|fax|addr|street|city|town|state|zip|post|country"
    r"|company|organi|title|birth|user|login|pass|card|account|search|comment|message",
    re.IGNORECASE,
)


def test_no_browser_knows_what_a_honeypot_is(reader, article):
    """K6i"""
    comment = a_comment(article)
    trapped = {}
    for address in (f"{article.get_absolute_url()}comment/", f"{comment.get_absolute_url()}report/",
                    "/my-data/"):  # fmt: skip
        page = reader.get(address)
        assert page.status == 200
        for trap in page.text.split("form__trap")[1:]:
            trapped[address] = trap.partition("</div>")[0]
    (markup,) = trapped.values()
    for said in re.findall(r'(?:name|id|for)="([^"]*)"|<label[^>]*>([^<]*)<', markup):
        assert not FILLED_IN.search("".join(said)), said


def test_a_robot_gains_nothing_by_asking_twice(reader, article, clock):
    """K6b"""
    address = f"{article.get_absolute_url()}comment/"
    keys = [form_in(reader.get(address).text).fields["key"], "of its own making", ""]
    for number, key in enumerate(keys):
        text = f"Watches, the {number}th time."
        answer = reader.post(address, WORDS | {"key": key}, origin="https://evil.example.com")
        returned = form_in(answer.text).fields
        assert reader.post(address, returned | {"text": text}).status == 303
        assert Comment.objects.get(text=text).reason_code == Reason.TOO_FAST


def test_what_is_typed_into_the_field_of_an_article_may_be_sent_as_soon_as_it_has_a_name(
    reader, article, clock
):
    [field] = forms_in(reader.get(article.get_absolute_url()).text)
    assert field.fields == {"text": ""}
    answer = reader.post(field.action, field.pressed("Post a Comment") | {"text": "It's <gone>."})
    assert answer.status == 200
    assert "form-errors" not in answer
    form = form_in(answer.text)
    assert form.fields["text"] == "It's <gone>."
    assert reader.post(form.action, form.fields | {"name": "Ravi"}).status == 303
    comment = Comment.objects.get()
    assert (comment.status, comment.reason_code) == (Status.PENDING, Reason.UNREAD)
    foreign = reader.post(field.action, {"text": "Gone."}, origin="https://evil.example.com")
    assert foreign.status == 403


def test_a_form_that_was_given_back_is_good_for_almost_a_day(reader, article, form, clock):
    """K6b"""
    returned = form_in(expired(reader, form, article, clock).text)
    clock.shift(timedelta(hours=22))
    assert reader.post(returned.action, returned.fields).status == 303


def test_a_post_is_taken_under_an_articles_former_slug(reader, article, form):
    """K6a"""
    article.slug = "another-slug"
    article.save()
    assert reader.post(form.action, form.fields | {"preview": "Preview"}).status == 200
    answer = reader.post(form.action, form.fields | {"name": ""})
    assert form_in(answer.text).action == f"{article.get_absolute_url()}comment/"
    assert reader.post(form.action, form.fields).status == 303
    assert Comment.objects.get().article == article
    without = form_in(reader.post(form.action, WORDS).text)  # no key, but the address is known
    assert without.action == f"{article.get_absolute_url()}comment/"
    assert reader.post("/2026/11/nowhere/comment/", WORDS).status == 404


def test_an_article_whose_old_address_is_anothers_now_keeps_its_comments(reader, article, form):
    """K6a"""
    former, month = article.slug, article.published_at
    article.slug = "another-slug"
    article.save()
    other = an_article(slug=former, published=month)
    answer = reader.post(form.action, form.fields)
    assert answer.status == 422
    assert WORDS["text"] in answer
    assert not other.comments.exists()


@pytest.mark.parametrize("below", ["comment/?reply=7", "comments/", "comments/7/", "comments.json"])
def test_what_stands_below_an_article_moves_with_it(reader, article, below):
    """K6a"""
    former = article.get_absolute_url()
    article.slug = "another-slug"
    article.save()
    answer = reader.get(f"{former}{below}")
    assert answer.status == 301
    assert answer.headers["Location"] == f"{article.get_absolute_url()}{below}"
    assert reader.get(f"{article.get_absolute_url()}comments/999999/").status == 404


def test_the_words_about_an_unpublished_article_are_shown_to_be_copied(reader, article, form):
    """K6f"""
    article.unpublish()
    answer = reader.post(form.action, form.fields)
    assert answer.status == 410
    assert "This article has been unpublished" in answer
    assert WORDS["text"] in answer
    article.publish()
    assert reader.post(form.action, form.fields).status == 303


def test_a_reply_to_what_is_gone_says_so_before_it_is_typed(reader, article):
    """K6c"""
    parent = a_comment(article)
    address = f"{article.get_absolute_url()}comment/"
    sentence = "The comment you want to reply to has been removed."
    assert sentence not in reader.get(f"{address}?reply={parent.pk}")
    parent.remove(by=None)
    answer = reader.get(f"{address}?quote=1&reply={parent.pk}")
    assert (answer.status, sentence in answer) == (200, True)
    assert form_in(answer.text).fields["parent"] == ""
    assert sentence not in reader.get(address)


def test_the_words_of_an_appeal_are_kept_until_it_is_taken(reader, article, form, mo):
    """K17b, K6e"""
    address = f"{reader.post(form.action, form.fields).headers['Location']}appeal/"
    Comment.objects.get().reject(by=mo)
    words = {"words": "But it is so, and everybody knows it."}
    foreign = reader.post(address, words, origin="https://evil.example.com")
    long = reader.post(address, {"words": f"Please. {'x' * 2000}"})
    assert [foreign.status, long.status] == [403, 422]
    assert "Please shorten this by 8 characters: at most 2000 are allowed." in long
    assert form_in(long.text).fields == {"words": f"Please. {'x' * 2000}"}
    assert not Notice.objects.exists()
    returned = form_in(foreign.text)
    assert reader.post(returned.action, returned.fields).status == 303
    assert reader.post(address, words).status == 303  # a double click
    assert Notice.objects.get().words == words["words"]
    late = reader.post(address, {"words": "And another thing."})
    assert (late.status, "And another thing." in late) == (409, True)


def test_the_words_about_a_comment_that_is_gone_are_shown_to_be_copied(reader, article):
    """K6f"""
    comment = a_comment(article)
    report = form_in(reader.get(f"{comment.get_absolute_url()}report/").text)
    comment.remove(by=None)
    answer = reader.post(report.action, report.fields | {"kind": "spam", "words": "Buy no watch."})
    assert (answer.status, "Buy no watch." in answer) == (404, True)
    assert not Notice.objects.exists()


def test_a_moderators_words_are_shown_when_another_was_first(reader, article, mo):
    """K17b"""
    comment = a_comment(article, status=Status.PENDING)
    address = action_links.address(comment, "reject", mo)
    words = {"reason": "illegal", "words": "Section 12 of the press law."}
    comment.approve(by=None)
    late, broken = reader.post(address, words), reader.post(f"{address[:-2]}x/", words)
    assert [late.status, broken.status] == [409, 404]
    assert words["words"] in late
    assert words["words"] in broken


@pytest.mark.parametrize(
    ("text", "over"),
    [("e\u0301" * 5000, 0), ("a\r\n" * 2499 + "ab", 0), ("\U0001f468" * 5001, 1), ("x" * 5003, 3)],
    ids=["decomposed", "two characters at line ends", "emoji", "letters"],
)
def test_a_text_is_counted_as_it_is_stored(reader, form, text, over):
    """K6e"""
    answer = reader.post(form.action, form.fields | {"text": text})
    assert answer.status == (422 if over else 303)
    if over:
        assert f"Please shorten this by {over} character" in answer
        assert form_in(answer.text).fields["text"] == text


def test_no_field_for_words_has_a_browser_cut_them(reader, client, article, ida):
    """K6e"""
    comment = a_comment(article)
    client.force_login(ida)
    pages = [
        reader.get(f"{article.get_absolute_url()}comment/").text,
        reader.get(f"{comment.get_absolute_url()}report/").text,
        client.get(f"/admin/articles/article/{article.pk}/change/").content.decode(),
    ]
    for page in pages:
        for name in ("name", "email", "text", "words", "headline", "kicker", "lead"):
            assert "maxlength" not in page.partition(f'name="{name}"')[2].partition(">")[0], name
