"""Arrows point one way: nothing in the house needs itself, however it is imported."""

import ast

from tests import tree

APPS = ("articles", "comments", "newsroom")
# Django names one in the other, as text, and reads it late.
OF_DJANGO = {frozenset({"newsroom.settings", "newsroom.wsgi"})}
REPORT = "comments.spam.report"  # how good the filter has been, for the desk
MODELS_KNOW_NOT = (
    "admin", "desk", "feeds", "follow_ups", "forms", "notifications", "tokens", "views",
)  # fmt: skip


def modules():
    """Every module by its dotted name, with its syntax tree."""
    for app in APPS:
        for path in tree.files(f"{app}/*.py"):
            parts = path.relative_to(tree.ROOT).with_suffix("").parts
            if "migrations" not in parts:
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                yield name, ast.parse(path.read_text())


def named(node):
    """The names that a piece of code imports, or says as text: `import_string`, `get_model`."""
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        case ast.Constant(value=str(text)) if text.startswith(APPS) and " " not in text:
            yield text


def packages_of(name):
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


def needed(name, code, known, models):
    """The modules that must be there for this one, with the packages that bring them along."""
    found = set()
    for node in ast.walk(code):
        for text in named(node):
            target = models.get(text, text)
            while target and target not in known:
                target = target.rpartition(".")[0]
            found |= {target} | (packages_of(target) - packages_of(name))
    return {each for each in found if each in known and not each.startswith(f"{name}.")} - {name}


def arrows():
    known = dict(modules())
    models = {
        f"{name.split('.')[0]}.{node.name}": name
        for name, code in known.items()
        for node in code.body
        if isinstance(node, ast.ClassDef)
    }
    return {name: needed(name, code, known, models) for name, code in known.items()}


def reached(start, graph):
    seen, ahead = set(), [start]
    while ahead:
        for each in graph[ahead.pop()] - seen:
            seen.add(each)
            ahead.append(each)
    return seen


def circles(graph):
    beyond = {name: reached(name, graph) for name in graph}
    found = {
        frozenset({name, *(each for each in beyond[name] if name in beyond[each])})
        for name in graph
        if name in beyond[name]
    }
    return found - OF_DJANGO


def test_no_module_needs_itself():
    found = circles(arrows())
    print(f"circles: {len(found)}")
    assert found == set()


def test_models_know_no_mail_no_task_and_no_view():
    for name, needs in arrows().items():
        app, *rest = name.split(".")
        if rest[:1] == ["models"]:
            others = {each.split(".")[1] for each in needs if each.startswith(f"{app}.")}
            assert others.isdisjoint(MODELS_KNOW_NOT), name


def test_rules_and_filter_ask_no_model():
    for name, needs in arrows().items():
        if (
            name.startswith(("comments.moderation", "comments.spam"))
            and name != "comments.spam.report"
        ):
            assert not [
                each for each in needs if ".models" in each and each != "newsroom.models"
            ], name


def test_a_circle_of_any_kind_is_found():
    known = {
        "articles.a": ast.parse("def late():\n    from articles.b import x"),
        "articles.b": ast.parse("TASK = 'articles.c.work'"),
        "articles.c": ast.parse("apps.get_model('articles.Thing')"),
        "articles.d": ast.parse("from articles import a"),
    }
    models = {"articles.Thing": "articles.a"}
    graph = {name: needed(name, code, known, models) for name, code in known.items()}
    assert circles(graph) == {frozenset({"articles.a", "articles.b", "articles.c"})}
