"""What is typed at the desk: written as it is meant, over what was seen, or given back."""

from contextlib import contextmanager
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from articles.models import Article
from comments.models import NetworkBlock, Status
from newsroom.models import Masthead
from tests import cast
from tests.cast import PASSWORD, a_comment, a_picture, a_topic, an_article, an_author, from_now
from tests.comments.races import at_once
from tests.order import on_both
from tests.page_forms import forms_in

MINE = "Mine, with 1 < 2 & a name"
THEIRS = "Theirs, with 3 < 4"
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def desk(client, boss):
    client.login(username="boss", password=PASSWORD)
    return client


def form_at(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return forms_in(page.text)[-1]


def a_corrected_article():
    article = an_article(about=["harbour"], by=["Ilse"])
    article.corrections.create(text="It was Monday.")
    return article


def a_block():
    until = from_now(days=7)
    return NetworkBlock.objects.create(network="198.51.100.0/24", until=until, note="x")


# What two may have open, and a field of its form.
FORMS = {
    "article": (a_corrected_article, "lead"),
    "body": (a_corrected_article, "body"),
    "correction": (a_corrected_article, "corrections-0-text"),
    "topic": (lambda: a_topic("courts"), "description"),
    "author": (lambda: an_author("Jo"), "bio"),
    "picture": (a_picture, "caption"),
    "masthead": (Masthead.current, "comment_rules"),
    "group": (lambda: Group.objects.get(name="Editors"), "name"),
    "block": (a_block, "note"),
}


def a_form(kind):
    """The address of a form, a field of it, and the row that has the field."""
    make, field = FORMS[kind]
    thing = make()
    page = "corrections" if kind == "correction" else "change"
    address = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/{page}/"
    return address, field, thing.corrections.get() if kind == "correction" else thing


def stored(thing, field):
    thing.refresh_from_db()
    if isinstance(thing, Article):  # it is public: what editors go on writing is no row yet
        return thing.edited_content[field]
    return getattr(thing, field.rpartition("-")[2])


@pytest.mark.parametrize(
    "kind",
    [
        on_both(kind) if kind in ("correction", "block") else kind
        for kind in FORMS
        if kind not in ("article", "body")  # these are merged: test_merging.py
    ],
)
def test_nobody_saves_over_a_newer_version_without_seeing_it(desk, kind):
    """K3b"""
    address, field, thing = a_form(kind)
    wrap = "<p>{}</p>" if field == "body" else "{}"
    mine, theirs = (wrap.format(words.replace("&", "&amp;").replace("<", "&lt;")
                    if field == "body" else words) for words in (MINE, THEIRS))  # fmt: skip
    early, late = form_at(desk, address), form_at(desk, address)
    early.fields["for_readers"] = late.fields["for_readers"] = "on"  # corrections ask for it
    assert desk.post(address, early.pressed("Save") | {field: theirs}).status_code == 302
    saved = stored(thing, field)
    answer = desk.post(address, late.pressed("Save") | {field: mine})
    assert answer.status_code == 200
    assert stored(thing, field) == saved
    returned = forms_in(answer.text)[-1]
    assert returned.fields[field].strip() == mine
    newer = answer.text.partition("desk-newer__text")[2]
    assert "Theirs, with 3 &lt; 4" in newer
    assert "&lt;p&gt;" not in newer.partition("</section>")[0]
    assert "Boss" in answer.text or "boss" in answer.text
    # Enter is refused again; only the press that says so writes over it.
    assert desk.post(address, returned.pressed("Save")).status_code == 200
    assert stored(thing, field) == saved
    assert desk.post(address, returned.pressed("Overwrite with my version")).status_code == 302
    assert str(stored(thing, field)) != str(saved)
    assert "Mine, with" in stored(thing, field)


@pytest.mark.parametrize("kind", ["article", "topic", "masthead", "picture", "group"])
def test_who_opened_the_newest_version_saves_it_and_again(desk, kind):
    """K3b"""
    address, field, thing = a_form(kind)
    for words in (THEIRS, MINE):
        assert (
            desk.post(address, form_at(desk, address).pressed("Save") | {field: words}).status_code
            == 302
        )
        assert stored(thing, field) == words


@pytest.mark.both_databases
def test_what_others_do_beside_the_form_is_no_newer_version(desk, mo):
    """K3b: a comment, a decision, a press of publishing."""
    article = an_article(published=None)
    address = f"/admin/articles/article/{article.pk}/change/"
    form = form_at(desk, address)
    Article.objects.get(pk=article.pk).publish()
    a_comment(article, status=Status.PENDING).approve(by=mo)
    assert desk.post(address, form.pressed("Save") | {"lead": MINE}).status_code == 302
    article.refresh_from_db()
    assert (article.lead, article.comment_count, article.is_public) == ("Boats, mostly.", 1, True)
    assert article.changes.content["lead"] == MINE


def test_a_form_that_nobody_changed_writes_no_field(desk):
    """K7d: how a browser ends lines is no change either."""
    Masthead.objects.update(ads_txt="a.example, 1, DIRECT\nb.example, 2, DIRECT\n")
    before = Masthead.objects.values().get()
    pk = Masthead.current().pk
    address = f"/admin/newsroom/masthead/{pk}/change/"
    sent = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in form_at(desk, address).pressed("Save").items()
    }
    with connection.execute_wrapper(Columns("newsroom_masthead")):
        assert desk.post(address, sent).status_code == 302
    assert Columns.written == []
    assert Masthead.objects.values().get() == before
    desk.post(address, sent | {"tagline": MINE})
    assert Masthead.objects.values().get() == before | {"tagline": MINE}


