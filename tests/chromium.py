"""A real browser without a window, driven over its own protocol; nothing in the page is changed.

Source of the commands: the DevTools protocol (Page, Runtime, Network, Log).
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from websockets.sync.client import connect

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 20.0
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--window-size=1280,900",
)


def program() -> str | None:
    """Return the browser of this machine, None without one."""
    return next((found for each in PROGRAMS if (found := shutil.which(each))), None)


@dataclass
class Browser:
    """One tab.

    Attributes:
        requests: Addresses asked for, in order.
        complaints: What the browser's console and its policy checks said.
    """

    socket: object
    session: str = ""
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    loads: int = 0
    _number: int = 0
    _awaited: int = 0

    # --- driving ---------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        self._loading(lambda: self.call("Page.navigate", url=address))

    def press(self, selector: str, *, text: str = "") -> None:
        """Click the first element that matches, of those with this text."""
        script = (
            f"(() => {{ const all = [...document.querySelectorAll({json.dumps(selector)})].filter("
            f"each => each.textContent.includes({json.dumps(text)}));"
            " if (!all.length) return false;"
            " setTimeout(() => all[0].click(), 0); return true })()"
        )
        found = self.value(script, before=True)
        assert found, f"nothing to press: {selector} {text!r}"
        self._wait()

    def type(self, selector: str, text: str) -> None:
        self.value(f"document.querySelector({json.dumps(selector)}).value = {json.dumps(text)}")

    def value(self, script: str, *, before: bool = False) -> object:
        """Return what a script of the test's own gives; `before` a page that is to come."""
        if before:
            self._awaited = self.loads + 1
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return found["result"].get("value")

    @property
    def text(self) -> str:
        return str(self.value("document.body.innerText"))

    @property
    def address(self) -> str:
        return str(self.value("location.href"))

    def pdf(self) -> bytes:
        found = self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        return base64.b64decode(found["data"])

    def picture(self, path: Path) -> None:
        found = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(found["data"]))

    @property
    def elsewhere(self) -> list[str]:
        """Return the requests that left loopback; a browser draws its own form fields from data."""
        own = {"127.0.0.1", "localhost"}
        asked = [urlsplit(each) for each in self.requests]
        return [
            each.geturl()
            for each in asked
            if each.scheme not in {"data", "file"} and each.hostname not in own
        ]

    # --- protocol --------------------------------------------------------------------------------

    def call(self, method: str, **values: object) -> dict:
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": values}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            answer = self._next()
            if answer and answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]
        raise TimeoutError(method)

    def _loading(self, act) -> None:
        self._awaited = self.loads + 1
        act()
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS
        while self.loads < self._awaited:
            assert time.monotonic() < end, "the page did not load"
            self._next()

    def _next(self) -> dict | None:
        try:
            message = json.loads(self.socket.recv(timeout=1.0))
        except TimeoutError:
            return None
        values = message.get("params", {})
        match message.get("method"):
            case "Page.loadEventFired":
                self.loads += 1
            case "Network.requestWillBeSent":
                self.requests.append(values["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(values["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(values["exceptionDetails"]["text"]))
            case "Page.javascriptDialogOpening":
                self.complaints.append(f"dialog: {values['message']}")
        return message


@contextmanager
def started(binary: str):
    """Run a browser with an empty profile."""
    profile = tempfile.mkdtemp(prefix="goodterms-chromium-")
    process = subprocess.Popen(
        [binary, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"ws://127.0.0.1:{_place(Path(profile) / 'DevToolsActivePort', process)}"
        with connect(address, max_size=None) as socket:
            yield _tab(socket)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(profile, ignore_errors=True)


def _place(file: Path, process: subprocess.Popen) -> str:
    """Return port and path of the protocol, as soon as the browser has written them."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the browser ended"
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) == 2:
            return "".join(lines)
        time.sleep(0.05)
    raise TimeoutError(file)


def _tab(socket) -> Browser:
    browser = Browser(socket)
    targets = browser.call("Target.getTargets")["targetInfos"]
    page = next(each["targetId"] for each in targets if each["type"] == "page")
    attached = browser.call("Target.attachToTarget", targetId=page, flatten=True)
    browser.session = attached["sessionId"]
    for domain in ("Page", "Runtime", "Network", "Log"):
        browser.call(f"{domain}.enable")
    return browser
