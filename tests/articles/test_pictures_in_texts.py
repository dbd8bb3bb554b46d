"""E15: a picture in a text is a reference to the library, and readers get it in all its sizes."""

import re

import pytest
from django.db.models import ProtectedError

from articles.models import Article, Picture
from articles.models.version import content_of
from articles.pictures import markup
from newsroom import html
from newsroom.html import figures
from newsroom.work.jobs import HANDLERS
from tests.cast import a_picture, an_article

pytestmark = pytest.mark.django_db


def reference(picture, place="", inner="", attributes=""):
    classes = f' class="{place}"' if place else ""
    return f'<figure{classes}><img data-picture="{picture.pk}"{attributes}>{inner}</figure>'


def stored(article):
    return Article.objects.get(pk=article.pk).body


def test_readers_get_sizes_formats_words_and_credit():
    """E12 E15"""
    picture = a_picture((1600, 900), ready=True, caption='The "Eel" & I', licence="CC BY 4.0")
    for place, sizes in markup.IN_TEXT.items():
        body = an_article(body=f"<p>Before.</p>{reference(picture, place)}<p>After.</p>").body
        assert body.count("<source ") == 2
        assert body.count(f'sizes="{sizes}"') == 3
        assert f"{picture.stem}.480.avif 480w" in body
        assert 'alt="A boat" width="1600" height="900" loading="lazy" decoding="async">' in body
        words = '<figcaption>The "Eel" &amp; I <small>Ida, CC BY 4.0</small></figcaption>'
        assert words in body
        assert body.startswith("<p>Before.</p><figure")
        assert body.endswith("</figure><p>After.</p>")


def test_a_number_that_no_picture_has_stays_as_it_was_typed(db):
    """W19: with the caption, which is somebody's words."""
    body = '<figure><img data-picture="777"><figcaption>The Eel</figcaption></figure>'
    article = an_article(published=None)
    article.save_content({**content_of(article), "body": f"<p>Boats.</p>{body}"})
    assert article.versions.first().content["body"] == f"<p>Boats.</p>{body}"
    article.refresh_from_db()
    assert article.body == f"<p>Boats.</p>{body}"


def test_the_sanitiser_and_the_form_know_the_reference_only():
    picture = a_picture((1600, 900), ready=True, alt="A > \"B\" & 'C'")
    article = an_article(body=reference(picture, "wide", "<figcaption>Own.</figcaption>"))
    again = html.article(article.body + "")
    assert again == html.collapsed(article.body)
    assert "srcset" not in again
    assert "<picture" not in again
    assert "lazy" not in again
    assert Picture.objects.expanded(again) == article.body
    assert Article._meta.get_field("body").value_from_object(article) == again


@pytest.mark.parametrize(
    ("attributes", "alt"),
    [
        (' alt="Another boat"', 'alt="Another boat"'),
        (' role="presentation" alt=""', 'alt="" '),
        (' role="presentation"', 'alt="" '),
        (' alt=""', 'alt="" '),
        ("", 'alt="A boat" '),
    ],
)
def test_a_text_may_say_its_own_words(attributes, alt):
    picture = a_picture()
    body = an_article(body=reference(picture, attributes=attributes)).body
    assert alt in body
    assert ("presentation" in body) == ("presentation" in attributes)
    taken_off = re.sub("<figcaption>.*</figcaption>", "", html.collapsed(body))
    assert "<figcaption>" not in an_article(body=taken_off).body  # it was taken off by somebody


@pytest.mark.both_databases
def test_what_is_taken_from_the_library_follows_it_and_what_is_the_texts_own_stays():
    picture = a_picture(caption="The ferry")
    first = an_article(body=reference(picture))
    own = an_article(body=reference(picture, "", "<figcaption>My <em>own</em>.</figcaption>"))
    saved_at = Article.objects.get(pk=first.pk).saved_at
    picture.alt, picture.caption, picture.credit = "A ferry", "The old ferry", "Mo"
    picture.save()
    assert 'alt="A ferry"' in stored(first)
    assert "<figcaption>The old ferry <small>Mo</small></figcaption>" in stored(first)
    assert "<figcaption>My <em>own</em>.</figcaption>" in stored(own)
    assert Article.objects.get(pk=first.pk).saved_at == saved_at


