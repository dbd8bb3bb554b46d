"""Social networks get a card with headline, picture and name, drawn once and never for a page."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles import follow_ups
from articles.models import Article, Picture
from articles.pictures import cards
from newsroom.models import Job, Masthead
from tests.articles.test_structured import meta_of
from tests.cast import a_picture, ago, an_article

pytestmark = pytest.mark.django_db

NAVY, WHITE = (0, 0, 128), (252, 251, 248)
HALVES = {"beside": (64, 104, 636, 480), "picture": (700, 0, 1200, 630)}


def card_of(reader, article):
    """The address of what the page offers, and its pixels if it was drawn."""
    address = meta_of(reader.get(article.get_absolute_url()))["og:image"]
    file = Article.objects.get(pk=article.pk).social_card
    if not file or not address.endswith(file):
        return address, None
    with default_storage.open(file) as stored:
        return address, Image.open(io.BytesIO(stored.read())).convert("RGB")


def darkest(image, box):
    return min(low for low, _high in image.crop(box).getextrema())


def is_like(pixel, colour):
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


def test_the_card_shows_headline_picture_and_name(reader):
    article = an_article(headline="Fog over the harbour", picture=a_picture((1200, 800)))
    follow_ups.relate(article.pk)
    _address, card = card_of(reader, article)
    assert card.size == (1200, 630)
    assert is_like(card.getpixel((950, 315)), NAVY)
    assert is_like(card.getpixel((20, 20)), WHITE)
    assert card.getpixel((80, 67))[0] > 100 > card.getpixel((80, 67))[1]  # the accent
    assert darkest(card, HALVES["beside"]) < 60
    assert darkest(card, (64, 530, 636, 580)) < 150  # the name
    meta = meta_of(reader.get(article.get_absolute_url()))
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert (meta["og:image:alt"], meta["twitter:card"]) == (
        "Fog over the harbour",
        "summary_large_image",
    )


@pytest.mark.parametrize("is_lost", [False, True])
def test_without_a_picture_the_headline_has_the_whole_card(reader, is_lost):
    picture = a_picture() if is_lost else None
    headline = "The council puts off the parking question again, and again"
    article = an_article(headline=headline, picture=picture)
    if is_lost:
        default_storage.delete(picture.file.name)
    follow_ups.relate(article.pk)
    _address, card = card_of(reader, article)
    assert darkest(card, HALVES["picture"]) < 60


@pytest.mark.parametrize("headline", ["كنت أصوّر هذه الرافعة", "起重机离开了码头", "Fog 🙂"])
def test_without_its_script_the_picture_is_the_card(reader, headline):
    article = an_article(headline=headline, picture=a_picture((1200, 800), ready=True))
    follow_ups.relate(article.pk)
    address, card = card_of(reader, article)
    assert card is None
    assert address.endswith(article.picture.card)


@pytest.mark.both_databases
def test_an_old_card_is_not_shown_and_not_kept(reader, django_capture_on_commit_callbacks):
    """A headline that was taken back, a picture that was deleted: on no card, not even for long."""
    picture = a_picture((1200, 800), ready=True)
    article = an_article(headline="The mayor is guilty", picture=picture)
    follow_ups.relate(article.pk)
    for change in (
        lambda: (setattr(article, "headline", "The mayor is accused"), article.save()),
        lambda: Picture.objects.get(pk=picture.pk).delete(),
        lambda: Masthead.objects.update(name="The Sound"),
    ):
        first = Article.objects.get(pk=article.pk).social_card
        change()
        _address, card = card_of(reader, article)
        assert card is None
        with django_capture_on_commit_callbacks(execute=True):
            follow_ups.draw_all_cards()
        _address, card = card_of(reader, article)
        assert card is not None
        assert not default_storage.exists(first)


def test_of_an_old_paper_the_newest_get_a_card_by_themselves(monkeypatch):
    monkeypatch.setattr(follow_ups, "NEWEST_DRAWN", 2)
    _old, new, _page, newest = (
        an_article(published=ago(days=days), kind=kind)
        for days, kind in ((9, "story"), (3, "story"), (2, "page"), (1, "story"))
    )
    follow_ups.draw_all_cards()
    drawn = Article.objects.exclude(social_card="")
    assert set(drawn) == {new, newest}


def test_no_card_stays_of_what_readers_do_not_get(django_capture_on_commit_callbacks):
    for away in (Article.unpublish, Article.trash):
        article = an_article()
        follow_ups.relate(article.pk)
        article.refresh_from_db()
        away(article)
        with django_capture_on_commit_callbacks(execute=True):
            assert Job.objects.filter(fact="card_outdated", arguments=[article.pk]).exists()
            follow_ups.draw_card(article.pk)
        assert not default_storage.exists(article.social_card)
    article = an_article()
    follow_ups.relate(article.pk)
    article.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    assert not default_storage.exists(article.social_card)


def test_nothing_is_drawn_for_a_page_and_nothing_twice(reader, monkeypatch):
    article = an_article()
    follow_ups.relate(article.pk)
    for name in ("draw", "has_shapes"):
        monkeypatch.setattr(cards, name, None)
    assert card_of(reader, article)[1]
    monkeypatch.undo()
    assert not Article.objects.get(pk=article.pk).draw_card()


@pytest.mark.parametrize(
    "headline", ["F", "Harbour " * 25, "Hafenbehördenvorsteher" * 9, "A " + "m" * 198]
)
def test_every_headline_fits(headline):
    text = cards.plain(headline)
    for width in (572, 1072):
        size, lines = cards.fitted(text, width, 398)
        font = cards.typeface(size)
        assert all(font.getlength(line) <= width for line in lines)
        assert len(lines) * size * cards.LEADING <= 398
    assert size == cards.SIZES[0] or len(text) > 1
    broken = "".join(line.removesuffix("-") for line in lines).replace(" ", "")
    assert broken.removesuffix("…") in text.replace(" ", "")
