"""The way from an article's page to the desk, without a page of anybody's own."""

import pytest

from comments.models import Status
from newsroom import desk_cookie
from tests.cast import a_comment, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client):
    article = an_article()
    a_comment(article, status=Status.PENDING)
    a_comment(article)
    a_comment(an_article(), status=Status.PENDING)

    def ask(user=None):
        if user:
            client.force_login(user)
        return article, client.get(f"/admin/links/{article.pk}/")

    return ask


def test_an_editor_is_led_to_the_form_and_a_moderator_to_what_waits(asked, ida, mo):
    article, answer = asked(ida)
    assert [link["address"] for link in answer.json()["links"]] == [
        "/admin/",
        f"/admin/articles/article/{article.pk}/change/",
    ]
    assert "no-store" in answer["Cache-Control"]
    article, answer = asked(mo)
    assert answer.json()["links"][1:] == [
        {"label": "Waiting (1)", "address": f"/admin/comments/comment/?article={article.pk}"}
    ]


def test_a_stranger_with_the_cookie_is_told_nothing_and_loses_it(asked, client):
    client.cookies[desk_cookie.NAME] = "1"
    _article, answer = asked()
    assert (answer.status_code, answer.json()) == (403, {})
    assert answer.cookies[desk_cookie.NAME]["max-age"] == 0


def test_the_cookie_comes_with_the_session_and_goes_with_it(client, ida):
    client.force_login(ida)
    cookie = client.get("/admin/").cookies[desk_cookie.NAME]
    assert (cookie["samesite"], cookie["path"], cookie["httponly"]) == ("Lax", "/", "")
    assert desk_cookie.NAME not in client.get("/admin/").cookies
    assert client.post("/admin/logout/").cookies[desk_cookie.NAME]["max-age"] == 0


def test_with_the_cookie_alone_the_stored_page_is_answered(reader, queries):
    address = an_article().get_absolute_url()
    stored = reader.get(address)
    answers = []
    cookie = f"{desk_cookie.NAME}=1"
    assert queries(lambda: answers.append(reader.get(address, HTTP_COOKIE=cookie))) == 1
    assert answers[0].raw == stored.raw