@pytest.mark.both_databases
def test_a_new_file_and_new_renditions_reach_the_texts():
    picture = a_picture((1600, 900))
    article = an_article(body=reference(picture))
    assert "<source" not in article.body
    HANDLERS["picture_stored"](picture.pk)
    assert ".480.avif" in stored(article)
    old = picture.stem
    picture.file = a_picture((600, 400)).file
    picture.save()
    assert old not in stored(article)
    assert f'src="{picture.file.url}"' in stored(article)
    assert 'width="600"' in stored(article)


def test_an_address_of_ours_becomes_a_reference():
    """Imported figures and texts written before there were references."""
    picture = a_picture()
    other = f'<img src="{picture.file.storage.url(f"{picture.stem}.480.jpg")}" alt="Mine">'
    body = an_article(body=f"<p>{other}</p>").body
    assert f'<img data-picture="{picture.pk}" src="{picture.file.url}" alt="Mine"' in body


def test_what_is_not_in_the_library_stays_as_it_was_written():
    for body in (
        '<figure><img data-picture="999999" alt="Gone"><figcaption>Words</figcaption></figure>',
        '<p><img src="/media/other.png" alt="No picture of ours"></p>',
        "<p>No picture.</p>",
    ):
        assert an_article(body=body).body == body
    for number in ("0", "-1", "x", "1" * 19, "1 2"):
        assert "data-picture" not in html.article(
            f'<img data-picture="{number}" src="/media/a.png">'
        )
    for wrong in ("evil", "wide full", "wide evil", "gallery gallery"):
        assert "class" not in html.article(f'<figure class="{wrong}">x</figure>')
    assert "presentation" not in html.article('<img src="/media/a.png" role="button">')


def test_feeds_and_words_of_search_have_the_plain_picture(client):
    picture = a_picture((1600, 900), ready=True, caption="Ferryboats")
    an_article(body=reference(picture))
    feed = client.get("/feed.json").json()["items"][0]["content_html"]
    assert "srcset" not in feed
    assert picture.file.url in feed
    assert client.get("/search/?q=ferryboats").content.count(b"<em>Ferryboats") <= 1
    assert "Ferryboats" in client.get("/search/?q=ferryboats").content.decode()


@pytest.mark.both_databases
def test_the_uses_of_a_picture_are_counted_once_for_each_article():
    picture, other = a_picture(), a_picture()
    an_article(body=reference(picture), picture=picture)
    article = an_article(body=reference(picture) * 2)
    an_article(picture=picture)
    counted = {each.pk: each.uses for each in Picture.objects.with_uses()}
    assert counted == {picture.pk: 3, other.pk: 0}
    article.body = "<p>None.</p>"
    article.save()
    assert Picture.objects.with_uses().get(pk=picture.pk).uses == 2


@pytest.mark.both_databases
def test_the_trash_keeps_pages_until_it_is_emptied():
    picture = a_picture()
    article = an_article(picture=picture, body=f"<p>One.</p>{reference(picture)}<p>Two.</p>")
    before = article.body
    picture.trash()
    assert list(Picture.objects.in_trash()) == [picture]
    assert not Picture.objects.in_library().exists()
    assert stored(article) == before
    with pytest.raises(ProtectedError):
        picture.delete()
    picture.untrash()
    picture.purge()
    assert Picture.objects.in_library().exists()
    picture.trash()
    picture.purge()
    assert not Picture.objects.exists()
    article = Article.objects.get()
    assert (article.body, article.picture) == ("<p>One.</p><p>Two.</p>", None)


def test_only_the_picture_that_goes_is_taken_out_of_a_gallery():
    first, second = a_picture(), a_picture()
    inner = f'<img data-picture="{second.pk}"><figcaption>Two</figcaption>'
    article = an_article(body=reference(first, "gallery wide", inner))
    assert article.body.count('sizes="') == 0
    assert figures.numbers(article.body) == {first.pk, second.pk}
    first.trash()
    first.purge()
    assert figures.numbers(stored(article)) == {second.pk}
    assert "<figcaption>Two</figcaption>" in stored(article)
