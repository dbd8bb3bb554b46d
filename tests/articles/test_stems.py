import threading
from types import SimpleNamespace

import pytest
import snowballstemmer

from articles.stems import NAMES, stem, stems, words


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "rivers", "River"),
        ("en-gb", "published", "publishing"),
        ("ru", "новости", "новостях"),
        ("ru", "новый", "новая"),
        ("de", "Häuser", "haus"),
        ("fr", "élection", "elections"),
        ("es", "canción", "canciones"),
        ("ar", "الكتاب", "كتاب"),
    ],
)
def test_two_forms_of_a_word_are_one(language, one, other):
    assert stems(one, language) == stems(other, language)


def test_no_two_threads_share_a_stemmer(monkeypatch):
    """K17a: with a shared one, searches at the same time failed, or found other words."""
    made = []
    doubling = SimpleNamespace(stemWord=lambda word: word * 2)
    monkeypatch.setattr(snowballstemmer, "stemmer", lambda name: made.append(name) or doubling)
    stem.cache_clear()
    for _ in range(2):
        thread = threading.Thread(target=lambda: [stem(word, "en") for word in ("one", "two")])
        thread.start()
        thread.join()
        stem.cache_clear()
    assert made == ["english"] * 2


def test_a_word_of_an_unknown_language_stays_as_it_is():
    assert stems("Ríver rivers", "xx") == ["river", "rivers"]


def test_accents_and_width_and_capitals_do_not_matter():
    assert words("ÉLAN Ｆｕｌｌ ﬁre") == ["elan", "full", "fire"]


def test_a_script_without_spaces_is_read_in_pairs():
    assert words("北京市 2026") == ["北京", "京市", "2026"]
    assert words("港") == ["港"]


def test_signs_are_no_words():
    assert words("a_b -- «c» 🙂 @ 1.5") == ["a", "b", "c", "1", "5"]


@pytest.mark.parametrize("code", NAMES)
def test_every_language_named_has_a_stemmer(code):
    assert stem("word", code)
