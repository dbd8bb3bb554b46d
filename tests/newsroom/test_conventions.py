"""What we agreed on, as tests. Exceptions are listed by name, and the lists only shrink."""

import ast
import io
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import lock, tree

ROOT = Path(__file__).resolve().parents[2]
APPS = ("newsroom", "articles", "comments")
KNOW_BOTH = {"newsroom/settings.py", "newsroom/urls.py", "newsroom/rights.py"}
CODE = (*(f"{app}/*.py" for app in APPS), "tools/*.py", "benchmarks/*.py", "manage.py")
QUESTION = re.compile(
    r"(?:^|[.:;?!]\s+)(what|who|whom|whose|how|where|whether|when|which|why)\b", re.IGNORECASE
)
GRAMMAR = {"said", "found", "what", "how", "one", "beside", "further", "standing", "told"}
DJANGO = {
    "__init__",
    "admin",
    "apps",
    "formats",
    "management",
    "middleware",
    "migrations",
    "models",
    "settings",
    "templatetags",
    "urls",
    "views",
    "wsgi",
}
SAME_NOUN = (  # of one thing in two places, or of the same part of each app
    {"articles/admin/article.py", "articles/models/article.py"},
    {"articles/admin/correction.py", "articles/models/correction.py"},
    {"articles/admin/label.py", "articles/models/label.py"},
    {"articles/admin/old_address.py", "articles/models/old_address.py"},
    {"articles/admin/picture.py", "articles/models/picture.py"},
    {"articles/models/related.py", "articles/related/"},
    {"articles/feeds/", "comments/feeds.py"},
    {"articles/follow_ups.py", "comments/follow_ups.py", "newsroom/follow_ups.py"},
    {"newsroom/importing/blogger/articles.py", "newsroom/importing/wordpress/articles.py"},
    {"newsroom/importing/blogger/blog.py", "newsroom/importing/wordpress/blog.py"},
    {"newsroom/importing/blogger/comments.py", "newsroom/importing/wordpress/comments.py"},
)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_arrows_point_one_way():
    for path in tree.files("articles/*.py"):
        assert not [name for name in imported(path) if name.split(".")[0] == "comments"], path
    for path in tree.files("newsroom/*.py"):
        name = str(path.relative_to(ROOT))
        if name not in KNOW_BOTH and not name.startswith(("newsroom/importing/", "newsroom/demo/")):
            known = {name.split(".")[0] for name in imported(path)} & {"articles", "comments"}
            assert not known, (name, known)


def test_only_html_calls_anything_safe():
    for path in tree.files("*.py", "*.html"):
        name = str(path.relative_to(ROOT))
        if not name.startswith("tests/") and not name.startswith("newsroom/html/"):
            assert not re.search(r"\|\s*safe\b|mark_safe\(|autoescape off", path.read_text()), name


def test_templates_have_no_style_and_no_script_of_their_own():
    an_email = ROOT / "templates/newsroom/email.html"  # which may load nothing
    for path in set(tree.files("templates/*.html")) - {an_email}:
        inline = re.findall(r'\sstyle="|<style>|<script>|\son[a-z]+="', path.read_text())
        assert not inline, (path, inline)


def test_times_for_machines_have_one_form():
    """K10d. It is newsroom/timestamps.py's, which templates call `timestamp`."""
    for path in tree.files("templates/*"):
        if path.suffix in (".html", ".xml", ".txt"):
            assert 'date:"c"' not in path.read_text(), path
    for path in tree.files("articles/*.py", "comments/*.py"):
        name = str(path.relative_to(ROOT))
        if name != "articles/admin/publishing_forms.py":  # what was seen has to be the whole of it
            assert ".isoformat()" not in path.read_text(), name


def test_no_file_is_called_after_nothing():
    nothing = {"utils", "helpers", "services", "common", "misc"}
    assert not [path for path in tree.files("*.py") if path.stem in nothing]


