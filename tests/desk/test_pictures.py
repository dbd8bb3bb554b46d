"""An upload becomes a picture of ours, or is refused with a sentence."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

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
    return desk.post(
        ADD, {"file": file, "alt": "A boat", "credit": "Ida", "focus_x": 50, "focus_y": 50}
    )


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
        (encoded("JPEG")[:300], "damaged"),
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


def with_alpha():
    output = io.BytesIO()
    Image.new("RGBA", (60, 40), (255, 0, 0, 0)).save(output, "PNG")
    return output.getvalue()


def sixteen_bits():
    output = io.BytesIO()
    Image.new("I;16", (60, 40), 0x8000).save(output, "PNG")
    return output.getvalue()


def in_cmyk():
    output = io.BytesIO()
    Image.new("CMYK", (60, 40), (255, 0, 0, 0)).save(output, "JPEG")
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (with_alpha(), (255, 255, 255)),
        (sixteen_bits(), (128, 128, 128)),
        (in_cmyk(), (0, 255, 255)),
    ],
    ids=["transparent", "16 bits", "CMYK"],
)
def test_colours_are_what_one_saw(desk, content, colour):
    assert upload(desk, content).status_code == 302
    seen = Image.open(Picture.objects.get().file).getpixel((30, 20))
    assert all(abs(is_ - was) < 6 for is_, was in zip(seen, colour, strict=True)), seen


def test_a_profile_of_colours_is_used_and_left_out(desk):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert upload(desk, encoded("JPEG", icc_profile=profile)).status_code == 302
    assert "icc_profile" not in Image.open(Picture.objects.get().file).info


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_words_of_the_camera_do_not_cost_the_picture(desk):
    assert upload(desk, encoded("JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")).status_code == 302
    assert Picture.objects.exists()
