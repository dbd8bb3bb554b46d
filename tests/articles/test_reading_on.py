"""From an article one gets on: back and forth in its topic, and to whom one likes to tell."""

import re

from tests.cast import a_topic, ago, an_article


def neighbours(reader, article):
    page = reader.get(article.get_absolute_url()).text
    found = re.findall(r'class="neighbours__link[^"]*" href="([^"]*)" rel="(prev|next)"', page)
    return {rel: address for address, rel in found}


def test_it_leads_to_the_stories_before_and_after_it_in_its_topic(reader, db):
    first, second, third = (
        an_article(about=["harbour"], published=ago(days=days)) for days in (3, 2, 1)
    )
    an_article(about=["courts"], published=ago(days=2))
    an_article(about=["harbour"], published=None)
    around = {"prev": first.get_absolute_url(), "next": third.get_absolute_url()}
    assert neighbours(reader, second) == around
    assert neighbours(reader, first) == {"next": second.get_absolute_url()}
    assert neighbours(reader, third) == {"prev": second.get_absolute_url()}


def test_two_of_the_same_moment_lead_to_each_other(reader, db):
    moment = ago(days=1)
    one = an_article(about=["harbour"], published=moment)
    other = an_article(about=["harbour"], published=moment)
    assert neighbours(reader, one) == {"next": other.get_absolute_url()}
    assert neighbours(reader, other) == {"prev": one.get_absolute_url()}


def test_without_a_topic_there_is_nothing_beside_it(reader, article):
    assert neighbours(reader, article) == {}
    assert not a_topic("harbour").articles.exists()


def test_it_can_be_passed_on_by_plain_links(reader, db):
    article = an_article(headline="Fish & “chips” 100 %")
    page = reader.get(article.get_absolute_url()).text
    mail = re.search(r'href="(mailto:[^"]*)"', page)[1]
    assert "subject=Fish%20%26%20%E2%80%9Cchips%E2%80%9D%20100%20%25" in mail
    assert mail.endswith(article.get_absolute_url().replace("/", "%2F"))


def test_kicker_and_dateline_stand_where_readers_look(reader, db):
    article = an_article(kicker="Analysis", dateline="Riga")
    assert "Analysis" in reader.get("/")
    page = reader.get(article.get_absolute_url())
    assert "Analysis" in page
    assert 'class="byline__place">Riga<' in page


def test_a_pull_quote_stands_out_and_no_other_class_does(reader, db):
    body = '<blockquote class="pullquote"><p>One</p></blockquote><p class="x">Two</p>'
    article = an_article(body=f'{body}<blockquote class="pullquote evil">Three</blockquote>')
    article.refresh_from_db()
    assert article.body.count('class="pullquote"') == 1
    assert article.body.count("class=") == 1
