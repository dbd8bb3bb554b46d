"""An upload becomes a picture of ours, or is refused with a sentence of its own."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from articles.models import Picture
from articles.pictures import decoding
from tests.cast import PASSWORD, a_drawing, a_file

ADD = "/admin/articles/picture/add/"


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def encoded(kind, size=(60, 40), **options):
    return a_file(
        a_drawing(size), kind, **{"save_all": True} if "append_images" in options else {}, **options
    )


def png(width, height, *chunks):
    """A PNG of some dozen bytes that says how many pixels it has, and has none."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rest = [chunk(*each) for each in (*chunks, (b"IDAT", b""), (b"IEND", b""))]
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(rest)


def webp(width, height):
    """The header of a WebP that is to be unpacked onto a canvas of this size."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    inside = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sides + encoded("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def drawn_over_and_over(times):
    """A progressive JPEG that repeats its last scan."""
    whole = encoded("JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * times + whole[-2:]


def upload(desk, content, name="boat.jpg", **fields):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    about = {"alt": "A boat", "credit": "Ida", "focal_x": 50, "focal_y": 50}
    return desk.post(ADD, about | fields | {"file": file})


def stored(picture):
    return Image.open(io.BytesIO(picture.file.read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_made_anew_under_a_name_of_ours(desk, kind):
    assert upload(desk, encoded(kind), "../../etc/passwd.php.jpg").status_code == 302
    picture = Picture.objects.get()
    assert picture.file.name.startswith("pictures/")
    assert "passwd" not in picture.file.name
    assert stored(picture).format == "JPEG"
    assert (picture.width, picture.height) == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_the_camera_wrote_into_it_is_gone_and_it_is_upright(desk, kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Secret Camera"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 0.0)}
    more = {"xmp": b"<x:xmpmeta>Secret</x:xmpmeta>"} if kind != "PNG" else {}
    more |= {"comment": b"Secret"} if kind == "JPEG" else {}
    upload(desk, encoded(kind, exif=exif, **more))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (40, 60)
    image = stored(picture)
    assert not image.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()
    assert b"Secret" not in picture.file.open().read()


@pytest.mark.parametrize(
    ("held", "corner"), [(1, (59, 39)), (3, (0, 0)), (6, (0, 59)), (8, (39, 0))]
)
def test_it_stands_as_the_camera_was_held(desk, held, corner):
    exif = Image.Exif()
    exif[0x0112] = held
    upload(desk, a_file(a_drawing((60, 40), corner="yellow"), exif=exif))
    red, _green, blue = stored(Picture.objects.get()).getpixel(corner)
    assert red > 200 > blue


def test_a_damaged_note_of_the_camera_is_no_damage_to_the_picture(desk):
    assert upload(desk, encoded("JPEG", exif=b"Exif\0\0II*\0\xff\xff")).status_code == 302


def test_a_large_one_is_made_smaller(desk):
    upload(desk, encoded("JPEG", size=(5000, 3000)))
    assert Picture.objects.get().width == 2400


@pytest.mark.parametrize(
    ("mode", "kind", "colour", "looks"),
    [
        ("CMYK", "JPEG", (0, 255, 255, 0), (254, 0, 0)),
        ("I;16", "PNG", 128 * 256, (128, 128, 128)),
        ("1", "PNG", 1, (255, 255, 255)),
        ("L", "JPEG", 128, (128, 128, 128)),
        ("LA", "PNG", (0, 0), (255, 255, 255)),
        ("RGBA", "PNG", (255, 0, 0, 0), (255, 255, 255)),
        ("RGBA", "WEBP", (0, 0, 0, 0), (255, 255, 255)),
        ("P", "PNG", 0, (0, 0, 0)),
    ],
)
def test_every_kind_of_pixel_becomes_the_colour_that_it_shows(desk, mode, kind, colour, looks):
    upload(desk, a_file(Image.new(mode, (60, 40), colour), kind))
    shown = stored(Picture.objects.get())
    assert shown.mode == "RGB"
    assert max(abs(a - b) for a, b in zip(shown.getpixel((30, 20)), looks, strict=True)) <= 3


def test_a_colour_that_stands_for_nothing_becomes_white(desk):
    upload(desk, encoded("PNG", transparency=(0, 0, 128)))
    assert stored(Picture.objects.get()).getpixel((30, 20)) == (255, 255, 255)


def test_colours_of_another_profile_stay_right(desk):
    """In CIE L*a*b* or any other space, what counts is what one sees: here, a swapped gamma."""
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Doubling the exponent of its curves is a profile of its own, half as bright in the middle.
    wide = bytearray(linear)
    at = wide.index(b"para")
    wide[at + 12 : at + 16] = struct.pack(">i", int(4.8 * 65536))
    grey = a_file(Image.new("RGB", (60, 40), (128, 128, 128)), icc_profile=bytes(wide))
    upload(desk, grey)
    shown = stored(Picture.objects.get())
    assert shown.getpixel((30, 20))[0] < 80
    assert "icc_profile" not in shown.info


def test_a_profile_that_makes_no_sense_is_left_out(desk):
    grey = a_file(Image.new("RGB", (60, 40), (128, 128, 128)), icc_profile=b"nonsense" * 20)
    assert upload(desk, grey).status_code == 302
    assert abs(stored(Picture.objects.get()).getpixel((30, 20))[0] - 128) <= 2


def test_what_a_telephone_adds_to_a_picture_does_not_make_it_move(desk):
    both = a_file(a_drawing((60, 40)), "MPO", save_all=True, append_images=[a_drawing((60, 40))])
    assert upload(desk, both).status_code == 302


TEXT = PngImagePlugin.PngInfo()
TEXT.add_text("bomb", "x" * 2_000_000, zip=True)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"<html>", "not a supported picture", id="no picture"),
        pytest.param(b"<svg onload=alert(1)>", "SVG files are not supported", id="svg"),
        pytest.param(
            b"<?xml version='1.0'?>\n<svg>", "SVG files are not supported", id="svg in xml"
        ),
        pytest.param(encoded("GIF"), "GIF files are not supported", id="gif"),
        pytest.param(encoded("TIFF"), "TIFF files are not supported", id="tiff"),
        pytest.param(
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC files are not supported", id="heic"
        ),
        pytest.param(encoded("JPEG")[:300], "damaged", id="header breaks off"),
        pytest.param(encoded("JPEG", (900, 900))[:-3000], "damaged", id="pixels break off"),
        pytest.param(png(60, 40), "damaged", id="no pixels"),
        pytest.param(encoded("PNG", pnginfo=TEXT), "damaged", id="text bomb"),
        pytest.param(png(13000, 13000), "too many pixels", id="bomb"),
        pytest.param(png(7000, 7000), "too many pixels", id="49 megapixels"),
        pytest.param(png(12001, 10), "too many pixels", id="long"),
        pytest.param(webp(16000, 16000), "too many pixels", id="large canvas"),
        pytest.param(
            encoded("WEBP", append_images=[Image.new("RGB", (60, 40), "red")]),
            "Animated pictures",
            id="webp",
        ),
        pytest.param(
            encoded("PNG", append_images=[Image.new("RGB", (60, 40), "red")]),
            "Animated pictures",
            id="apng",
        ),
        pytest.param(drawn_over_and_over(300), "too long to process", id="scans"),
        pytest.param(encoded("JPEG") + bytes(26_300_000), "larger than 25 MB", id="large file"),
        pytest.param(b"", "empty", id="empty"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(desk, content, says, settings):
    answer = upload(desk, content)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Picture.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_nothing_is_decoded_of_what_has_too_many_pixels(desk, monkeypatch):
    decoded = []
    bombs = [png(13000, 13000), png(7000, 7000), webp(9000, 9000)]
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: decoded.append(image))
    for bomb in bombs:
        assert "too many pixels" in upload(desk, bomb).content.decode()
    assert decoded == []
    assert "damaged" in upload(desk, png(60, 40)).content.decode()
    assert decoded


@pytest.fixture
def apart(monkeypatch):
    """Each picture is large enough to be decoded by a process of its own, and by no other."""
    monkeypatch.setattr(decoding, "LARGE", 0)
    monkeypatch.setattr(decoding, "jpeg", None)


def test_a_large_one_is_decoded_by_a_process_of_its_own(desk, apart):
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    upload(desk, encoded("JPEG", exif=exif))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (40, 60)
    assert "damaged" in upload(desk, encoded("JPEG", (900, 900))[:-3000]).content.decode()


@pytest.mark.parametrize(("limit", "value"), [("SECONDS", 0.001), ("CODE", "MEMORY")])
def test_a_large_one_that_takes_too_much_is_refused_with_a_sentence(
    desk, apart, monkeypatch, limit, value
):
    if value == "MEMORY":
        value = decoding.CODE.replace("decoding.main()", "decoding.MEMORY = 1; decoding.main()")
    monkeypatch.setattr(decoding, limit, value)
    picture = encoded("JPEG", (2000, 2000))
    assert "takes too long to process" in upload(desk, picture).content.decode()
    assert not Picture.objects.exists()
