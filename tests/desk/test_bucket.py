"""Pictures in a bucket: tried against moto's server, a stand-in, which stops and hangs, too."""

import io
from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from newsroom import outside, s3_media
from newsroom.work import loop
from newsroom.work.jobs import Job
from tests.bucket_server import BucketServer
from tests.cast import PASSWORD, a_drawing, a_file, a_picture, an_article
from tests.page_forms import forms_in

ADD = "/admin/articles/picture/add/"
UPLOAD = "/admin/articles/picture/upload/"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with BucketServer(tmp_path_factory.mktemp("bucket")) as server:
        yield server


@pytest.fixture
def bucket(server, settings):
    """The settings as they are with S3_BUCKET."""
    for name in server.names():
        server.client().delete_object(Bucket=server.options["bucket_name"], Key=name)
    settings.S3_BUCKET = server.options["bucket_name"]
    storage = {"BACKEND": "newsroom.s3_media.S3Media", "OPTIONS": server.options}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return server


@contextmanager
def impatient(bucket):
    """Wait for a bucket that hangs, but not for long."""
    before = default_storage._wrapped
    with pytest.MonkeyPatch.context() as patched:
        for name, value in {"CONNECT": 0.2, "ANSWER": 0.2, "TRIES": 1}.items():
            patched.setattr(s3_media, name, value)
        default_storage._wrapped = s3_media.S3Media(**bucket.options)
        try:
            yield
        finally:
            default_storage._wrapped = before


@pytest.fixture
def desk(client, ida):
    client.login(username="ida", password=PASSWORD)
    return client


def a_boat():
    return SimpleUploadedFile("boat.jpg", a_file(a_drawing((1000, 600))), "image/jpeg")


def fields(**changed):
    about = {"alt": "A boat in the harbour", "credit": "Ida", "focal_x": 50, "focal_y": 50}
    return about | {"file": a_boat()} | changed


def saved_by(answer):
    [form] = [form for form in forms_in(answer.text) if "alt" in form.fields]
    return form


def work_off(on_commit):
    with on_commit(execute=True):
        while row := Job.claim():
            loop.carry_out(row)


def test_a_picture_goes_there_is_shown_in_all_sizes_and_goes(
    bucket, desk, reader, django_capture_on_commit_callbacks, settings
):
    assert desk.post(ADD, fields()).status_code == 302
    work_off(django_capture_on_commit_callbacks)
    picture = Picture.objects.get()
    assert picture.is_ready
    assert bucket.names() == picture.files
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))
    assert picture.file.url == f"/media/{picture.file.name}"
    page = reader.get(an_article(picture=picture).get_absolute_url())
    assert page.text.count("/media/pictures/") > 3
    assert bucket.endpoint not in page.text
    for name in picture.files:
        sent = reader.get(f"/media/{name}")
        assert Image.open(io.BytesIO(sent.raw)).width in (480, 960, 1000)
        assert len(sent.raw) == int(sent.headers["Content-Length"])
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert bucket.names() == set()
    assert reader.get(f"/media/{picture.file.name}").status == 404


def test_it_is_sent_as_an_upload_of_ours_whatever_the_bucket_calls_it(bucket, reader):
    bucket.client().put_object(
        Bucket=bucket.options["bucket_name"], Key="a.jpg", Body=b"<script>", ContentType="text/html"
    )
    sent = reader.get("/media/a.jpg")
    assert (sent.raw, sent.headers["Content-Type"]) == (b"<script>", "image/jpeg")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "immutable" in sent.headers["Cache-Control"]
    known = reader.get("/media/a.jpg", **{"If-None-Match": sent.headers["ETag"]})
    assert (known.status, known.raw, known.headers["ETag"]) == (304, b"", sent.headers["ETag"])
    head = reader.get("/media/a.jpg", "HEAD")
    assert (head.status, head.headers["Content-Length"]) == (200, "8")
    assert reader.post("/media/a.jpg", {}).status == 405


@pytest.mark.parametrize("name", ["nothing.jpg", "", "..%2Fa.jpg", "x" * 2000])
def test_what_is_not_there_is_not_found(bucket, reader, name):
    assert reader.get(f"/media/{name}").status == 404


@pytest.mark.parametrize("failure", ["stop", "hang"])
def test_without_it_an_editor_keeps_the_text_and_readers_their_page(
    bucket, desk, reader, failure, django_capture_on_commit_callbacks
):
    picture = a_picture(ready=True)
    left_over = picture.files
    article = an_article(picture=picture)
    getattr(bucket, failure)()
    try:
        with impatient(bucket):
            answer = desk.post(ADD, fields())
            assert answer.status_code == 503
            assert "went wrong at our end" in answer.text
            assert saved_by(answer).fields["alt"] == "A boat in the harbour"
            desk.raise_request_exception = False
            assert desk.post(UPLOAD, fields()).status_code == 503
            assert Picture.objects.count() == 1
            assert picture.file.name in reader.get(article.get_absolute_url())
            sent = reader.get(f"/media/{picture.file.name}")
            assert (sent.status, sent.headers["Cache-Control"]) == (503, "no-store")
            assert sent.headers["Retry-After"]
            with django_capture_on_commit_callbacks(execute=True):
                picture.delete()
    finally:
        bucket.start() if failure == "stop" else bucket.go_on()
    if failure == "hang":
        assert left_over & bucket.names()
    work_off(django_capture_on_commit_callbacks)
    assert not left_over & bucket.names()
    assert not Job.objects.exclude(error="").exists()


def test_a_picture_is_there_before_others_have_to_wait(bucket, monkeypatch, db):
    order = []
    save = s3_media.S3Media._save
    monkeypatch.setattr("newsroom.freshness.lock", lambda: order.append("lock"))
    monkeypatch.setattr(
        s3_media.S3Media, "_save", lambda *given: order.append("file") or save(*given)
    )
    a_picture()
    assert order[0] == "file"
    assert order.count("file") == 1


def test_the_library_of_s3_comes_when_a_file_is_touched(bucket):
    assert default_storage.url("pictures/a b.jpg") == "/media/pictures/a%20b.jpg"
    assert "bucket" not in vars(default_storage._wrapped)


def test_a_bucket_that_cannot_work_is_refused_in_a_sentence(monkeypatch):
    keys = {"region": "", "key": "", "secret": ""}
    assert "OPTIONS" not in outside.media(bucket="", endpoint="", **keys)
    assert outside.media(bucket="b", endpoint="", **keys)["OPTIONS"] == {"bucket_name": "b"}
    with pytest.raises(ImproperlyConfigured, match="S3_ENDPOINT"):
        outside.media(bucket="b", endpoint="10.0.0.5", **keys)
    monkeypatch.setattr(outside, "find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match="-r requirements"):
        outside.media(bucket="b", endpoint="", **keys)