def definitions(*patterns):
    """Yield path and node of each module, class and function, without migrations."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for path in tree.files(*patterns):
        if "/migrations/" not in str(path):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, kinds):
                    yield str(path.relative_to(ROOT)), node


def test_docstrings_are_no_questions():
    docstrings = [(name, ast.get_docstring(node)) for name, node in definitions(*CODE)]
    written = [(name, text) for name, text in docstrings if text]
    asked = [(name, text.splitlines()[0]) for name, text in written if QUESTION.search(text)]
    share = len(asked) / len(written)
    print(f"{len(written)} docstrings, of which {share:.1%} have a question word")
    assert share < 0.03, asked


def test_no_module_has_the_name_of_another_one():
    places = defaultdict(set)
    for path in tree.files(*(f"{app}/*.py" for app in APPS)):
        name = str(path.relative_to(ROOT))
        if "/migrations/" not in name and "/commands/" not in name:
            folder = path.parent
            if path.stem == "__init__" and str(folder.relative_to(ROOT)) not in APPS:
                places[folder.name].add(f"{folder.relative_to(ROOT)}/")
            places[path.stem].add(name)
    twice = {name: paths for name, paths in places.items() if len(paths) > 1}
    twice = {name: paths for name, paths in twice.items() if name not in DJANGO}
    assert not {name: paths for name, paths in twice.items() if paths not in SAME_NOUN}


def test_no_word_of_grammar_is_a_name():
    names = []
    for path, node in definitions(*CODE):
        names.append((path, getattr(node, "name", Path(path).stem)))
        arguments = (each for each in ast.walk(node) if isinstance(each, ast.arg))
        names += [(path, argument.arg) for argument in arguments]
    assert not {(path, name) for path, name in names if name.strip("_").lower() in GRAMMAR}


OF_ACCOUNTS = "newsroom/apps.py"  # Django's own model
TO_ANOTHER = "newsroom/move_database.py"  # what it reads is written to another database


def test_we_listen_to_no_signal_of_our_own_models():
    for path in tree.files(*(f"{app}/*.py" for app in APPS)):
        if not path.as_posix().endswith(OF_ACCOUNTS):
            assert not re.search(r"post_save|pre_save\.connect|@receiver", path.read_text()), path


def test_nothing_is_read_with_a_cursor_while_it_may_be_written():
    """K18b: `turns.one_by_one` reads numbers first (newsroom/turns.py)."""
    for path in tree.files(*(f"{app}/*.py" for app in APPS)):
        if "/migrations/" not in str(path) and not path.as_posix().endswith(TO_ANOTHER):
            assert ".iterator(" not in path.read_text(), path


def test_no_migration_is_missing_and_each_has_a_name(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())
    for path in tree.files("*/migrations/0*.py"):
        assert not re.search(r"_(auto|initial)(_|\.)", path.name), path


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_migrations_can_be_undone():
    for app in ("comments", "articles"):
        call_command("migrate", app, "zero", verbosity=0)
    call_command("migrate", verbosity=0)


def test_the_lock_is_whole():
    assert list(lock.faults()) == []


def test_nothing_asks_git():
    """K15f"""
    for path in tree.files("*.py", "Makefile", ".ci/*"):
        if path != Path(__file__):
            assert not re.search(r"\bgit ls-files\b|[\"']git[\"'] *,", path.read_text()), path


def test_our_files_are_found_without_what_a_run_leaves_behind():
    """K15f"""
    found = {str(path.relative_to(ROOT)) for path in tree.files()}
    assert {"Makefile", "manage.py", ".ci/run", "tests/tree.py", "static/icon.svg"} <= found
    assert not {name for name in found if name.startswith((".git/", ".venv/", "var/", "shots/"))}
    assert not {name for name in found if "__pycache__" in name or name.endswith(".pyc")}
    assert tree.is_ignored("var", True)
    assert not tree.is_ignored("var", False)
    assert not tree.is_ignored("articles/var", True)


def test_no_file_names_a_machine_or_a_registry():
    home, here = str(Path.home()), str(ROOT.parent)
    for path in tree.files():
        if path.suffix not in {".png", ".jpg"}:
            text = path.read_text(errors="replace")
            for word in (f"{home}/", f"{here}/"):
                absolute = rf"(?<![\w.]){re.escape(word)}"  # no folder of ours that is called alike
                assert len(word) < 4 or not re.search(absolute, text), (path, word)


def test_one_sheet_dresses_the_buttons_of_the_desk():
    """buttons.css; others may place them. The queue's presses have a sheet of their own."""
    look = re.compile(r"(?:^|;)\s*(?:background|border|color|padding|font-weight)[\w-]*\s*:")
    others = [
        f"{sheet.name}: {selector.strip()}"
        for sheet in sorted((ROOT / "static/desk").rglob("*.css"))
        if sheet.name != "buttons.css" and sheet.parent.name != "queue"
        for selector, rules in re.findall(r"([^{};]+)\{([^{}]*)\}", sheet.read_text())
        if re.search(r"\.(?:step__)?button\b(?!-)", selector) and look.search(rules)
    ]
    assert others == []
