"""E15: the library of pictures, as the dialog of the editor asks it."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Picture
from tests.cast import a_drawing, a_file, a_picture, an_article

LIBRARY = "/admin/articles/picture/library/"
UPLOAD = "/admin/articles/picture/upload/"
A_BOAT = a_file(a_drawing((400, 300)))


@pytest.fixture
def desk(client, ida):
    client.force_login(ida)
    return client


def upload(desk, content=A_BOAT, **words):
    return desk.post(UPLOAD, {"file": SimpleUploadedFile("boat.jpg", content), **words})


def names(answer):
    return [picture["name"] for picture in answer.json()["pictures"]]


@pytest.mark.both_databases
def test_it_is_searched_and_read_page_by_page_the_newest_first(desk, queries):
    first = a_picture(alt="A seal", credit="Ilse", licence="CC BY 4.0", caption="On the quay")
    shared = dict.fromkeys(("file",), first.file.name)
    for number in range(24):
        Picture.objects.create(alt=f"Boat {number}", **shared)
    a_picture(alt="A gone boat").trash()
    an_article(picture=first)
    page = desk.get(LIBRARY)
    assert names(page) == [f"Boat {number}" for number in reversed(range(24))]
    rest = desk.get(LIBRARY, {"before": page.json()["before"]})
    assert names(rest) == ["A seal"]
    assert rest.json()["before"] is None
    seal = rest.json()["pictures"][0]
    assert seal["used"] == "1 article"
    assert seal["credit_line"] == "Ilse, CC BY 4.0"
    for words in ("seal quay", "ilse", "cc by", "SEAL"):
        assert names(desk.get(LIBRARY, {"q": words})) == ["A seal"], words
    assert names(desk.get(LIBRARY, {"number": first.pk})) == ["A seal"]
    for odd in ("0", "x", "9" * 30, "-1"):
        assert desk.get(LIBRARY, {"before": odd}).status_code == 200
    few, many = (queries(lambda q=q: desk.get(LIBRARY, {"q": q})) for q in ("seal", "boat"))
    assert few == many


def test_an_upload_needs_no_words_yet_and_is_described_then(desk):
    answer = upload(desk)
    assert answer.status_code == 201
    picture = Picture.objects.get()
    told = answer.json()
    assert (told["id"], told["alt"], told["src"]) == (picture.pk, "", picture.file.url)
    assert (told["width"], told["height"], told["focus"]) == (400, 300, [50, 50])
    words = {"alt": "A boat", "caption": "The ferry", "credit": "Ida", "licence": "CC0"}
    address = f"/admin/articles/picture/{picture.pk}/describe/"
    answer = desk.post(address, {**words, "focal_x": "20", "focal_y": "80"})
    assert answer.json()["focus"] == [20, 80]
    picture.refresh_from_db()
    assert {name: getattr(picture, name) for name in words} == words
    wrong = desk.post(address, {**words, "focal_x": "101", "focal_y": "80"})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0].startswith("Focus, from the left: ")
    picture.trash()
    assert desk.post(address, words).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg></svg>", "SVG files are not supported. Please upload JPEG, PNG, WebP or AVIF."),
        (A_BOAT[:200], "The picture is damaged or incomplete."),
        (b"", "The submitted file is empty."),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(desk, content, sentence, settings):
    answer = upload(desk, content)
    assert answer.status_code == 422
    assert answer.json() == {"errors": [sentence]}
    assert not Picture.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


def test_who_may_only_look_uploads_nothing(client, mo):
    """A30"""
    mo.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client.force_login(mo)
    assert client.get(LIBRARY).status_code == 200
    assert upload(client).status_code == 403
    assert not Picture.objects.exists()


def test_an_upload_from_another_site_is_refused(ida):
    from django.test import Client

    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(ida)
    assert upload(stranger).status_code == 403
    assert not Picture.objects.exists()


def test_the_form_of_an_article_has_the_dialog_with_its_own_form_outside(desk):
    page = desk.get("/admin/articles/article/add/").content.decode()
    assert page.index("</form>", page.index('id="article_form"')) < page.index('id="library"')