class Columns:
    """Hears which columns of a table are written."""

    written: list[str] = []

    def __init__(self, table):
        self.table = table
        Columns.written = []

    def __call__(self, execute, sql, *query):
        if sql.startswith(f'UPDATE "{self.table}"'):
            Columns.written.append(sql)
        return execute(sql, *query)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "act",
    [
        Article.save,
        Article.publish,
        Article.unpublish,
        lambda article: article.save(update_fields=["lead"]),
    ],
)
def test_whoever_holds_an_article_for_long_writes_nothing_but_their_own(db, mo, act):
    """K3a"""
    article = an_article()
    held = Article.objects.get(pk=article.pk)
    a_comment(article, status=Status.PENDING).approve(by=mo)
    if act is not Article.save:
        Article.objects.filter(pk=article.pk).update(headline=THEIRS, slug="theirs")
    act(held)
    article.refresh_from_db()
    assert article.comment_count == 1
    if act is not Article.save:
        assert (article.headline, article.slug) == (THEIRS, "theirs")
    assert held.comment_count == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_an_editor_and_a_moderator_at_the_same_moment_lose_nothing():
    """K3a, K3b

    On PostgreSQL, with real transactions and two connections: SQLite has one writer at a time.
    """
    if connection.vendor != "postgresql":
        return
    mo, articles = cast.staff("Mo", "Moderators"), [an_article() for _ in range(6)]
    cast.staff("Ida", "Editors")
    desks = [Client(), Client()]
    for client in desks:
        client.login(username="ida", password=PASSWORD)
    for article in articles:
        comment = a_comment(article, status=Status.PENDING)
        address = f"/admin/articles/article/{article.pk}/change/"
        sent = [
            form_at(client, address).pressed("Save") | {"lead": f"Lead of {client}"}
            for client in desks
        ]
        came = at_once(
            lambda c=comment: c.approve(by=mo),
            *(lambda c=c, s=s, a=address: c.post(a, s) for c, s in zip(desks, sent, strict=True)),
        )
        assert not [one for one in came if isinstance(one, Exception)]
        assert [answer.status_code for answer in came[1:]] == [302, 302]
        article.refresh_from_db()
        assert article.comment_count == 1
        (won,) = [
            s["lead"]
            for s, answer in zip(sent, came[1:], strict=True)
            if "/merge/" not in answer.url
        ]
        assert article.changes.content["lead"] == won


# -- what fails


@contextmanager
def nothing_can_be_written(error=OperationalError):
    def reject(execute, sql, *query):
        if sql.lstrip().startswith(WRITES):
            raise error("attempt to write a readonly database")
        return execute(sql, *query)

    with connection.execute_wrapper(reject):
        yield


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        *product(["article", "correction", "masthead", "picture"], [OperationalError]),
        *product(["topic"], [OperationalError, DatabaseError, OSError]),
    ],
)
def test_what_cannot_be_stored_comes_back_in_the_form(desk, caplog, kind, error):
    """K17b, K7c"""
    address, field, thing = a_form(kind)
    before, form = stored(thing, field), form_at(desk, address)
    form.fields["for_readers"] = "on"  # corrections ask for it
    with nothing_can_be_written(error):
        answer = desk.post(address, form.pressed("Save") | {field: MINE})
    assert answer.status_code == 503
    assert "went wrong at our end" in answer.text
    returned = forms_in(answer.text)[-1]
    assert returned.fields[field].strip() == MINE
    assert "readonly database" in caplog.text
    assert MINE not in caplog.text
    assert stored(thing, field) == before
    assert desk.post(address, returned.pressed("Save")).status_code == 302
    assert stored(thing, field) == MINE


