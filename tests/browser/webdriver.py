"""Firefox and WebKit, as Debian has them, driven by the commands of W3C WebDriver.

Playwright brings browsers of its own, which a package registry does not have, and geckodriver is
in none either. Firefox takes the same commands without it, on its own port (Marionette); WebKit's
driver is a package of Debian's. So this is all that is between a test and the browser. (Playwright
speaks WebDriver BiDi to a stock Firefox, but begins with a command that the ESR does not know yet.)
"""

import base64
import itertools
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from tests.site import free_port, missing

PATIENCE = 30  # seconds
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's own name for one
CONTROL, SHIFT, ENTER, END, BACKSPACE = "\ue009", "\ue008", "\ue007", "\ue010", "\ue003"
DOWN = "\ue015"
MINI_BROWSER = "webkit2gtk-4.1/MiniBrowser"


class Marionette:
    """Firefox, headless, with a profile of its own."""

    def __init__(self):
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        if not program:
            missing("Firefox", "apt-get install firefox-esr")
        self.profile = tempfile.mkdtemp()
        port = free_port()
        preferences = {
            "marionette.port": port,
            "datareporting.policy.dataSubmissionEnabled": False,
            "browser.shell.checkDefaultBrowser": False,
            "network.captive-portal-service.enabled": False,
            "app.update.enabled": False,
        }
        lines = [f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in preferences.items()]
        Path(self.profile, "user.js").write_text("\n".join(lines))
        self.process = started(
            [program, "--headless", "--marionette", "--no-remote", "--profile", self.profile],
            {"HOME": self.profile},
        )
        self.line = reached(lambda: socket.create_connection(("127.0.0.1", port)))
        self.line.settimeout(PATIENCE)
        self.numbers = itertools.count(1)
        self.read()  # what it says of itself
        self.ask("NewSession", {"unhandledPromptBehavior": "ignore"})

    def read(self):
        length = b""
        while (sign := self.line.recv(1)) != b":":
            length += sign
        data = b""
        while len(data) < int(length):
            data += self.line.recv(int(length) - len(data))
        return json.loads(data)

    def ask(self, name, fields):
        fields = {"sandbox": None, **fields} if name.startswith("ExecuteScript") else fields
        data = json.dumps([0, next(self.numbers), f"WebDriver:{name}", fields]).encode()
        self.line.sendall(b"%d:%s" % (len(data), data))
        _kind, _number, error, result = self.read()
        if error:
            raise BrowserError(name, error["error"], error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def end(self):
        self.line.close()
        ended(self.process)
        shutil.rmtree(self.profile, ignore_errors=True)


# Of the commands: the method and the path below the session's.
PATHS = {
    "Navigate": ("POST", "/url"),
    "Refresh": ("POST", "/refresh"),
    "AddCookie": ("POST", "/cookie"),
    "DeleteAllCookies": ("DELETE", "/cookie"),
    "FindElement": ("POST", "/element"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementClear": ("POST", "/element/{id}/clear"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "PerformActions": ("POST", "/actions"),
    "TakeScreenshot": ("GET", "/screenshot"),
}


class WebKit:
    """The browser of WebKitGTK on a screen that nobody sees."""

    def __init__(self):
        found = sorted(Path("/usr/lib").glob(f"*/{MINI_BROWSER}"))
        if not (found and shutil.which("WebKitWebDriver")):
            missing("WebKit", "apt-get install webkit2gtk-driver")
        if not shutil.which("Xvfb"):
            missing("Xvfb", "apt-get install xvfb")
        read, write = os.pipe()
        self.screen = started(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1300x1000x24"], pass_fds=[write]
        )
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        self.port = free_port()
        self.process = started(
            ["WebKitWebDriver", "-p", str(self.port)],
            # Its sandbox asks for rights that a container does not have.
            {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"},
        )
        reached(lambda: socket.create_connection(("127.0.0.1", self.port))).close()
        options = {"binary": str(found[0]), "args": ["--automation", "--geometry=1280x950"]}
        wanted = {"webkitgtk:browserOptions": options, "unhandledPromptBehavior": "ignore"}
        begun = self.send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = begun["sessionId"]

    def send(self, method, path, fields):
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=2 * PATIENCE)) as line:
            line.request(method, path, json.dumps(fields) if method == "POST" else None)
            answer = json.loads(line.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise BrowserError(path, answer["error"], answer["message"])
        return answer

    def ask(self, name, fields):
        method, path = PATHS[name]
        return self.send(method, f"/session/{self.session}{path.format(**fields)}", fields)

    def end(self):
        self.send("DELETE", f"/session/{self.session}", {})
        ended(self.process)
        ended(self.screen)


class BrowserError(Exception):
    pass


def started(words, environment=None, **options):
    return subprocess.Popen(
        words,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )


def reached(connect):
    for _try in range(PATIENCE * 10):
        try:
            return connect()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The browser does not answer.")


def ended(process):
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Window:
    """One window of such a browser, in the words of the tests; selectors are those of CSS."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url

    def ask(self, name, **fields):
        return self.browser.ask(name, fields)

    def open(self, path):
        self.ask("Navigate", url=f"{self.url}{path}")

    def enter(self, name, session):
        self.open("/robots.txt")  # a cookie needs a page of its site
        self.ask("AddCookie", cookie={"name": name, "value": session, "path": "/"})

    def run(self, script, *args):
        """Return what the function body `script` returns in the page."""
        return self.ask("ExecuteScript", script=script, args=list(args))

    def wait(self, script, *args):
        """Wait until `script` returns something true, and return that."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                if value := self.run(script, *args):
                    return value
            except BrowserError:  # between two pages
                if time.monotonic() > until:
                    raise
            assert time.monotonic() < until, (script, args, self.text("body"))
            time.sleep(0.1)

    def element(self, selector):
        self.wait("return document.querySelector(arguments[0])?.getClientRects().length", selector)
        found = self.ask("FindElement", using="css selector", value=selector)
        return found[ELEMENT]

    def act(self, name, selector, **fields):
        """Do something to an element as soon as it can be done: it may still be on its way."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self.ask(name, id=self.element(selector), **fields)
            except BrowserError:
                if time.monotonic() > until:
                    raise
            time.sleep(0.2)

    def click(self, selector):
        self.act("ElementClick", selector)

    def fill(self, selector, text):
        self.act("ElementClear", selector)
        self.act("ElementSendKeys", selector, text=text)

    def keys(self, *keys):
        """Press keys one after the other; of a text each sign, of a list all at once."""
        self.ask("PerformActions", actions=[actions(keys)])

    def text(self, selector):
        return self.run(
            "return document.querySelector(arguments[0])?.innerText ?? '' ", selector
        ).strip()

    def value(self, selector):
        return self.run("return document.querySelector(arguments[0]).value", selector)

    def shows(self, selector, words):
        self.wait(
            "return document.querySelector(arguments[0])?.innerText.includes(arguments[1])",
            selector,
            words,
        )

    def picture(self, path):
        Path(path).write_bytes(base64.b64decode(self.ask("TakeScreenshot")))


def actions(keys) -> dict:
    steps = []
    for each in keys:
        for chord in [each] if isinstance(each, list) else each:
            steps += [{"type": "keyDown", "value": key} for key in chord]
            steps += [{"type": "keyUp", "value": key} for key in reversed(chord)]
    return {"type": "key", "id": "keys", "actions": steps}
