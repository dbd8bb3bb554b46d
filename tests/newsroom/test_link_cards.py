"""An address that stands alone is a card: a link with the words that an editor gives it."""

from urllib.parse import unquote

import pytest

from articles.admin.own_cards import article_at
from articles.models import Article, OldAddress
from newsroom import html
from newsroom.html import figures
from tests.cast import PASSWORD, a_picture, an_article
from tests.page_forms import forms_in


def card(address, title, name, more=""):
    return (
        f'<figure class="link-card"><p><a href="{address}">{title}</a></p>{more}'
        f"<figcaption>{name}</figcaption></figure>"
    )


def test_a_card_names_the_site_that_it_leads_to_whatever_was_written(settings):
    settings.SITE_URL = "https://www.paper.example"
    sites = {
        "https://www.Example.org:8000/a": "example.org",
        "https://bank.example@evil.example/": "evil.example",
        "/2026/11/a/": "paper.example",
        "mailto:ida@example.org": "",
    }
    for address, name in sites.items():
        written = card(address, "Bank", "bank.example")
        assert html.article(written) == card(address, "Bank", name), address
        assert html.article(html.article(written)) == html.article(written), address
    hostile = 'A <b onclick="x">"title"</b>'
    stored = html.article(html.card("https://example.org/?a=<b>", hostile, hostile))
    assert "<b" not in stored
    assert html.plain(stored) == f"{hostile} {hostile} example.org"
    # A figure of another kind that says so is left alone.
    words = '<figure class="link-card"><p>Words.</p><figcaption>x</figcaption></figure>'
    assert html.article(words) == words


def test_addresses_alone_become_cards_and_no_others():
    known = {"https://paper.example/a/": "<p>known</p>"}
    lone = "<p>https://example.org/a?b=1&amp;c</p>"
    made = card("https://example.org/a?b=1&amp;c", "example.org/a?b=1&amp;c", "example.org")
    sources = {
        lone: made,
        f"<p>One.</p>\n{lone}\n<p>Two.</p>": f"<p>One.</p>\n{made}\n<p>Two.</p>",
        "<p>https://paper.example/a/</p>": "<p>known</p>",
        **{
            same: same
            for same in (
                "<p>See https://example.org/a</p>",
                "<p>https://example.org/a and more</p>",
                '<p><a href="https://example.org/a">https://example.org/a</a></p>',
                "<ul><li>https://example.org/a</li></ul>",
                "<p>ftp://example.org/a</p>",
                "<pre>https://example.org/a</pre>",
            )
        },
    }
    for source, expected in sources.items():
        assert html.with_cards(source, fill=known.get) == expected
    assert html.with_cards(lone, before=f"<p>x</p>{lone}") == lone
    long = html.card(f"https://example.org/{'a' * 900}")
    assert len(html.plain(long)) < 150
    assert "a" * 900 in long


@pytest.mark.django_db
def test_without_script_it_is_a_line_of_the_source(client, boss, settings):
    settings.SITE_URL = "https://paper.example"
    picture = a_picture()
    ours = an_article(headline="Boats & more", picture=picture)
    draft = an_article(headline="Secret", published=None)
    article = an_article(body="<p>https://old.example.org/</p>", published=None)
    client.login(username="boss", password=PASSWORD)
    form = forms_in(client.get(f"/admin/articles/article/{article.pk}/change/").text)[-1]
    address = f"/admin/articles/article/{article.pk}/change/"
    own = f"https://paper.example{ours.get_absolute_url()}"
    hidden = f"https://paper.example/admin/articles/article/{draft.pk}/change/"
    lines = ["https://old.example.org/", "https://example.org/a", own, hidden]
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert client.post(address, form.pressed("Save") | {"body": body}).status_code == 302
    article.refresh_from_db()
    # What stood so before stays as it was; a draft's headline is told to nobody.
    assert article.body.startswith("<p>https://old.example.org/</p>")
    assert card("https://example.org/a", "example.org/a", "example.org") in article.body
    assert f'<a href="{ours.get_absolute_url()}">Boats &amp; more</a>' in article.body
    assert "Secret" not in article.body
    assert list(article.pictures_in_text.all()) == [picture]
    assert 'alt=""' in article.body
    assert "A boat" not in article.body
    # The script asks for the same.
    asked = client.get("/admin/articles/article/link-card/", {"address": own}).json()
    assert (asked["title"], asked["picture"]["id"]) == ("Boats & more", picture.pk)
    for nothing in (hidden, "https://elsewhere.example" + ours.get_absolute_url(), "https://[", ""):
        answer = client.get("/admin/articles/article/link-card/", {"address": nothing})
        assert answer.json() == {}, nothing


@pytest.mark.django_db
@pytest.mark.both_databases
def test_an_article_of_ours_is_known_by_each_address_that_is_copied():
    """K9a, K11: of other scripts as browsers copy them; PostgreSQL refuses a null character."""
    article, page = an_article(headline="Кран и мост"), an_article(headline="About", kind="page")
    OldAddress.objects.remember(["/2019/05/old-post.html"], article)
    own, desk = article.get_absolute_url(), f"/admin/articles/article/{article.pk}/change/"
    assert "%D0" in own
    spellings = [own, unquote(own), unquote(own).upper(), own.rstrip("/"), f"{own}?x=1#c5"]
    for address in (*spellings, f"https://paper.example{own}", "/2019/05/Old-post.html", desk):
        assert article_at(address) == article, address
    assert article_at("/ABOUT/") == page
    odd = ["https://[", "/a%00b/", "/topics/%00/", "/2026/13/x/", f"{own}comments/", "/", ""]
    assert [article_at(address) for address in odd] == [None] * len(odd)
    article.unpublish()
    assert [article_at(address) for address in (own, unquote(own), desk)] == [article] * 3
    article.trash()
    assert [article_at(address) for address in (own, "/2019/05/old-post.html", desk)] == [None] * 3


@pytest.mark.django_db
def test_a_card_outlives_its_picture_and_keeps_its_site():
    picture = a_picture(caption="example.org")
    image = f'<img alt="" data-picture="{picture.pk}" role="presentation">'
    article = an_article(body=html.card("https://example.org/a", "A", image=image))
    assert "srcset" not in html.collapsed(article.body)
    picture.caption = "Another"
    picture.save()
    article.change_text(lambda body: figures.without(body, picture.pk))
    assert Article.objects.get().body == card("https://example.org/a", "A", "example.org")


@pytest.mark.django_db
def test_feeds_and_excerpts_have_a_plain_link(reader, settings):
    settings.SITE_URL = "http://testserver"
    an_article(lead="", body=html.card("/2026/11/a/", "The report", "In short."))
    assert Article.objects.get().teaser == "The report In short. testserver"
    feed = reader.get("/feed.json")
    assert 'href=\\"http://testserver/2026/11/a/\\">The report</a>' in feed
