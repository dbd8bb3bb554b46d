"""The head and the foot of each page: a menu that says where one is, a search, and the ways on."""

import re

from newsroom.models import Masthead
from tests.cast import an_article

CURRENT = re.compile(r'<li[^>]*><a href="([^"]+)" aria-current="page">')


def test_the_menu_marks_the_page_on_which_one_is_and_no_other(reader, db):
    an_article(about=["harbour", "courts"])
    for address in ("/topics/harbour/", "/search/"):
        assert CURRENT.findall(reader.get(address).text) == [address]
    assert CURRENT.findall(reader.get("/").text) == []


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
