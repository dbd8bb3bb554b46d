"""Nobody writes as the newsroom, or as somebody who proved to be somebody else."""

import re
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.db import connection

from comments import names
from comments.models import Comment, NameReading, Status
from comments.moderation import Reason
from newsroom.models import Masthead
from newsroom.site.modes import Mode
from tests.cast import a_comment, an_article, an_author, from_now

RAVI = "ravi@example.org"


@pytest.fixture
def send(reader, article):
    """Send a comment as `name` under the article, or under another one."""

    def sending(name, under=article, **fields):
        address = f"{under.get_absolute_url()}comment/"
        key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
        with time_machine.travel(from_now(minutes=1)):
            return reader.post(address, {"name": name, "text": "Hear, hear.", "key": key, **fields})

    return sending


@pytest.fixture
def ravi(article):
    """Ravi, who has proved his address and been published here."""
    comment = a_comment(article, name="Ravi K.", email=RAVI)
    return comment.confirm_email()


@pytest.mark.parametrize(
    "name",
    [
        "lda",
        "Ⅰda",
        "ＩＤＡ",
        "I d a",
        "Ilse Brandt",
        "IIse Brandt",
        "Admin",
        "Аdmin ✓",
        "Мodеrator",
    ],
)
def test_a_name_of_the_newsroom_is_given_back_with_the_text(send, ida, name):
    """A16"""
    an_author("Ilse Brandt")
    answer = send(name)
    assert answer.status == 422
    assert "looks like one of our staff" in answer
    assert "Hear, hear." in answer
    assert not Comment.objects.exists()


@pytest.mark.parametrize("left", ["is_staff", "is_active"])
def test_the_name_of_somebody_who_has_left_is_free(send, ida, left):
    ida.last_name = "Brandt"
    ida.save()
    assert send("Ida Brandt").status == 422
    setattr(ida, left, False)
    ida.save()
    assert send("Ida Brandt").status == 303


def test_the_papers_own_name_is_nobodys(send):
    Masthead.objects.update(name="The Kestrel Sound", short_name="Kestrel")
    assert send("The Kestrel Sound").status == 422
    assert send("KestreI").status == 422
    assert send("Kestrel fan").status == 303


@pytest.mark.parametrize("name", ["Editor (staff)", "Ann Editor", "Ravi, Mоderator"])
def test_a_name_with_an_office_in_it_waits_even_if_its_writer_is_trusted(article, ravi, name):
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    trusted = Comment(article=article, name="Ravi", text="Good morning.", commenter=ravi)
    trusted.submit()
    assert trusted.status == Status.APPROVED
    called = Comment(article=article, name=name, text="Good evening.", commenter=ravi)
    called.submit()
    assert (called.status, called.reason_code) == (Status.PENDING, Reason.STAFF_NAME)


def test_the_newsroom_writes_under_its_own_names(client, article, ida):
    client.force_login(ida)
    address = f"{article.get_absolute_url()}comment/"
    form = client.get(address).context["form"]
    with time_machine.travel(from_now(minutes=1)):
        fields = {"name": "Ida", "text": "We looked into it.", "key": form.initial["key"]}
        client.post(address, fields, HTTP_ORIGIN="http://testserver")
    assert Comment.objects.get().status == Status.APPROVED


@pytest.mark.parametrize("name", ["Ravi K.", "ravi k", "Rаvi K."])
def test_a_proved_name_cannot_be_taken_under_the_same_article(send, ravi, name):
    answer = send(name)
    assert answer.status == 422
    assert "Another reader already uses this name here." in answer
    assert "Hear, hear." in answer
    assert send(name, under=an_article()).status == 303
    assert send("Ravi").status == 303


@pytest.mark.parametrize("email", [RAVI, "mallory@example.org"])
def test_with_an_address_it_waits_whosever_it_is(send, ravi, email):
    """A35: what is answered does not tell whose address it is."""
    Masthead.objects.update(moderation=Mode.NEWCOMERS)
    assert send("Ravi K.", email=email).status == 303
    comment = Comment.objects.latest("pk")
    assert (comment.status, comment.reason_code) == (Status.PENDING, Reason.NAME_TAKEN)


def test_an_unpublished_comment_keeps_no_name_from_anybody(send, article):
    a_comment(article, Status.REJECTED, name="Zoë", email="mallory@example.org").confirm_email()
    assert send("Zoë").status == 303


def test_the_offices_are_words_that_no_language_has_twice():
    assert all(names.claims_an_office(office) for office in names.OFFICES)
    assert not names.claims_an_office("Modesty Adminovich Stafford")


def test_a_first_name_is_for_everybody_who_has_it_and_waits(send, ida, mo):
    """K14h: full names, printed names and disguises stay the newsroom's."""
    mo.last_name = "Mbeki"
    mo.save()
    an_author("Mona")
    for name in ("Ida", "ida", "Mo"):
        assert send(name).status == 303, name
    assert send("Mo Mbeki").status == 422
    assert send("Mona").status == 422
    waiting = Comment.objects.filter(name__iexact="ida")
    assert {each.reason_code for each in waiting} == {Reason.STAFF_NAME}
    assert {each.status for each in waiting} == {Status.PENDING}
    assert Comment.objects.get(name="Mo").reason_code == Reason.UNREAD


@pytest.mark.both_databases
def test_among_many_names_one_look_into_an_index_is_enough(article, ravi):
    """K12: whatever the discussion, lookalikes are found by what they look like."""
    name = {"comment": article.comments.get(), "article": article}
    others = [NameReading(reading=f"{number:016}", **name) for number in range(3000)]
    NameReading.objects.bulk_create(others)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE comments_namereading")
    for by in (None, ravi):
        assert "lookalikes_of_an_article" in names.taken("Rаvi K.", article, by).explain()
    assert names.taken("Rаvi K.", article, None).exists()
    assert not names.taken("Rаvi K.", article, ravi).exists()


def test_a_deleted_comment_leaves_no_reading_of_its_name(article, ravi):
    comment = article.comments.get()
    assert comment.name_readings.exists()
    comment.delete_by_writer()
    assert not NameReading.objects.exists()


def test_names_of_before_are_read_in_batches(article, ravi, monkeypatch):
    migration = import_module("comments.migrations.0013_readings_of_old_names")
    monkeypatch.setattr(migration, "A_BATCH", 2)
    for name in ("Zoë", "Jo March", "Ann"):
        comment = Comment(article=article, name=name, text=f"{name} again.", commenter=ravi)
        comment.submit()
        comment.decide(Status.APPROVED, by=None)
    a_comment(article, name="Nobody")

    def stored():
        return sorted(NameReading.objects.values_list("comment", "article", "reading"))

    before = stored()
    NameReading.objects.first().delete()
    for _time in range(2):
        migration.read_names(apps, SimpleNamespace(connection=connection))
    assert stored() == before
    assert len({comment for comment, _article, _reading in before}) == 4
