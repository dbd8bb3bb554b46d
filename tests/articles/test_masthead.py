"""The head and the foot of each page: a menu that says where one is, a search, and the ways on."""

import re

from newsroom.models import Masthead
from tests.cast import a_topic, an_article

CURRENT = re.compile(r'<li[^>]*><a href="([^"]+)" aria-current="page">')

WITHIN = re.compile(r'<li><a href="([^"]+)" aria-current="true">')


def test_the_menu_marks_the_page_on_which_one_is_and_no_other(reader, db):
    an_article(about=["harbour", "courts"])
    for address in ("/topics/harbour/", "/search/"):
        assert CURRENT.findall(reader.get(address).text.partition("<main")[0]) == [address]
    assert CURRENT.findall(reader.get("/").text) == []


def test_the_menu_marks_one_topic_of_the_article_at_no_further_query(reader, db, queries):
    """The first that is in the menu: of several links one at most is the current one."""
    address = an_article(about=["harbour", "courts"]).get_absolute_url()
    masthead, numbers = Masthead.objects.get(), []
    for chosen, marked in ((["weather"], []), (["harbour", "courts"], ["/topics/courts/"])):
        masthead.menu = [a_topic(name).pk for name in chosen]
        masthead.save()
        reader.get("/search/")
        numbers.append(queries(lambda: reader.get(address)))
        assert WITHIN.findall(reader.get(address).text) == marked
    assert numbers[0] == numbers[1]


def test_the_foot_marks_the_list_on_which_or_within_which_one_is(reader, db):
    article = an_article(about=["harbour"], by=["Ilse"])
    dated = article.get_absolute_url()[: len("/2026/11/")]
    for address, list_of, value in (
        ("/topics/", "/topics/", "page"),
        ("/topics/harbour/", "/topics/", "true"),
        ("/authors/ilse/", "/authors/", "true"),
        ("/years/", "/years/", "page"),
        (dated, "/years/", "true"),
        (dated[: len("/2026/")], "/years/", "true"),
        (article.get_absolute_url(), None, None),
    ):
        foot = reader.get(address).text.partition("<footer")[2]
        expected = [(list_of, value)] if list_of else []
        assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', foot) == expected, address


def test_each_page_has_one_search_in_its_head_or_of_its_own(reader, article):
    for address in ("/", article.get_absolute_url(), "/rules/", "/search/", "/nowhere/"):
        page = reader.get(address).text
        assert page.count('role="search"') == 1, address
        assert ("masthead__search" in page) == (address not in ("/search/", "/nowhere/")), address


def test_the_foot_leads_to_who_answers_for_the_paper_as_far_as_that_is_told(reader, db):
    told = {"postal_address": "Rope Walk 4", "contact": "desk@example.org"}
    links = ['href="/about-this-paper/#publisher"', 'href="mailto:desk@example.org"']
    foot = reader.get("/").text.partition("<footer")[2]
    assert [link in foot for link in links] == [False, False]
    for way in ("/rules/", "/privacy/", "/feed.atom", "/comments.atom"):
        assert f'href="{way}"' in foot
    Masthead.objects.update(**told)
    foot = reader.get("/").text.partition("<footer")[2]
    assert [link in foot for link in links] == [True, True]
