"""A picture goes over the wire as small and as modern as the reader can take it."""

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import tasks
from articles.models import Picture
from articles.pictures import renditions
from tests.cast import an_article


def jpeg(size=(2000, 1000)):
    """Green, with a red left edge."""
    image = Image.new("RGB", size, (0, 128, 0))
    image.paste((255, 0, 0), (0, 0, size[0] // 10, size[1]))
    output = io.BytesIO()
    image.save(output, "JPEG")
    return ContentFile(output.getvalue(), name="picture.jpg")


def a_picture(size=(2000, 1000), **what):
    return Picture.objects.create(**{"file": jpeg(size), "alt": "A field", **what})


def stored(picture):
    folder = picture.file.storage
    return {name: folder.open(f"pictures/{name}") for name in folder.listdir("pictures")[1]}


def test_a_task_is_stored_with_the_picture_and_makes_every_size_in_every_format(db):
    picture = a_picture()
    task = DBTaskResult.objects.get()
    assert task.task_path == "articles.tasks.develop_picture"
    assert task.args_kwargs["args"] == [picture.pk]
    tasks.develop_picture.func(picture.pk)
    found = {}
    for name, file in stored(picture).items():
        image = Image.open(file)
        found[re.sub(r"^[0-9a-f]{16}", "", name)] = (image.format, *image.size)
    assert found == {
        ".jpg": ("JPEG", 2000, 1000),
        "-card.jpg": ("JPEG", 1200, 630),
        **{
            f"-{width}.{ending}": (form, width, width // 2)
            for width in (480, 960, 1600)
            for ending, form in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG"))
        },
    }


@pytest.mark.parametrize(
    ("own", "made"), [(300, [300]), (480, [480]), (700, [480, 700]), (2400, [480, 960, 1600])]
)
def test_none_is_larger_than_the_picture(own, made):
    assert renditions.widths(own) == made


def test_until_they_are_ready_the_page_shows_the_jpeg_and_then_all(reader, db):
    picture = a_picture()
    article = an_article(picture=picture)
    page = reader.get(article.get_absolute_url()).text
    assert f'src="{picture.file.url}"' in page
    assert "<source" not in page
    picture.develop()
    page = reader.get(article.get_absolute_url()).text
    assert re.findall(r'<source type="([^"]*)"', page)[:2] == ["image/avif", "image/webp"]
    assert f"{picture.url(480, 'avif')} 480w, {picture.url(960, 'avif')} 960w" in page
    assert 'width="2000" height="1000" fetchpriority="high"' in page
    assert f'content="http://testserver{picture.card[0]}"' in page


def test_pictures_further_down_wait_until_they_are_scrolled_to(reader, db):
    for number in range(3):
        an_article(picture=a_picture((500, 250)), headline=f"Story {number}")
    page = reader.get("/").text
    assert page.count('fetchpriority="high"') == 1
    assert page.count('loading="lazy"') == 2


@pytest.mark.parametrize(("focus", "red"), [(0, True), (100, False)])
def test_the_card_keeps_what_is_in_focus(db, focus, red):
    picture = a_picture((3000, 600), focus_x=focus)
    picture.develop()
    card = Image.open(picture.file.storage.open(renditions.card_name(picture.file.name)))
    assert (card.getpixel((10, 300))[0] > 200) is red


def test_a_page_cuts_a_picture_around_its_focus(reader, db):
    an_article(picture=a_picture((500, 250), focus_x=12, focus_y=80))
    assert 'class="focus-x0 focus-y75"' in reader.get("/")


def test_a_new_focus_makes_a_new_card_and_other_words_do_not(db):
    picture = a_picture()
    picture.credit = "Ida"
    picture.save()
    assert DBTaskResult.objects.count() == 1
    picture.focus_x = 10
    picture.save()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_deleted_picture_leaves_no_file_and_one_that_stays_after_all_keeps_them():
    picture = a_picture((500, 250))
    picture.develop()
    with transaction.atomic():
        picture.delete()
        transaction.set_rollback(True)
    assert len(stored(picture)) == 8
    Picture.objects.get().delete()
    assert stored(picture) == {}


@pytest.mark.django_db(transaction=True)
def test_a_replaced_file_goes_with_all_that_was_made_of_it():
    picture = a_picture((500, 250))
    picture.develop()
    old = set(stored(picture))
    picture.file = jpeg((60, 40))
    picture.save()
    assert not old & set(stored(picture))
    assert Picture.objects.get().widths == []


def test_a_picture_that_went_meanwhile_is_no_failure(db):
    tasks.develop_picture.func(12345)


def test_the_command_makes_what_is_missing_once(db, capsys):
    a_picture((500, 250))
    call_command("develop_pictures")
    call_command("develop_pictures")
    assert capsys.readouterr().out.splitlines() == [
        "1 picture was made ready.",
        "0 pictures were made ready.",
    ]
    assert Picture.objects.get().widths == [480, 500]
