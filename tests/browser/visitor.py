"""Somebody with a real browser, who also notices what a person would not see."""

from django.conf import settings

from tests.cast import handed_out_earlier

PATIENCE = 40  # times 50 milliseconds

REPORT = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def take_time(page):
    """Have the form on the page be one that was handed out a while ago.

    Nobody writes within two seconds of it, say the house rules, and a test need not wait for it.
    """
    field = page.locator("input[name=key]")
    earlier = handed_out_earlier(field.input_value())
    field.evaluate("(field, key) => { field.value = key }", earlier)


def words_of(page):
    """Return the editor of the body, never the field that stands there until its script comes.

    Who is about to click on that one when it is taken away waits for it until the test fails.
    """
    return page.get_by_role("textbox", name="Body").and_(page.locator(".ProseMirror"))


class Visitor:
    """`page` is Playwright's; `noticed` lists errors, policy reports, dialogs, foreign requests."""

    def __init__(
        self, chromium, url, *, javascript=True, width=1280, height=900, dark=False, **options
    ):
        self.url = url
        self.browser = chromium
        self.noticed = []
        self.context = chromium.new_context(
            base_url=url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **options,
        )
        self.unanswered = set()
        self.context.on("request", lambda request: self.unanswered.add(request))
        for end in ("requestfinished", "requestfailed"):
            self.context.on(end, lambda request: self.unanswered.discard(request))
        self.context.add_init_script(REPORT)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", self.hear)
        self.page.on("dialog", self.dismiss)
        self.page.on("pageerror", lambda error: self.noticed.append(f"script: {error}"))
        self.page.on("request", self.follow)
        self.page.on("response", self.check)

    def hear(self, message):
        # A browser reports each 4xx of a page that was asked for as an error of its own.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.noticed.append(f"console: {message.text}")

    def dismiss(self, dialog):
        self.noticed.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def follow(self, request):
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.noticed.append(f"foreign: {request.url}")

    def check(self, response):
        if response.status >= 500:
            self.noticed.append(f"{response.status}: {response.url}")

    def cookies(self):
        return self.context.cookies()

    def sign_in(self, name, password):
        self.page.goto("/admin/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", password)
        self.page.click("[type=submit]")
        self.page.wait_for_url("**/admin/**")

    def enter(self, session):
        """Come as somebody who signed in before: three pages less than to do it here."""
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": session, "url": self.url}])

    def leave(self):
        """Close the browser; what it asks for by then must not meet a database that is emptied."""
        for _each in range(PATIENCE):
            if self.unanswered and self.context.pages:
                self.context.pages[0].wait_for_timeout(50)
        if self.context.pages:  # else somebody has closed it
            self.context.set_offline(True)
        self.context.close()
