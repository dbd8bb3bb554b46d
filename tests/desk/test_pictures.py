"""An upload becomes a picture of ours, or is refused with a sentence."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from tests.cast import PASSWORD

ADD = "/admin/articles/picture/add/"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def encoded(kind, size=(60, 40), **options):
    output = io.BytesIO()
    image = Image.new("RGB", size, "navy")
    image.save(output, kind, save_all="append_images" in options, **options)
    return output.getvalue()


def a_bomb():
    """A PNG of some dozen bytes that says it has 169 million pixels."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 13000, 13000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def upload(desk, content, name="boat.jpg"):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return desk.post(ADD, {"file": file, "alt": "A boat", "credit": "Ida"})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_made_anew_under_a_name_of_ours(desk, kind):
    assert upload(desk, encoded(kind), "../../etc/passwd.php.jpg").status_code == 302
    picture = Picture.objects.get()
    assert picture.file.name.startswith("pictures/")
    assert "passwd" not in picture.file.name
    assert Image.open(picture.file).format == "JPEG"
    assert (picture.width, picture.height) == (60, 40)


def test_what_the_camera_wrote_into_it_is_gone_and_it_is_upright(desk):
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    upload(desk, encoded("JPEG", exif=exif))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (40, 60)
    stored = picture.file.read()
    assert not Image.open(io.BytesIO(stored)).getexif()
    assert b"Secret Camera" not in stored


def test_a_large_one_is_made_smaller(desk):
    upload(desk, encoded("JPEG", size=(5000, 3000)))
    assert Picture.objects.get().width == 2400


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg onload=alert(1)>", "not a picture that can be read"),
        (b"<html>", "not a picture that can be read"),
        (
            encoded("GIF", append_images=[Image.new("RGB", (60, 40), "red")]),
            "not a picture that can be read",
        ),
        (encoded("JPEG")[:300], "not a picture that can be read"),
        (a_bomb(), "too many pixels"),
        (
            encoded("WEBP", append_images=[Image.new("RGB", (60, 40), "red")]),
            "moves",
        ),
        (b"", "empty"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(desk, content, says, settings):
    answer = upload(desk, content)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Picture.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))
