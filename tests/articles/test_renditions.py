"""Each reader gets a picture in the size and format that suits them, and nothing is left over."""

import io
import re

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from articles.follow_ups import make_renditions
from articles.models import Picture
from newsroom import freshness
from newsroom.models import Job
from tests.articles.test_structured import data_of, meta_of
from tests.cast import PASSWORD, a_drawing, a_file, a_picture, an_article

FACT = "picture_stored"
RED = (200, 0, 0)


@pytest.fixture
def files(settings):
    """What lies in the storage: `files()` are the names in it."""
    return lambda: {
        str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*.*")
    }


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def opened(picture, name):
    with picture.file.storage.open(name) as file:
        return Image.open(io.BytesIO(file.read()))


def in_a_transaction_that_is_taken_back(act):
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def enqueued(picture):
    return Job.objects.filter(fact=FACT, arguments=[picture.pk]).count()


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((2400, 1200), [480, 960, 1600]),
        ((1600, 900), [480, 960, 1600]),
        ((700, 350), [480, 700]),
        ((480, 240), [480]),
        ((300, 200), [300]),
        ((2400, 1), [480, 960, 1600]),
        ((1, 1), [1]),
    ],
)
def test_there_are_three_formats_in_widths_that_it_has(db, files, size, widths):
    picture = a_picture(size, ready=True)
    assert picture.ready_widths == widths
    for width in widths:
        for ending, format in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
            image = opened(picture, picture.file.name.replace(".jpg", f".{width}.{ending}"))
            assert image.format == format
            assert image.size == (width, max(1, round(size[1] * width / size[0])))
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
    assert files() == picture.files
    assert len(files()) == 3 * len(widths) + 2


def test_saving_a_picture_stores_the_task_in_the_same_transaction(db):
    in_a_transaction_that_is_taken_back(a_picture)
    assert not Job.objects.filter(fact=FACT).exists()
    assert enqueued(a_picture()) == 1


def test_until_they_are_ready_readers_see_the_picture_itself(reader, db):
    picture = a_picture((1800, 1000))
    article = an_article(picture=picture)
    for address in ("/", article.get_absolute_url()):
        page = reader.get(address).text
        assert f'<img src="{picture.file.url}" alt=' in page
        assert "srcset" not in page
    before = freshness.read()
    make_renditions(picture.pk)
    assert freshness.read() != before
    for address in ("/", article.get_absolute_url()):
        page = reader.get(address).text
        types = re.findall(r'<source type="([^"]+)" srcset="[^"]+" sizes="[^"]+">', page)
        assert types == ["image/avif", "image/webp"]
        named = re.findall(r"/media/(\S+?) (\d+)w", page)
        assert [int(width) for _, width in named] == [480, 960, 1600] * 3
        assert {name for name, _ in named} <= picture.files


def test_only_the_first_picture_is_hurried(reader, db):
    articles = [an_article(picture=a_picture(ready=True)) for _ in range(3)]
    front = re.findall(r"<img [^>]+>", reader.get("/").text)
    assert ['fetchpriority="high"' in each for each in front] == [True, False, False]
    assert ['loading="lazy" decoding="async"' in each for each in front] == [False, True, True]
    hero, *related = re.findall(r"<img [^>]+>", reader.get(articles[0].get_absolute_url()).text)
    assert 'fetchpriority="high"' in hero
    assert 'alt="A boat" width="480" height="270"' in hero
    assert len(related) == 2
    assert all("lazy" in each for each in related)


@pytest.mark.parametrize("ready", [False, True])
def test_pictures_cost_no_query(reader, db, queries, ready):
    an_article()
    without = queries(lambda: reader.get("/"))
    for _ in range(4):
        an_article(picture=a_picture((60, 40), ready=ready))
    assert queries(lambda: reader.get("/")) == without


