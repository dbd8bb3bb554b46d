"""Threads: each reply behind what it answers, five levels deep, whatever is hidden."""

import html
import re

import html5lib
import pytest

from articles.models import Author
from comments import threads
from comments.models import Comment, Status, recount
from comments.moderation import Reason
from comments.templatetags import discussion
from comments.threads import paging
from newsroom import freshness
from newsroom.models import Masthead
from tests.cast import a_comment, an_article, moved_in
from tests.order import on_both


def shape(nodes):
    """The places of a thread as text: a name, or "–" for one that is hidden, indented by depth."""
    return [
        "  " * (node.depth - 1) + (node.comment.name if node.comment else "–") for node in nodes
    ]


@pytest.mark.both_databases
def test_replies_stand_behind_what_they_answer_the_oldest_first(article):
    ravi = a_comment(article, name="Ravi")
    tom = a_comment(article, name="Tom")
    a_comment(article, name="Zoë", parent=ravi)
    ines = a_comment(article, name="Ines", parent=tom)
    a_comment(article, name="Ülo", parent=ravi)
    a_comment(article, name="Marit", parent=ines)
    page = threads.page(article)
    assert shape(page.nodes) == ["Ravi", "  Zoë", "  Ülo", "Tom", "  Ines", "    Marit"]
    assert not page.after


@pytest.mark.parametrize("deepest", [1, 5, 10])
def test_deeper_replies_stand_below_the_last_level_and_say_whom_they_answer(
    reader, article, deepest
):
    """A20"""
    masthead = Masthead.current()
    masthead.thread_depth = deepest
    masthead.save()
    last = None
    for number in range(deepest + 2):
        last = a_comment(article, name=f"Reader {number}", parent=last)
    nodes = threads.page(article).nodes
    assert [node.depth for node in nodes] == [*range(1, deepest), deepest, deepest, deepest]
    assert [node.answers and node.answers.name for node in nodes[-2:]] == [
        f"Reader {deepest - 1}", f"Reader {deepest}",
    ]  # fmt: skip
    assert not any(node.answers for node in nodes[:-2])
    page = reader.get(article.get_absolute_url()).text
    assert page.count("In reply to") == 2


def test_whom_a_reply_answers_is_not_said_when_that_is_hidden(reader, article, mo):
    masthead = Masthead.current()
    masthead.thread_depth = 1
    masthead.save()
    rude = a_comment(article, name="Mallory")
    a_comment(article, name="Ravi", parent=rude)
    rude.reject(by=mo)
    page = reader.get(article.get_absolute_url())
    assert "Ravi" in page
    assert "Mallory" not in page


def test_a_hidden_comment_leaves_a_gap_when_it_was_answered(article, mo):
    rude = a_comment(article, name="Mallory", text="Cheap watches!")
    a_comment(article, name="Ravi", parent=rude)
    rude.mark_as_spam(by=mo)
    a_comment(article, name="Tom", status=Status.PENDING)
    assert shape(threads.page(article).nodes) == ["–", "  Ravi"]


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


def names(page):
    return [node.comment.name for node in page.nodes if node.comment]


def walk(article, sort):
    """The names on every page of `article`, page by page, as a reader would turn them."""
    after, pages = "", []
    while True:
        page = threads.page(article, sort, after)
        pages.append(names(page))
        after = page.after
        if not after:
            return pages


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(paging, "MOST_THREADS", 3)
    monkeypatch.setattr(paging, "MOST_COMMENTS", 5)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("sort", "pages"),
    [
        (threads.Sort.OLDEST, [["A", "B", "b1", "b2"], ["C", "c1", "D", "E"], ["F"]]),
        (threads.Sort.NEWEST, [["F", "E", "D"], ["C", "c1", "B", "b1", "b2"], ["A"]]),
        (threads.Sort.REPLIED, [["B", "b1", "b2", "C", "c1"], ["F", "E", "D"], ["A"]]),
    ],
)
def test_pages_end_between_threads_and_together_have_each_once(article, short_pages, sort, pages):
    first = {name: a_comment(article, name=name) for name in "ABCDEF"}
    for name in ("b1", "b2", "c1"):
        a_comment(article, name=name, parent=first[name[0].upper()])
    a_comment(article, name="Mallory", status=Status.SPAM)
    assert walk(article, sort) == pages


