"""Real and hostile files of other projects, where there are any beside this checkout."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from tests.desk.test_pictures import ADD

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "images"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
SOUND = {"exif-samples", "orientation"}  # folders in which every file is a picture
REJECTIONS = (
    "larger than 25 MB",
    "too many pixels",
    "Animated pictures",
    "not a supported picture",
    "files are not supported",
    "damaged",
    "too long to process",
    "The submitted file is empty",
)
pytestmark = [
    pytest.mark.real,
    pytest.mark.collection,
    pytest.mark.skipif(not FILES, reason="there are no real pictures beside this checkout"),
    # Pillow warns of what it has found in a damaged file; an editor gets a sentence instead.
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: getattr(path, "name", "none"))
def test_a_file_is_taken_without_what_rode_along_or_refused_with_a_sentence(client, ida, path):
    client.force_login(ida)
    about = {"alt": path.name, "focal_x": 50, "focal_y": 50}
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post(ADD, about | {"file": file})
    if answer.status_code == 302:
        check(Picture.objects.get(), path)
    else:
        assert path.parent.name not in SOUND
        assert answer.status_code == 200
        said = answer.content.decode()
        assert sum(refusal in said for refusal in REJECTIONS) == 1


def check(picture, path):
    """That nothing but pixels is in the picture or in any of its renditions."""
    assert picture.make_renditions()
    for name in picture.files:
        with picture.file.storage.open(name) as stored:
            image = Image.open(io.BytesIO(stored.read()))
        image.load()
        assert not image.getexif(), (path, name)
        assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys(), (path, name)