def test_a_page_does_not_look_into_the_storage(reader, db, settings, monkeypatch):
    article = an_article(picture=a_picture(ready=True))
    storage = FileSystemStorage
    for act in ("open", "exists", "size", "_open"):
        monkeypatch.setattr(storage, act, lambda *_, **__: pytest.fail("looked"))
    assert "srcset" in reader.get("/").text
    assert "srcset" in reader.get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    ("focus", "classes"),
    [
        ((50, 50), ""),
        ((0, 100), "focus-x-0 focus-y-100"),
        ((60, 30), "focus-y-25"),
        ((70, 50), "focus-x-75"),
    ],
)
def test_a_teaser_is_cropped_around_the_focus(reader, db, focus, classes):
    an_article(picture=a_picture((60, 40), focal_x=focus[0], focal_y=focus[1]))
    image = re.search(r"<img [^>]+>", reader.get("/").text)[0]
    assert re.findall(r'class="([^"]*)"', image) == ([classes] if classes else [])


# -- the card


@pytest.mark.parametrize(
    ("size", "card"),
    [
        ((2400, 1600), (1200, 630)),
        ((1200, 630), (1200, 630)),
        ((600, 2000), (600, 315)),
        ((2000, 63), (120, 63)),
        ((1, 1), (1, 1)),
    ],
)
def test_social_networks_get_a_card_of_their_shape(reader, db, size, card):
    picture = a_picture(size, ready=True)
    article = an_article(picture=picture)
    page = reader.get(article.get_absolute_url())
    meta = meta_of(page)
    assert meta["og:image"] == f"http://testserver/media/{picture.card}"
    assert (int(meta["og:image:width"]), int(meta["og:image:height"])) == card
    assert opened(picture, picture.card).size == card
    whole, cropped = data_of(page)[0]["image"]
    assert (whole["width"], whole["height"]) == size
    assert cropped["url"] == meta["og:image"]


def test_until_it_is_ready_social_networks_get_the_picture(reader, db):
    article = an_article(picture=a_picture())
    page = reader.get(article.get_absolute_url())
    assert meta_of(page)["og:image"] == f"http://testserver{article.picture.file.url}"
    assert meta_of(page)["og:image:width"] == "480"
    assert len(data_of(page)[0]["image"]) == 1


def test_the_card_follows_the_focus(db, files, committed):
    tall = a_picture((1200, 2400), corner=RED, focal_x=100, focal_y=0, ready=True)
    above = opened(tall, tall.card)
    assert above.getpixel((1100, 600))[0] < 50
    first = tall.card
    tall.focal_y = 100
    with committed():
        tall.save()
    assert enqueued(tall) == 2
    assert tall.card == first  # and is shown until there is the other one
    with committed():
        make_renditions(tall.pk)
    tall.refresh_from_db()
    assert opened(tall, tall.card).getpixel((1100, 600))[0] > 150
    assert first not in files()
    assert files() == tall.files


# -- nothing is left over, nothing is lost


def test_words_about_it_leave_its_files_alone(db, files):
    picture = a_picture(ready=True)
    before, tasks = files(), enqueued(picture)
    stale = Picture.objects.get()
    stale.ready_widths, stale.card, stale.caption = [], "", "Later."
    stale.save()
    assert Picture.objects.get().is_ready
    assert (files(), enqueued(picture)) == (before, tasks)


