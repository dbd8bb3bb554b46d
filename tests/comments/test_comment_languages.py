"""A queue is sorted by the language in which comments seem to be written."""

import pytest

from comments.models import Comment, Status
from newsroom.text.languages import KNOWN, language_of
from tests.cast import PASSWORD, a_comment
from tests.site import ROOT

QUEUE = "/admin/comments/comment/"
GERMAN = "Das ist nicht der Kran, den ich gesehen habe."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry was late, and nobody told us what had happened.", "en"),
        (GERMAN, "de"),
        ("El barco no llegó, pero los pasajeros lo saben muy bien.", "es"),
        ("Le bateau est parti sans nous, et je ne sais pas pourquoi.", "fr"),
        ("Паром опоздал, и никто нам ничего не сказал.", "ru"),
        ("تأخرت العبّارة ولم يخبرنا أحد بما حدث.", "ar"),
        ("Пором запізнився, і ніхто нам нічого не сказав.", ""),
        ("قایق دیر کرد و کسی چیزی نگفت.", ""),
        ("Traghetto in ritardo, come sempre.", ""),
        ("渡轮晚点了，没有人告诉我们。", ""),
        ("Ha!", ""),
        ("The", ""),
        ("", ""),
        ("🙂 https://example.org/the/and/is", "en"),
    ],
)
def test_a_text_is_of_a_language_or_of_none(text, language):
    assert language_of(text) == language


def test_every_language_of_the_paper_is_known():
    assert set(KNOWN) == {catalogue.name for catalogue in (ROOT / "locale").iterdir()}


def test_the_queue_is_narrowed_to_a_language(client, mo, article):
    a_comment(article, Status.PENDING, name="Greta", text=GERMAN)
    a_comment(article, Status.PENDING, name="Ines", text="It was not the crane that you mean.")
    a_comment(article, Status.PENDING, name="Tom", text="Ha!")
    client.login(username="mo", password=PASSWORD)
    for asked, expected in (
        ("de", {"Greta"}),
        ("en", {"Ines"}),
        ("other", {"Tom"}),
        ("ar", set()),
        ("xx", set()),
    ):
        page = client.get(QUEUE, {"language": asked}).content.decode()
        shown = {name for name in ("Greta", "Ines", "Tom") if f">{name}</bdi>" in page}
        assert shown == expected, asked


def test_other_words_may_be_of_another_language(article):
    comment = a_comment(article, Status.PENDING, text=GERMAN)
    comment.edit("That is not the crane that I saw.")
    assert Comment.objects.get().language == "en"


def test_who_takes_their_words_back_takes_their_language_back(article):
    comment = a_comment(article, text=GERMAN)
    comment.delete_by_writer()
    assert Comment.objects.get().language == ""
