"""A file that cannot be read is refused in one sentence, and nothing of it is moved in."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from tests.importing.exports import blogger, comment, entry, post, wordpress

LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'  # and so on
THIEF = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
ELSEWHERE = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/outside.dtd">'


@pytest.mark.parametrize("doctype", [LAUGHS, THIEF, ELSEWHERE, "<!DOCTYPE rss>"])
def test_document_types_and_entities_are_refused(refusal, doctype):
    export = wordpress(post(1)).replace("<rss", f"{doctype}\n<rss", 1)
    assert "Line 2: a document type or an entity" in refusal(export)
    assert not Article.objects.exists()


def test_a_truncated_file_is_refused_with_its_line(refusal, everything):
    before = everything()
    export = wordpress(*(post(number, comment(number)) for number in range(1, 100)))
    lines = export.count("\n", 0, len(export) * 3 // 4) + 1
    assert f"Line {lines}: " in refusal(export[: len(export) * 3 // 4])
    assert everything() == before


def test_a_line_is_counted_from_the_start_of_the_file(refusal):
    assert "Line 9: " in refusal("\n\n\n" + wordpress().replace("</channel>", "</rss>"))


@pytest.mark.parametrize(
    ("export", "sentence"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        ("Dear all,", "not a format"),
        ("<rss><channel><title>News</title></channel></rss>", "a feed, not an export"),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-7</id>'
            '<generator uri="http://www.blogger.com">Blogger</generator></feed>',
            "a public feed",
        ),
        (
            '<feed xmlns:blogger="http://schemas.google.com/blogger/2018"></feed>',
            "Google Takeout",
        ),
        (wordpress(post(1)).replace("channel>", "tunnel>"), "<tunnel> stands where <channel>"),
        (wordpress(post(1)).replace("<guid>", "<guid>&nbsp;"), "undefined entity"),
        (wordpress(post(1)).replace("UTF-8", "x-unheard-of"), "encoding"),
        (wordpress("<a>" * 300 + "</a>" * 300), "nested too deeply"),
    ],
)
def test_what_cannot_be_moved_in_gets_a_sentence(refusal, export, sentence):
    assert sentence in refusal(export)
    assert not Article.objects.exists()


def test_a_file_that_is_not_there_or_is_a_folder_gets_a_sentence(tmp_path, db):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_site", tmp_path / "nowhere.xml")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("import_site", tmp_path)


def test_undeclared_prefixes_are_read_as_what_they_usually_are(move):
    ledger = move(wordpress(post(1, comment(2)), prefixes=False))
    assert ledger.imported["posts"] == ledger.imported["comments"] == 1
    assert "The prefix “wp:” was never declared; it was read as what it usually is." in ledger.notes


def test_an_undeclared_prefix_does_not_publish_a_draft(move):
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    ledger = move(blogger(entry("post", 1, extra=draft), declare=""))
    assert Article.objects.get().published_at is None
    assert any("app:" in note for note in ledger.notes)


def test_other_prefixes_for_the_known_namespaces_are_read(move):
    export = wordpress(post(1)).replace("wp:", "x:").replace("xmlns:wp", "xmlns:x")
    export = export.replace("content:encoded", "c:encoded").replace("xmlns:content", "xmlns:c")
    move(export)
    assert Article.objects.get().body == "<p>Boats, mostly.</p>"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_is_read(move, version):
    assert move(wordpress(post(1), version=version)).imported["posts"] == 1


def test_text_that_is_split_over_two_sections_is_put_together(move):
    move(wordpress(post(1, content="<p>An array[a[0]]> here</p>")))
    assert "array[a[0]]&gt; here" in Article.objects.get().body


def test_control_characters_are_taken_out_and_noted(move):
    ledger = move(wordpress(post(1, title="Har\x0bbour", content="Bo\x00a&#11;ts \x1f!")))
    assert Article.objects.get().headline == "Harbour"
    assert Article.objects.get().body == "<p>Boats !</p>"
    assert "4 control characters that XML forbids were taken out." in ledger.notes


def test_a_reference_that_is_cut_by_the_end_of_a_chunk_is_taken_out_too(move):
    for gap in range(12):
        filler = "x" * (64 * 1024 - 900 + gap)
        content = filler + "&#x0B;" * 200
        move(wordpress(post(gap + 1, content=content)))
    assert not Article.objects.filter(body__contains="#x0B").exists()


def test_blank_lines_and_a_mark_before_the_first_tag_are_forgiven(move):
    ledger = move(b"\xef\xbb\xbf\n\n" + wordpress(post(1)).encode())
    assert ledger.imported["posts"] == 1
    assert "There were blank lines before the first tag." in ledger.notes


def test_other_encodings_are_read(move):
    latin = wordpress(post(1, title="Ülo")).replace("UTF-8", "ISO-8859-1").encode("latin-1")
    wide = wordpress(post(2, title="Ülo")).replace("UTF-8", "UTF-16").encode("utf-16")
    move(latin)
    move(wide)
    assert list(Article.objects.values_list("headline", flat=True)) == ["Ülo", "Ülo"]
