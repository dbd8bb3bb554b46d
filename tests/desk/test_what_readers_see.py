"""Whatever else is pressed at the desk, readers see what was published: a table of acts and states.

Publishing itself, with every choice and date, is in test_publishing.py.
"""

import pytest
import time_machine
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import Article, Version, Why
from articles.models.version import content_of, digest_of
from tests.cast import a_topic
from tests.desk.test_autosaving import post
from tests.desk.test_publishing import LIST, STATES, TO_COME, form_of, in_state
from tests.page_forms import forms_in

# What readers see afterwards, and when the planned moment has come: the text as it was, the one
# that is typed, or nothing.
TABLE = """
act                    draft      scheduled  public     changed    unpublished
Save                   -    -     -    new   old  old   old  old   -    -
Publish …              -    -     -    new   old  old   old  old   -    -
Preview                -    -     -    old   old  old   old  old   -    -
autosave               -    -     -    old   old  old   old  old   -    -
take the autosave      -    -     -    new   old  old   old  old   -    -
save an older form     -    -     -    old   old  old   old  old   -    -
merge                  -    -     -    new   old  old   old  old   -    -
restore                -    -     -    new   old  old   old  old   -    -
correction             -    -     -    old   old  old   old  old   -    -
several: publish       old  old   old  old   old  old   old  old   old  old
several: unpublish     -    -     -    -     -    -     -    -     -    -
several: topic         -    -     -    old   old  old   old  old   -    -
"""
TYPED = {"headline": "New words"}


@pytest.fixture
def desk(client, ida):
    client.force_login(ida)
    client.person = ida
    return client


def change(article):
    return f"{LIST}{article.pk}/change/"


def save(desk, article):
    desk.post(change(article), form_of(desk, article).pressed("Save") | TYPED)


def publish_button(desk, article):
    form = form_of(desk, article)
    (label,) = [name for name, adds in form.buttons.items() if "_publish" in adds]
    desk.post(change(article), form.pressed(label) | TYPED)


def preview(desk, article):
    fields = form_of(desk, article).pressed("Preview") | TYPED
    answer = desk.post(f"{LIST}{article.pk}/preview/", fields)
    assert "New words" in answer.text


def autosave(desk, article):
    opened = form_of(desk, article).fields
    begun = {name: opened[name] for name in ("version", "base")}
    answer = post(desk, article, draft=f"1x{article.pk}", fields=TYPED, **begun)
    assert "saved_at" in answer.json()


def take_the_autosave(desk, article):
    autosave(desk, article)
    address = f"{LIST}autosaves/1x{article.pk}/"
    (form,) = [each for each in forms_in(desk.get(address).text) if "Take" in each.buttons]
    desk.post(address, form.pressed("Take"))
    assert article.versions.filter(why=Why.TAKEN).exists()


def save_an_older_form(desk, article):
    sent = form_of(desk, article).pressed("Save")
    newer = form_of(desk, article).pressed("Save") | {"lead": "Boats, and ships."}
    desk.post(change(article), newer)
    answer = desk.post(change(article), sent | TYPED)
    assert "/merge/" in answer.headers["Location"]


def merge(desk, article):
    version = article.record(Why.BESIDE, content=article.edited_content | TYPED)
    address = f"{LIST}{article.pk}/merge/{version.number}/"
    (form,) = [each for each in forms_in(desk.get(address).text) if "seen" in each.fields]
    desk.post(address, form.fields | dict.fromkeys(("headline-0", "slug-0"), "mine"))
    article.refresh_from_db()
    assert article.versions.filter(why=Why.MERGED).exists()


def restore(desk, article):
    content = article.edited_content | TYPED | {"kicker": "Anew"}
    version = Version.objects.create(
        article=article, number=99, content=content, digest=digest_of(content), why=Why.SAVED
    )
    desk.post(f"{LIST}{article.pk}/restore/", {"number": version.number})


def correct(desk, article):
    address = f"{LIST}{article.pk}/corrections/"
    sent = forms_in(desk.get(address).text)[-1]
    desk.post(address, sent.enter() | {"corrections-0-text": "It was seven.", "for_readers": "on"})


def with_several(action):
    def act(desk, article):
        sent = {"action": action, ACTION_CHECKBOX_NAME: article.pk}
        (form,) = [each for each in forms_in(desk.post(LIST, sent).text) if "action" in each.fields]
        topic = {"topic": a_topic("schools").pk} if "topic" in action else {}
        desk.post(LIST, form.fields | {"confirmed": "1"} | topic)

    return act


ACTS = {
    "Save": save,
    "Publish …": publish_button,
    "Preview": preview,
    "autosave": autosave,
    "take the autosave": take_the_autosave,
    "save an older form": save_an_older_form,
    "merge": merge,
    "restore": restore,
    "correction": correct,
    "several: publish": with_several("publish_many"),
    "several: unpublish": with_several("unpublish_many"),
    "several: topic": with_several("add_topic_to_many"),
}


def world_in(state):
    article = in_state("public" if state == "changed" else state)
    if state == "changed":
        article.save_content(content_of(article) | {"lead": "Not for readers yet."})
    return Article.objects.get(pk=article.pk)


def readers_see(reader, article):
    article = Article.objects.get(pk=article.pk)
    page = reader.get(article.get_absolute_url() or "/nowhere/")
    if page.status != 200:
        return "-"
    assert "Not for readers yet" not in page
    return "new" if "New words" in page else "old"


def test_every_other_act_in_every_state(desk, reader):
    """K7a, K7b, E3, E4, E5, E6"""
    head, *lines = [line for line in TABLE.splitlines() if line]
    states = head.split()[1:]
    table = {line[:22].strip(): line[22:].split() for line in lines}
    assert table.keys() == ACTS.keys()
    assert {*states} - {"changed"} < {*STATES}
    for name, cells in table.items():
        for number, state in enumerate(states):
            article = world_in(state)
            ACTS[name](desk, article)
            now = readers_see(reader, article)
            with time_machine.travel(TO_COME, tick=False):
                later = readers_see(reader, article)
            assert [now, later] == cells[2 * number : 2 * number + 2], (name, state)
            article.delete()
