"""What is sent to an address by POST: something that would be taken from who may send it.

Fields are lists or strings; bytes are a file.
"""

import html5lib

from articles.admin.publishing_forms import seen
from tests import cast

# What the form does not have filled in, and needs.
FILLED_IN = {
    "/admin/login/": {"username": "boss", "password": cast.PASSWORD},
    "/admin/password_change/": {
        "old_password": cast.PASSWORD,
        "new_password1": "another long and quiet harbour",
        "new_password2": "another long and quiet harbour",
    },
    "/admin/articles/article/add/": {"headline": "A new story"},
    "/admin/articles/article/{article}/corrections/": {"for_readers": "on"},
    "/admin/articles/picture/add/": {
        "file": cast.a_file(cast.a_drawing((400, 300))),
        "alt": "A boat",
        "credit": "Ida",
    },
    "/admin/articles/picture/upload/": {"file": cast.a_file(cast.a_drawing((400, 300)))},
    "/admin/articles/picture/{picture}/describe/": {
        "alt": "Another boat",
        "focal_x": "50",
        "focal_y": "50",
    },
    "/admin/articles/topic/add/": {"name": "Schools"},
    "/admin/articles/author/add/": {"name": "Ines"},
    "/admin/comments/moderatorscope/add/": {"moderator": "{mo}", "topics": "{topic}"},
    "/admin/comments/networkblock/add/": {
        "network": "192.0.2.0/24",
        "until_0": "2099-01-01",
        "until_1": "00:00",
    },
    "/admin/comments/notification/mine/": {"rhythm": "daily"},
    "/admin/auth/group/add/": {"name": "Readers"},
    "/admin/auth/user/add/": {
        "username": "zoe",
        "password1": cast.PASSWORD,
        "password2": cast.PASSWORD,
    },
    "/admin/auth/user/{mo}/password/": {"password1": cast.PASSWORD, "password2": cast.PASSWORD},
}
OF_STRANGERS = "/admin/login/"


def sent(line, address, world) -> dict:
    """The fields that `line` says, in this `world`."""
    what, *about = line.sends.split(":")
    match what:
        case "form":
            role = "stranger" if line.address == OF_STRANGERS else "boss"
            missing = FILLED_IN.get(line.address, {})
            return filled_in(world.client(role).get(address).content) | {
                name: said.format(**world.numbers) if isinstance(said, str) else said
                for name, said in missing.items()
            }
        case "do":
            return _action(*about, world)
        case "press":
            name, comment = about
            return {**cast.about(name, world.comments[comment]), "words": "Said at the desk."}
        case "about":
            return {"comment": world.numbers[about[0]]}
        case "press_publish":
            found = cast.Article.objects.get(pk=world.numbers[about[0]])
            return {"step": "public", "act": "unpublish", "seen": seen(found)}
        case "fields":  # of an address that shows no form: a script asks it
            return FILLED_IN[line.address]
        case "version":
            return {"number": about[0]}
        case "yes":
            return {"post": "yes"}
        case "-":
            return {}
    raise ValueError(f"What is sent by {line.sends!r}?")


def _action(name, thing, world):
    shown = world.comments.get(thing)
    return {
        "action": name,
        "_selected_action": world.numbers[thing],
        "seen": f"{shown.pk}:{shown.seen_token}" if shown else "",
        "post": "yes",
    }


def filled_in(page: bytes) -> dict:
    """What a browser would send of the last form on a page, as it stands."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    forms = [form for form in document.iter("form") if form.get("method") == "post"]
    fields = [one for one in forms[-1].iter() if one.get("name")] if forms else []
    known = {one.get("name"): _value(one) for one in fields}
    return {name: value for name, value in known.items() if value is not None} | {"_save": "1"}


def _value(field):
    if field.tag == "textarea":
        return "".join(field.itertext()).removeprefix("\n")
    if field.tag == "select":
        return [one.get("value") for one in field.iter("option") if one.get("selected") is not None]
    kind = field.get("type", "text")
    if kind in ("submit", "file") or (
        kind in ("checkbox", "radio") and field.get("checked") is None
    ):
        return None
    return field.get("value", "")