def test_another_file_in_its_place_takes_the_old_ones_away(client, ida, files, committed):
    client.login(username="ida", password=PASSWORD)
    picture = a_picture(ready=True)
    old = files()
    about = {"alt": "A ship", "focal_x": 50, "focal_y": 50}
    upload = io.BytesIO(a_file(a_drawing((600, 400))))
    upload.name = "ship.jpg"
    with committed():
        client.post(f"/admin/articles/picture/{picture.pk}/change/", about | {"file": upload})
    new = Picture.objects.get()
    assert (new.alt, new.ready_widths, new.card) == ("A ship", [], "")
    assert files() == {new.file.name}
    assert not files() & old
    make_renditions(new.pk)
    assert files() == new.files


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
def test_deleting_takes_everything_away_after_the_commit(client, ida, files, committed, many):
    client.login(username="ida", password=PASSWORD)
    picture = a_picture(ready=True)
    picture.trash()
    kept = a_picture((60, 40), ready=True)
    before, confirmed = files(), {"post": "yes", "permanently": "yes"}
    with committed():
        if many:
            chosen = {"action": "delete_selected", "_selected_action": [picture.pk]}
            client.post("/admin/articles/picture/?trash=yes", chosen | confirmed)
        else:
            client.post(f"/admin/articles/picture/{picture.pk}/delete/", confirmed)
        assert files() == before
    assert Picture.objects.get() == kept
    assert files() == kept.files


@pytest.mark.parametrize("delete", [Picture.delete, lambda _: Picture.objects.all().delete()])
def test_a_deletion_that_is_taken_back_takes_nothing_away(db, files, committed, delete):
    picture = a_picture(ready=True)
    with committed():
        in_a_transaction_that_is_taken_back(lambda: delete(Picture.objects.get()))
    assert Picture.objects.get() == picture
    assert files() == picture.files


def test_running_again_changes_nothing(db, files):
    picture = a_picture(ready=True)
    before = freshness.read(), files()
    assert picture.make_renditions() is False
    make_renditions(picture.pk)
    make_renditions(picture.pk + 1)
    assert (freshness.read(), files()) == before


def test_what_a_run_that_broke_off_has_left_is_written_over(db, files, monkeypatch):
    picture = a_picture((700, 400))
    storage, saved = FileSystemStorage, []
    save = storage.save

    def breaks_off(self, name, content, **options):
        if len(saved) == 4:
            raise OSError("the disk is full")
        saved.append(name)
        return save(self, name, content, **options)

    monkeypatch.setattr(storage, "save", breaks_off)
    with pytest.raises(OSError, match="full"):
        make_renditions(picture.pk)
    picture.refresh_from_db()
    assert (picture.ready_widths, picture.card) == ([], "")
    monkeypatch.setattr(storage, "save", save)
    for name in saved:
        picture.file.storage.delete(name)
        picture.file.storage.save(name, io.BytesIO(b"half"))
    make_renditions(picture.pk)
    picture.refresh_from_db()
    assert files() == picture.files
    assert {opened(picture, name).format for name in saved} == {"AVIF", "WEBP", "JPEG"}


def test_what_was_made_of_a_picture_that_is_gone_goes_too(db, files, committed):
    late = a_picture((700, 400))
    with committed():
        Picture.objects.get().delete()
    late.file.storage.save(late.file.name, io.BytesIO(a_file(a_drawing((700, 400)))))
    with committed():
        late.make_renditions()
    assert files() == set()


def test_a_focus_that_moves_meanwhile_gets_its_own_card(db, files, committed):
    late = a_picture((700, 400))
    Picture.objects.update(focal_x=0)
    with committed():
        late.make_renditions()
        now = Picture.objects.get()
        assert not now.is_ready
        now.make_renditions()
    assert "card-0-50" in now.card
    assert files() == now.files


def test_a_command_makes_what_is_missing(db, files):
    ready, old, broken = a_picture((60, 40), ready=True), a_picture((60, 40)), a_picture((60, 40))
    broken.file.storage.delete(broken.file.name)
    said, complained = io.StringIO(), io.StringIO()
    call_command("normalise_pictures", stdout=said, stderr=complained)
    assert said.getvalue() == "Pictures: 1 normalised, 1 were ready, 1 cannot be read.\n"
    assert broken.file.name in complained.getvalue()
    old.refresh_from_db()
    assert old.is_ready
    assert files() >= ready.files | old.files
    call_command("normalise_pictures", stdout=said, stderr=complained)
    assert "Pictures: 0 normalised, 2 were ready, 1 cannot be read.\n" in said.getvalue()
