"""The form: what it shows before anything is sent, and what typing can do."""

import re

import pytest
import time_machine

from comments.models import Comment
from newsroom import html
from tests.cast import a_comment, an_article, from_now
from tests.cost import seconds

WORDS = {"name": "Ravi", "email": "", "text": "It is *really* gone."}


@pytest.fixture
def form(reader, article):
    """The address of an article's form, and its key, a minute after it was handed out."""
    address = f"{article.get_absolute_url()}comment/"
    key = re.search(r'name="key" value="([^"]+)"', reader.get(address).text)[1]
    with time_machine.travel(from_now(minutes=1)):
        yield address, key


def test_a_preview_shows_it_as_it_would_be_and_sends_nothing(reader, form):
    address, key = form
    answer = reader.post(address, WORDS | {"key": key, "preview": "1"})
    assert answer.status == 200
    assert "<p>It is <em>really</em> gone.</p>" in answer
    assert "It is *really* gone.</textarea>" in answer
    assert f'value="{key}"' in answer
    assert not Comment.objects.exists()
    assert reader.post(address, WORDS | {"key": key}).status == 303
    assert Comment.objects.get().body == "<p>It is <em>really</em> gone.</p>"


def test_a_preview_of_what_cannot_be_sent_says_so(reader, form):
    address, key = form
    answer = reader.post(address, WORDS | {"key": key, "preview": "1", "name": ""})
    assert answer.status == 422
    assert 'id="preview"' not in answer
    assert '<a href="#id_name">' in answer


def test_a_comment_can_be_quoted_in_one_step(reader, article):
    ravi = a_comment(article, text="I walked past.\n\nIt is <em>gone</em>.")
    page = reader.get(article.get_absolute_url()).text
    link = re.search(r'href="([^"]+quote=1[^"]+)"', page)[1].replace("&amp;", "&")
    answer = reader.get(link)
    assert "&gt; I walked past.\n&gt; It is &lt;em&gt;gone&lt;/em&gt;.\n\n</textarea>" in answer
    assert f'name="parent" value="{ravi.pk}"' in answer


def test_a_comment_of_another_article_cannot(reader, article):
    elsewhere = a_comment(an_article(), text="Elsewhere entirely.")
    address = f"{article.get_absolute_url()}comment/?quote=1&reply={elsewhere.pk}"
    assert "Elsewhere entirely." not in reader.get(address)


def test_what_was_wrong_is_said_first_and_leads_to_the_fields(reader, form):
    address, key = form
    answer = reader.post(address, {"name": "", "email": "ravi@", "text": "", "key": key}).text
    summary = answer[answer.index('id="form-errors"') : answer.index("form__field")]
    assert re.findall(r'href="#(\w+)"', summary) == ["id_text", "id_name", "id_email"]
    for field in ("id_name", "id_email", "id_text"):
        assert f'aria-describedby="{field}' in answer


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*gone*", "<p><em>gone</em></p>"),
        ("so *very gone*, then", "<p>so <em>very gone</em>, then</p>"),
        ("(*gone*)", "<p>(<em>gone</em>)</p>"),
        ("2*3*4 and a * b * c", "<p>2*3*4 and a * b * c</p>"),
        ("**gone**", "<p>**gone**</p>"),
        ("*not\nover lines*", "<p>*not<br>over lines*</p>"),
        ("<code>*gone*</code>", "<p><code>*gone*</code></p>"),
        ("*<script>*", "<p>*&lt;script&gt;*</p>"),
        (
            "https://example.org/*a*/b",
            '<p><a href="https://example.org/*a*/b" rel="nofollow ugc noopener">'
            "https://example.org/*a*/b</a></p>",
        ),
        ("> said\n> so\n\nNo.", "<blockquote><p>said<br>so</p></blockquote>\n\n<p>No.</p>"),
        (
            "Before\n> said\nAfter",
            "<p>Before</p>\n<blockquote><p>said</p></blockquote>\n<p>After</p>",
        ),
        ("> *said*", "<blockquote><p><em>said</em></p></blockquote>"),
        ("> <script>x</script>", "<blockquote><p>&lt;script&gt;x&lt;/script&gt;</p></blockquote>"),
    ],
)
def test_marks_become_what_they_mean(typed, shown):
    assert html.comment(typed).replace("\n", "") == shown.replace("\n", "")


def test_stars_in_comments_from_elsewhere_stay_stars():
    assert html.comment("*gone*", strip=True) == "<p>*gone*</p>"


@pytest.mark.parametrize("mark", ["*", "* *", "*a ", ">", "> ", ">\n", "*_", "*a* "])
def test_marks_in_any_number_cost_little(mark):
    text = (mark * 5000)[:5000]
    assert seconds(lambda: html.comment(text), enough=1) <= 1  # a tenth is usual
    once = html.comment(text)
    assert html.clean_comment(once) == once
