"""Forms of the desk as a browser without script sends them, and what stands in the database."""

import html5lib
from django.db import connection


def held(page: str) -> dict[str, list[str]]:
    """What a browser without script sends from the form of an article, if nothing is touched."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(each for each in document.iter("form") if (each.get("id") or "").endswith("_form"))
    fields: dict[str, list[str]] = {}
    for node in form.iter():
        if node.tag not in ("input", "textarea", "select") or not (name := node.get("name")):
            continue
        if node.get("type") in ("submit", "file"):
            continue
        if node.get("type") in ("checkbox", "radio") and node.get("checked") is None:
            continue
        if node.tag == "select":
            chosen = [each for each in node.iter("option") if each.get("selected") is not None]
            values = [each.get("value", "") for each in chosen]
        elif node.tag == "textarea":
            values = ["".join(node.itertext())]
        else:
            values = [node.get("value", "on" if node.get("type") == "checkbox" else "")]
        # As the standard has it, whatever the text area was given (HTML, 4.10.21.4).
        fields.setdefault(name, []).extend(
            value.replace("\r\n", "\n").replace("\n", "\r\n") for value in values
        )
    return fields


def rows(model):
    """The texts of a model as they stand in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        return [
            {name: value for name, value in zip(names, row, strict=True) if isinstance(value, str)}
            for row in cursor.fetchall()
        ]


def open_and_save(desk, thing):
    """Save the form of `thing` as it was opened; return what it held."""
    meta = thing._meta
    address = f"/admin/{meta.app_label}/{meta.model_name}/{thing.pk}/change/"
    fields = held(desk.get(address).content.decode())
    answer = desk.post(address, fields | {"_save": "1"})
    assert answer.status_code == 302, answer.context["errors"]
    return fields