@pytest.mark.both_databases
def test_a_thread_longer_than_a_page_goes_on_at_an_address_of_its_own(reader, article, short_pages):
    ravi = a_comment(article, name="Ravi")
    for number in range(7):
        a_comment(article, name=f"Reply {number}", parent=ravi)
    a_comment(article, name="Tom")
    page = threads.page(article)
    assert names(page) == ["Ravi", *(f"Reply {number}" for number in range(4))]
    address = f"{article.get_absolute_url()}comments/"
    rest = reader.get(f"{address}?thread={page.thread}&after={page.thread_after}")
    assert "Reply 3" not in rest
    assert "Reply 4" in rest
    assert "Ravi" in rest  # what is answered is shown again
    assert "Tom" not in rest
    assert walk(article, threads.Sort.OLDEST)[1] == ["Tom"]


def head(page):
    canonical = re.findall(r'<link rel="canonical" href="http://[^/]+([^"]+)">', page.text)
    return [html.unescape(address) for address in canonical], "noindex" in page


def test_each_later_page_is_its_own_address_for_search_engines(reader, article, short_pages):
    """R3: they named the article's first page, so nothing on them was ever found."""
    comments = [a_comment(article, name=f"Reader {number}") for number in range(5)]
    for number in range(7):
        last = a_comment(article, name=f"Reply {number}", parent=comments[4])
    here = f"{article.get_absolute_url()}comments/"
    after = threads.page(article).after
    assert head(reader.get(here)) == ([article.get_absolute_url()], False)
    assert head(reader.get(f"{here}?sort=oldest")) == ([article.get_absolute_url()], False)
    later = f"{here}?after={after}&sort=oldest"
    assert head(reader.get(later)) == ([later], False)
    assert head(reader.get(f"{here}?after={after}")) == ([later], False)
    thread = reader.get(last.get_absolute_url()).headers["Location"].partition("#")[0]
    assert "thread=" in thread
    assert head(reader.get(thread)) == ([thread], False)
    in_another_order = f"{here}?sort=newest"
    assert head(reader.get(in_another_order)) == ([], True)
    page = reader.get(later).text
    assert "<title>News: Comments on “The harbour" in page
    assert f'<a href="{here}" rel="first">' in page
    assert 'rel="next"' in reader.get(here)


@pytest.mark.parametrize(
    "query",
    [
        "after=x", "after=0000000g", "after=-1", on_both("after=99999999999999999"), "sort=loudest",
        "sort=replied&after=00000001", "sort=newest&after=1-00000001", "thread=x", "thread=..",
        "thread=00000001&after=00000002", "thread=00000001&after=000000010",
    ],
)  # fmt: skip
def test_an_address_that_names_no_page_is_404(reader, article, query):
    """A19"""
    a_comment(article)
    assert reader.get(f"{article.get_absolute_url()}comments/?{query}").status == 404


@pytest.mark.both_databases
def test_the_address_of_a_comment_leads_to_the_page_where_it_stands(reader, article, short_pages):
    comments = [a_comment(article, name=f"Reader {number}") for number in range(5)]
    for number in range(7):
        last = a_comment(article, name=f"Reply {number}", parent=comments[0])
    for comment in (*comments, last):
        answer = reader.get(comment.get_absolute_url())
        assert answer.status == 302
        address, anchor = answer.headers["Location"].split("#")
        assert anchor == f"c{comment.pk}"
        assert f'id="{anchor}"' in reader.get(address)


def test_the_address_of_a_hidden_comment_or_of_another_article_is_404(reader, article, mo):
    comment = a_comment(article)
    elsewhere = comment.get_absolute_url().replace(article.slug, an_article().slug)
    assert reader.get(elsewhere).status == 404
    comment.reject(by=mo)
    assert reader.get(comment.get_absolute_url()).status == 404


def test_the_masthead_says_which_order_comes_first(reader, article):
    masthead = Masthead.current()
    masthead.comment_order = threads.Sort.NEWEST
    masthead.save()
    for name in ("Ravi", "Zoë"):
        a_comment(article, name=name)
    page = reader.get(article.get_absolute_url()).text
    assert page.index("<bdi>Zoë") < page.index("<bdi>Ravi")
    other = reader.get(f"{article.get_absolute_url()}comments/?sort=oldest").text
    assert other.index("<bdi>Ravi") < other.index("<bdi>Zoë")