def test_a_new_article_and_a_new_picture_that_cannot_be_stored_come_back(desk):
    """K17b"""
    address = "/admin/articles/article/add/"
    form = form_at(desk, address)
    with nothing_can_be_written():
        answer = desk.post(
            address, form.pressed("Save") | {"headline": MINE, "body": "<p>Typed.</p>"}
        )
    returned = forms_in(answer.text)[-1]
    assert (answer.status_code, returned.fields["headline"]) == (503, MINE)
    assert desk.post(address, returned.pressed("Save")).status_code == 302
    assert Article.objects.get().headline == MINE
    address = "/admin/articles/picture/add/"
    upload = {"alt": MINE, "file": cast.ContentFile(cast.a_file(cast.a_drawing()), name="b.jpg")}
    with nothing_can_be_written():
        answer = desk.post(address, form_at(desk, address).pressed("Save") | upload)
    assert (answer.status_code, "went wrong at our end" in answer.text) == (503, True)
    assert forms_in(answer.text)[-1].fields["alt"] == MINE


def test_nobody_can_sign_in_where_no_session_can_be_stored_and_is_told(client, ida, caplog):
    """K17b"""
    fields = {"username": "ida", "password": PASSWORD}
    with nothing_can_be_written():
        answer = client.post("/admin/login/", fields)
    assert "went wrong at our end" in answer.text
    assert PASSWORD not in answer.text
    assert "ida" in answer.text
    assert PASSWORD not in caplog.text
    assert client.post("/admin/login/?next=/admin/", fields).status_code == 302


def test_who_is_signed_out_meanwhile_gets_everything_back_to_send_again(ida):
    """K7c"""
    client = Client(enforce_csrf_checks=True)
    here = {"HTTP_ORIGIN": "http://testserver"}
    sign_in = form_at(client, "/admin/login/").fields | {"username": "ida", "password": PASSWORD}
    client.post("/admin/login/", sign_in, **here)
    article = an_article(by=["Ilse"])
    address = f"/admin/articles/article/{article.pk}/change/"
    form = form_at(client, address)
    del client.cookies["sessionid"]  # it ends in the browser when it ends here
    sent = form.pressed("Save") | {"lead": MINE, "body": "<p>a\n\nb &lt;c&gt;</p>"}
    answer = client.post(address, sent, **here)
    assert answer.status_code == 403
    assert 'href="/admin/login/"' in answer.text
    client.post("/admin/login/", form_at(client, "/admin/login/").fields | sign_in | {
        "csrfmiddlewaretoken": client.cookies["csrftoken"].value}, **here)  # fmt: skip
    again = client.post(address, forms_in(answer.text)[-1].enter(), **here)
    if again.status_code == 403:  # signing in gave the browser another key
        again = client.post(address, forms_in(again.text)[-1].enter(), **here)
    assert again.status_code == 302
    article.refresh_from_db()
    assert article.changes.content["lead"] == MINE
    assert "b &lt;c&gt;" in article.changes.content["body"]


def test_words_from_another_site_are_not_sent_again_with_our_key(ida):
    """K7c"""
    client = Client(enforce_csrf_checks=True)
    client.get("/admin/login/")
    article = an_article()
    for origin in ("https://evil.example.com", "null"):
        address = f"/admin/articles/article/{article.pk}/change/"
        answer = client.post(address, {"lead": "Words of another"}, HTTP_ORIGIN=origin)
        assert answer.status_code == 403
        assert "Send again" not in answer.text


def test_strangers_are_sent_to_the_login(client, db):
    answer = client.post("/admin/articles/article/add/", {"lead": "Some words"})
    assert answer.status_code == 302


def test_another_file_of_a_picture_is_not_shown_by_the_old_ones_renditions(desk):
    """K3a: what is made from a column is written with it."""
    picture = a_picture(ready=True)
    assert picture.ready_widths
    address = f"/admin/articles/picture/{picture.pk}/change/"
    file = cast.ContentFile(cast.a_file(cast.a_drawing((900, 700))), name="other.jpg")
    assert (
        desk.post(address, form_at(desk, address).pressed("Save") | {"file": file}).status_code
        == 302
    )
    picture.refresh_from_db()
    assert (picture.width, picture.ready_widths, picture.card) == (900, [], "")
