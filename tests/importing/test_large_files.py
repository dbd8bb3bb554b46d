"""A file may be larger than the memory."""

import tracemalloc

from newsroom.importing import wordpress as reader
from tests.importing.exports import comment, post, wordpress

PEAK = 4 * 1024 * 1024  # bytes


def test_reading_takes_the_memory_of_one_item(tmp_path):
    path = tmp_path / "large.xml"
    item = post(1, comment(2), content="Boats, mostly. " * 2000)
    begin, end = wordpress("@").split("@")
    with path.open("w") as file:
        file.write(begin)
        for _number in range(1000):
            file.write(item + "\n")
        file.write(end)
    assert path.stat().st_size > 7 * PEAK
    tracemalloc.start()
    with path.open("rb") as file:
        records = sum(1 for _record in reader.read(file))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert records > 2000
    assert peak < PEAK


def test_hostile_markup_takes_no_more_time_than_other_markup(move):
    for piece in ("<pre", "[embed]", "<a href='", "[caption", "<br /> ", "[[", "<table>"):
        assert move(wordpress(post(1, content=piece * 5000)), dry_run=True).imported["posts"] == 1