def test_a_long_thread_is_folded_after_its_first_replies(reader, article):
    ravi = a_comment(article, name="Ravi")
    for number in range(11):
        a_comment(article, name=f"Reply {number}", parent=ravi)
    zoe = a_comment(article, name="Zoe")
    for number in range(10):
        a_comment(article, name=f"Answer {number}", parent=zoe)
    deep = a_comment(article, name="Tom")
    for number in range(3):
        deep = a_comment(article, name=f"Deep {number}", parent=deep)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(reader.get(article.get_absolute_url()).text)
    [folded] = page.findall(".//details[@class='thread__folded']")
    assert folded.find("summary").text == "Show 8 more replies"
    assert len(folded.findall("./ol/li")) == 8
    [thread] = page.findall(".//ol[@class='thread']")
    assert len(thread.findall("./li")) == 3
    assert len(thread.findall("./li/ol[@class='thread__replies']/li")) == 3 + 10 + 1


def test_a_long_thread_below_one_reply_is_folded_there(reader, article):
    ravi = a_comment(article, name="Ravi")
    zoe = a_comment(article, name="Zoe", parent=ravi)
    for number in range(12):
        first = a_comment(article, name=f"Answer {number}", parent=zoe)
        a_comment(article, name=f"Deep {number}", parent=first)
    for number in range(5):
        a_comment(article, name=f"Reply {number}", parent=ravi)
    tom = a_comment(article, name="Tom", parent=a_comment(article))
    for number in range(12):
        a_comment(article, name=f"To Tom {number}", parent=tom)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(reader.get(article.get_absolute_url()).text)
    [inner, outer, last] = page.findall(".//details[@class='thread__folded']")
    assert inner.find("summary").text == "Show 20 more replies"
    assert outer.find("summary").text == "Show 5 more replies"
    assert last.find("summary").text == "Show 9 more replies"
    assert len(last.findall("./ol/li")) == 9
    assert outer not in inner.iter()
    assert [li.find(".//bdi").text for li in outer.findall("./ol/li")] == [
        f"Reply {number}" for number in range(5)
    ]


@pytest.mark.parametrize(
    ("text", "is_clipped"),
    [
        ("Short.", False),
        ("word " * 170, False),
        ("word " * 200, True),
        ("海港" * 200, False),
        ("海港" * 230, True),
        ("https://example.org/a-long-address/of-a-page " * 8 + "word " * 90, False),
        ("line\n" * 12, False),
        ("line\n" * 14, True),
        ("A paragraph.\n\n" * 6, False),
        ("A paragraph.\n\n" * 7, True),
    ],
)
def test_a_long_comment_is_clipped(reader, article, text, is_clipped):
    a_comment(article, text=text)
    assert ("Whole comment" in reader.get(article.get_absolute_url())) == is_clipped


def test_the_form_is_offered_above_and_below_the_comments(reader, article):
    address = f'{article.get_absolute_url()}comment/"'
    assert reader.get(article.get_absolute_url()).text.count(address) == 1
    a_comment(article, text="I saw it go.")
    page = reader.get(article.get_absolute_url()).text
    first, last = page.index(f'action="{address}'), page.index(f'href="{address}')
    assert first < page.index("<p>I saw it go.") < last
    article.comment_policy = "closed"
    article.save()
    assert address not in reader.get(article.get_absolute_url())


@pytest.mark.both_databases
def test_threads_are_counted_as_they_are_shown(article, mo):
    ravi = a_comment(article)
    reply = a_comment(article, parent=ravi)
    a_comment(article, parent=reply, status=Status.PENDING)

    def size():
        return Comment.objects.get(pk=ravi.pk).thread_size

    assert size() == 2
    ravi.reject(by=mo)
    assert size() == 1
    Comment.objects.update(thread_size=7)
    recount(article)
    assert size() == 1
    assert list(article.comments.with_thread()) == [ravi]


BADGE = 'class="badge">Newsroom<'


def test_who_leaves_has_no_badge_any_more_on_stored_pages_either(reader, mo, article):
    """K14j."""
    a_comment(article, author=mo, name="Mo")
    here = article.get_absolute_url()
    for leave in ({"is_active": False}, {"is_staff": False}):
        assert BADGE in reader.get(here)
        for field, value in leave.items():
            setattr(mo, field, value)
        mo.save()
        assert BADGE not in reader.get(here)
        mo.is_active = mo.is_staff = True
        mo.save()
    edition = freshness.read()
    mo.save(update_fields=["last_login"])
    assert freshness.read() == edition
    assert BADGE in reader.get(here)
    mo.delete()
    assert BADGE not in reader.get(here)


