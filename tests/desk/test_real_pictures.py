"""Real and hostile files, where there are any beside this checkout: ../shared/data/images."""

import resource
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from tests.cast import PASSWORD

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "images"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
ADD = "/admin/articles/picture/add/"
SPOKEN = ("exif", "xmp", "icc_profile", "comment", "photoshop", "iptc")
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILES, reason="there are no pictures beside this checkout"),
]


def said(answer):
    errors = answer.context["adminform"].form.errors
    return "; ".join(str(error) for several in errors.values() for error in several)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of what it can live with
def test_each_is_taken_or_refused_with_a_sentence_and_says_nothing_more(client, ida, settings):
    client.login(username="ida", password=PASSWORD)
    verdicts = Counter()
    for path in FILES:
        file = SimpleUploadedFile(path.name, path.read_bytes(), "image/jpeg")
        words = {"alt": "A picture", "focus_x": 50, "focus_y": 50}
        answer = client.post(ADD, {"file": file, **words})
        assert answer.status_code in (200, 302), path
        verdict = "taken" if answer.status_code == 302 else said(answer)
        assert verdict, path
        verdicts[verdict] += 1
    web = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for picture in Picture.objects.all():
        picture.develop()
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    for path in kept:
        image = Image.open(path)
        assert not image.getexif(), path
        assert not set(SPOKEN) & set(image.info), path
    for verdict, number in verdicts.most_common():
        print(f"{number:5} {verdict}")
    print(f"{len(FILES)} files, {web} MB at most in the process, {len(kept)} files kept")
    assert verdicts["taken"] > 50
