"""An editor finds a picture for an article quickly, and says what of it counts."""

import pytest

from articles.models import Picture
from tests.cast import PASSWORD
from tests.desk.test_pictures import encoded, upload


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


@pytest.mark.parametrize("wrong", ["", "-1", "101", "x"])
def test_a_focus_outside_of_the_picture_is_refused(desk, wrong):
    assert upload(desk, encoded("JPEG"), focal_x=wrong).status_code == 200
    assert not Picture.objects.exists()
    assert upload(desk, encoded("JPEG"), focal_x=0, focal_y=100).status_code == 302
    assert Picture.objects.get().focus == (0, 100)


def test_the_form_of_an_article_offers_the_newest_and_finds_the_others(desk):
    for number in range(10):
        upload(desk, encoded("JPEG"), alt=f"Boat {number}")
    form = desk.get("/admin/articles/article/add/").content.decode()
    assert 'title="Boat 9"' in form
    assert 'title="Boat 2"' in form
    assert 'title="Boat 1"' not in form
    assert "/admin/articles/picture/add/?_to_field=id&amp;_popup=1" in form
    where = {"app_label": "articles", "model_name": "article", "field_name": "picture"}
    found = desk.get("/admin/autocomplete/", where | {"term": "boat 1"}).json()["results"]
    assert [one["text"] for one in found] == ["Boat 1"]
    shown = desk.get(f"/admin/articles/picture/{found[0]['id']}/thumbnail/")
    assert shown.headers["Location"] == Picture.objects.get(alt="Boat 1").file.url


def test_moderators_see_no_pictures_of_the_desk(desk, client, mo):
    upload(desk, encoded("JPEG"))
    client.login(username="mo", password=PASSWORD)
    address = f"/admin/articles/picture/{Picture.objects.get().pk}/thumbnail/"
    assert client.get(address).status_code == 403
