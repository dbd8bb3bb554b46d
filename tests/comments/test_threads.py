"""Threads: each reply behind what it answers, five levels deep, whatever is hidden."""

import html5lib
import pytest

from comments import threads
from comments.models import Status
from tests.cast import a_comment, an_article


def shape(nodes):
    """The places of a thread as text: a name, or "–" for one that is hidden, indented by depth."""
    return [
        "  " * (node.depth - 1) + (node.comment.name if node.comment else "–") for node in nodes
    ]


def test_replies_stand_behind_what_they_answer_the_oldest_first(article):
    ravi = a_comment(article, name="Ravi")
    tom = a_comment(article, name="Tom")
    a_comment(article, name="Zoë", parent=ravi)
    ines = a_comment(article, name="Ines", parent=tom)
    a_comment(article, name="Ülo", parent=ravi)
    a_comment(article, name="Marit", parent=ines)
    nodes, after = threads.page(article)
    assert shape(nodes) == ["Ravi", "  Zoë", "  Ülo", "Tom", "  Ines", "    Marit"]
    assert not after


def test_the_sixth_level_stands_beside_the_fifth(article):
    last = None
    for number in range(7):
        last = a_comment(article, name=f"{number}", parent=last)
    assert [node.depth for node in threads.page(article)[0]] == [1, 2, 3, 4, 5, 5, 5]
    assert last.parent.name == "5"


def test_a_hidden_comment_leaves_a_gap_when_it_was_answered(article, mo):
    rude = a_comment(article, name="Mallory", text="Cheap watches!")
    a_comment(article, name="Ravi", parent=rude)
    rude.mark_as_spam(by=mo)
    a_comment(article, name="Tom", status=Status.PENDING)
    assert shape(threads.page(article)[0]) == ["–", "  Ravi"]


def test_every_list_that_is_opened_is_closed(reader, article):
    ravi = a_comment(article, name="Ravi")
    deep = ravi
    for number in range(5):
        deep = a_comment(article, name=f"deep {number}", parent=deep)
    a_comment(article, name="Tom", parent=ravi)
    a_comment(article, name="Ines")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(reader.get(article.get_absolute_url()).text)
    [thread] = page.findall(".//ol[@class='thread']")
    assert len(thread.findall("li")) == 2
    assert len(thread.findall("./li/ol/li")) == 2


def test_a_page_that_starts_in_a_thread_shows_what_is_answered_again(article, monkeypatch):
    ravi = a_comment(article, name="Ravi")
    for name in ("Zoë", "Ülo", "Ines"):
        a_comment(article, name=name, parent=ravi)
    first, after = threads.page(article, most=3)
    assert shape(first) == ["Ravi", "  Zoë", "  Ülo"]
    rest, end = threads.page(article, after, most=3)
    assert shape(rest) == ["Ravi", "  Ines"]
    assert not end


@pytest.mark.parametrize("few", [5])
def test_the_page_of_an_article_costs_the_same_with_few_and_with_many(reader, db, queries, few):
    quiet, loud = an_article(), an_article()
    for _ in range(few):
        a_comment(quiet)
    last = None
    for number in range(500):
        last = a_comment(loud, parent=last if number % 3 else None)

    def cost(article):
        return queries(lambda: reader.get(article.get_absolute_url()))

    few_cost, many_cost = cost(quiet), cost(loud)
    print(f"queries with {few} comments: {few_cost}, with 500: {many_cost}")
    assert few_cost == many_cost
    assert "500 comments" in reader.get(loud.get_absolute_url())
