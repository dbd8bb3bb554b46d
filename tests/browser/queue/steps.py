"""What a moderator does and sees, in a word each."""

import time

from playwright.sync_api import expect

from comments.models import Comment

QUEUE = "/admin/comments/comment/"
SOLD = "Buy at https://watches.example/ now please, it is good."
A_GLANCE = 300  # milliseconds; more than a wrong step would need


def shown(page):
    return page.locator("#result_list tbody tr:visible")


def on_desk(page, said):
    """Wait until all that was sent is answered, and until the desk says so."""
    expect(page.locator("#desk-said")).to_contain_text(said)
    expect(page.locator("#desk-said")).to_have_attribute("data-on-their-way", "0")


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def states():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def slowly(page, milliseconds):
    """From now on the paper hears of each decision only after a while."""

    def late(route):
        if route.request.method == "POST" and "claim" not in route.request.url:
            time.sleep(milliseconds / 1000)
        route.continue_()

    page.route("**/*", late)