def test_badges_come_from_the_account_alone(reader, ida, mo):
    """A16"""
    article = an_article(by=["Ida Marsh"])
    a_comment(article, name="Ida Marsh (author)")
    assert "badge" not in reader.get(article.get_absolute_url())
    Author.objects.filter(name="Ida Marsh").update(account=ida)
    a_comment(article, name="Ida", author=ida)
    a_comment(article, name="Mo", author=mo)
    page = reader.get(article.get_absolute_url()).text
    assert page.count('class="badge">Author<') == 1
    assert page.count('class="badge">Newsroom<') == 1


def test_an_editors_pick_stands_out_as_long_as_it_is_public(reader, article, mo):
    comment = a_comment(article, name="Ravi", text="The tide tables say otherwise.")
    waiting = a_comment(article, status=Status.PENDING)
    assert "badge--pick" not in reader.get(article.get_absolute_url())
    assert comment.feature(by=mo).reason_code == Reason.PICKED
    assert comment.feature(by=mo) is None
    assert waiting.feature(by=mo) is None
    page = reader.get(article.get_absolute_url())
    assert page.text.count("The tide tables say otherwise.") == 3  # data, picks, thread
    assert "badge--pick" in page
    comment.reject(by=mo)
    assert "tide tables" not in reader.get(article.get_absolute_url())
    comment.approve(by=mo)
    assert "badge--pick" in reader.get(article.get_absolute_url())
    comment.unfeature(by=mo)
    assert "badge--pick" not in reader.get(article.get_absolute_url())


def test_what_the_newsroom_answered_leads_into_the_discussion(reader, article, mo, monkeypatch):
    here = article.get_absolute_url()
    first = a_comment(article, name="Ravi")
    assert "The newsroom answered" not in reader.get(here)
    answer = a_comment(article, name="Mo", author=mo, parent=first, text="We asked the harbour.")
    a_comment(article, Status.PENDING, name="Mo", author=mo, text="Not yet.")
    ways = reader.get(here).text.partition("The newsroom answered")[2].partition("</aside>")[0]
    assert f'<a href="#c{answer.pk}"><bdi>Mo</bdi></a>' in ways
    assert "We asked the harbour." in ways
    assert "Not yet." not in ways
    monkeypatch.setattr(paging, "MOST_THREADS", 1)
    last = a_comment(article, name="Mo", author=mo, text="And the museum.")
    assert f'<a href="{last.get_absolute_url()}"><bdi>Mo</bdi></a>' in reader.get(here)
    answer.feature(by=mo)
    ways = reader.get(here).text.partition("The newsroom answered")[2].partition("</aside>")[0]
    assert ways.count("We asked the harbour.") == 1  # as a pick
    last.reject(by=mo)
    assert "The newsroom answered" not in reader.get(here)


def test_the_page_of_an_article_costs_the_same_with_few_and_with_more_than_it_shows(
    reader, db, queries
):
    """A21"""
    quiet, loud = an_article(), an_article()
    moved_in(quiet, 5)
    for thread in moved_in(loud, paging.MOST_THREADS + 1):
        moved_in(loud, 2, parent=thread)

    def cost(article):
        return queries(lambda: reader.get(article.get_absolute_url()))

    reader.get("/rules/")  # the first of all asks for the editions of the discussions
    threads = picks_and_answers = 1  # of which some may not be on the page
    assert cost(loud) == cost(quiet) + threads + picks_and_answers
    assert "153 comments" in reader.get(loud.get_absolute_url())


def test_the_ways_in_are_the_same_where_all_comments_are_read_and_where_not(article, mo, ida):
    for number in range(5):
        moved_in(article, 2)
        a_comment(article, author=mo if number % 2 else ida)
    for comment in article.comments.all()[2:9]:
        comment.feature(by=mo)
    page = paging.page(article)
    assert page.is_whole
    read, asked = discussion._chosen_from(page.comments), discussion._chosen_of(article)
    assert read == tuple(map(list, asked))
    assert all(read)
    moved_in(article, paging.MOST_THREADS)
    assert not paging.page(article).is_whole
    assert not paging.page(article, after=article.comments.first().path).is_whole
