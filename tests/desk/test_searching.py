"""The search boxes of the desk find words in any capitals, and comments wherever they stand."""

import pytest

from articles.models import Author, Topic
from comments.models import Status
from tests.cast import a_comment, an_article

QUEUE = "/admin/comments/comment/"


@pytest.mark.both_databases
def test_every_list_finds_words_in_any_capitals(client, boss):
    """K11j: SQLite knows the capitals of ASCII only."""
    article = an_article(headline="Привет, Ärger", lead="ΑΘΗΝΑ")
    Topic.objects.create(name="Привет")
    Author.objects.create(name="Ärger")
    a_comment(article, name="Élodie", text="ПРИВЕТ Ärger 100%")
    client.force_login(boss)
    for place, words, number in [
        *(
            ("articles/article", words, 1)
            for words in ("привет", "ärger", "αθηνα", "nothing ärger")
        ),
        *(("articles/topic", "ПРИВЕТ", 1), ("articles/author", "äRGER", 1)),
        *(("comments/comment", words, 1) for words in ("привет", "élodie", "0%")),
        *(("comments/comment", words, 0) for words in ("1_0", "приветы", "\\")),
    ]:
        answer = client.get(f"/admin/{place}/", {"q": words})
        expected = 0 if words.startswith("nothing") else number
        assert answer.context["cl"].result_count == expected, (place, words)


@pytest.mark.both_databases
def test_a_comment_is_found_wherever_it_stands(client, mo, article):
    """K11j: the search of the queue looked in the open tab only, and at no number."""
    comments = [
        a_comment(article, status, by=mo, text=f"A seal, {status.label}.")
        for status in (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM)
    ]
    client.force_login(mo)

    def found(words, **asked):
        page = client.get(QUEUE, {"q": words, **asked}).content.decode()
        return {comment.pk for comment in comments if f"{comment.pk}/change/" in page}, page

    everywhere, page = found("seal", state="approved")
    assert everywhere == {comment.pk for comment in comments}
    for comment in comments:
        assert comment.get_status_display() in page
        for words in (
            str(comment.pk),
            f"#{comment.pk}",
            f"http://testserver{article.get_absolute_url()}#c{comment.pk}",
            f"http://testserver{article.get_absolute_url()}comments/{comment.pk}/",
            f"http://testserver{QUEUE}{comment.pk}/change/",
        ):
            assert found(words)[0] == {comment.pk}, words
    assert found("9" * 18)[0] == set()
    assert found("9" * 400)[0] == set()
