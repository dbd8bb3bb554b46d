"""From an article one gets on: to what is related, to its discussion, to whom one likes to tell."""

import re

from tests.cast import a_comment, an_article

AFTER_THE_TEXT = (
    'id="corrections"',
    'class="share"',
    'id="related"',
    'id="comments"',
)


def test_related_posts_stand_behind_the_text_and_before_the_discussion(reader, db):
    article, other = an_article(about=["harbour"]), an_article(about=["harbour"])
    article.corrections.create(text="It was in 2009.")
    for _ in range(2):
        page = reader.get(article.get_absolute_url()).text
        places = [page.index('class="prose"'), *map(page.index, AFTER_THE_TEXT)]
        assert places == sorted(places)
        between = page[page.index('id="related"') : page.index('id="comments"')]
        assert f'href="{other.get_absolute_url()}"' in between
        assert "comment__body" not in page[: page.index('id="comments"')]
        a_comment(article)


def test_no_story_is_offered_twice(reader, db):
    first, second, third = (an_article(about=["harbour"]) for _ in range(3))
    page = reader.get(second.get_absolute_url()).text
    for other in (first, third):
        headlines = re.findall(rf'<a href="{other.get_absolute_url()}">', page)
        assert len(headlines) == 1
    assert 'rel="prev"' not in page


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
    assert '<p><bdi class="dateline">Riga</bdi> ' in page


def test_a_pull_quote_stands_out_and_no_other_class_does(reader, db):
    body = '<blockquote class="pullquote"><p>One</p></blockquote><p class="x">Two</p>'
    article = an_article(body=f'{body}<blockquote class="pullquote evil">Three</blockquote>')
    article.refresh_from_db()
    assert article.body.count('class="pullquote"') == 1
    assert article.body.count("class=") == 1


def test_a_note_is_kept_follows_its_paragraph_and_runs_into_nothing(reader, db):
    body = '<p>One.</p><aside class="x" onclick="y()" dir="rtl">Two.</aside><p>Three.</p>'
    article = an_article(lead="", body=body)
    article.refresh_from_db()
    assert article.body == '<p>One.</p><aside dir="rtl">Two.</aside><p>Three.</p>'
    for address in (article.get_absolute_url(), "/feed.json"):
        assert "<aside" in reader.get(address).text.replace("\\u003C", "<")
    assert article.as_teaser() == "One. Two. Three."
