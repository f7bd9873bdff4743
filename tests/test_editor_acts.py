"""The browser editor in headless Chromium, against a GitHub on loopback: each act, and the bytes of its diff."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mentorskap.host import serving
from tests.browser.window import open_page, violations
from tests.conftest import EXAMPLE, ROOT, TODAY, Outcome, commit, git
from tests.editor.hub import BRANCH, READER, REPOSITORY, TOKEN, EditorHub, served_hub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

BUILT = ROOT / serving.FOLDER
WIDTHS = (390, 1280)
THE_EDITORS_OWN = {"meta-viewport", "label-content-name-mismatch"}
"""What axe finds in Sveltia CMS itself: the zoom is limited, and an icon stands in a name."""
PAIRING = "pairings/anna-07--bjorn-12.yml"

pytestmark = [
    pytest.mark.laws,
    pytest.mark.skipif(
        not (BUILT / "index.html").is_file(), reason="the editor is not built: run make editor"
    ),
    pytest.mark.xdist_group("editor"),
]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[EditorHub]:
    """Serve a GitHub with the example in it, and the working branch where main is."""
    work = tmp_path / "work"
    shutil.copytree(EXAMPLE, work)
    commit(work)
    git(work, "branch", "-M", "main")
    git(work, "branch", BRANCH)
    bare = tmp_path / "bare"
    subprocess.run(["git", "clone", "--quiet", "--bare", work, bare], check=True)
    with served_hub(bare) as hub:
        yield hub


class Desk(NamedTuple):
    """A manager's window on the editor."""

    page: Page
    address: str
    hub: EditorHub

    def open(self, path: str) -> None:
        """Open a form by its path."""
        self.page.goto(f"{self.address}#/collections/{path}")
        self.page.wait_for_timeout(300)
        self.page.get_by_role("button", name="Spara", exact=True).first.wait_for()

    def sign_in(self, token: str = TOKEN) -> None:
        """Hand in a token."""
        self.page.goto(self.address)
        self.page.get_by_role("button", name="Logga in med en nyckel").click()
        self.page.get_by_role("textbox").fill(token)
        self.page.keyboard.press("Enter")

    def signed_in(self) -> None:
        """Sign in, and wait for the records."""
        self.sign_in()
        self.page.get_by_text("Mentorpar").first.wait_for()

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """Return a field by its label; the last one, where a list has one in each entry."""
        name = re.compile(rf"^Fält “\u2068?{re.escape(label)}\u2069?”$")
        return (within or self.page).get_by_role("group", name=name).last

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Write into a field."""
        box = self.field(label, within).locator("input, textarea").first
        box.scroll_into_view_if_needed()
        box.fill(text)

    def tick(self, label: str, word: str, within: Locator | None = None) -> None:
        """Choose one of a few words."""
        self.field(label, within).get_by_role("radio", name=word).click()

    def choose(self, label: str, word: str, within: Locator | None = None) -> list[str]:
        """Choose from a list, and return all that it offered."""
        self.field(label, within).get_by_role("combobox").first.click()
        option = self.page.get_by_role("option", name=word)
        option.first.wait_for()
        offered = self.page.get_by_role("option").all_inner_texts()
        option.first.click()
        return offered

    def add(self, what: str, within: Locator | None = None) -> None:
        """Add an entry to a list."""
        name = re.compile(rf"^(add )?Lägg till \u2068?{re.escape(what)}\u2069?$")
        button = (within or self.page).get_by_role("button", name=name).last
        button.scroll_into_view_if_needed()
        button.click()
        self.page.wait_for_timeout(200)

    def include(self, label: str) -> None:
        """Tick the box that adds an optional part."""
        self.field(label).get_by_role("checkbox").first.click()
        self.page.wait_for_timeout(200)

    def unfold(self, summary: str) -> None:
        """Unfold an entry by its summary."""
        entry = self.page.get_by_role("group").filter(has_text=summary).last
        entry.get_by_role("button").first.click()
        self.page.wait_for_timeout(200)

    def save(self) -> None:
        """Save, and wait for the commit and the proposal."""
        calls = len(self.hub.pulls), self.hub.git("rev-parse", BRANCH)
        self.page.get_by_role("button", name="Spara", exact=True).first.click()
        for _ in range(100):
            if self.hub.git("rev-parse", BRANCH) != calls[1] and self.hub.pulls:
                break
            self.page.wait_for_timeout(100)
        self.page.wait_for_timeout(300)


@contextmanager
def at_desk(browser: Browser, hub: EditorHub, width: int) -> Iterator[Desk]:
    chosen = serving.settings(f"https://github.com/{REPOSITORY}", "sv", hub.url)
    files = serving.files(BUILT, chosen)
    with serving.EditorServer(0, files, serving.headers(chosen)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        visit = open_page(browser, width=width, bypass_csp=False)
        visit.page.set_viewport_size({"width": width, "height": 3000})  # what is below is not drawn
        visit.page.set_default_timeout(15_000)
        try:
            yield Desk(visit.page, server.address, hub)
        finally:
            foreign = [url for url in visit.foreign(server.address) if not url.startswith(hub.url)]
            visit.page.context.close()
            server.shutdown()
            assert {url.split("/")[2] for url in foreign} <= {"cdn.jsdelivr.net"}  # refused fonts


@pytest.fixture(params=WIDTHS)
def desk(browser: Browser, hub: EditorHub, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Sit down at the editor, signed in, at the width of a phone and of a desk."""
    with at_desk(browser, hub, request.param) as desk:
        desk.signed_in()
        yield desk


@pytest.fixture
def checked(
    hub: EditorHub, tmp_path: Path, command: Callable[..., Outcome]
) -> Callable[[], Outcome]:
    """Check the proposal as the workflow does."""

    def check() -> Outcome:
        folder = tmp_path / "proposal"
        subprocess.run(
            ["git", "clone", "--quiet", "--branch", BRANCH, hub.bare, folder], check=True
        )
        return command("check", "--base=origin/main", root=folder, today=TODAY, lang="sv")

    return check


def test_a_meeting_held_and_the_next_one_booked_are_two_lines(
    desk: Desk, checked: Callable[[], Outcome]
) -> None:
    desk.open("pairings/entries/anna-07--bjorn-12")
    desk.unfold("2026-11-26 · bokat")
    meetings = desk.field("Möten")
    desk.tick("Utfall", "inställt", meetings)
    desk.add("möte")
    desk.write("Dag", "2027-01-12", meetings)
    desk.tick("Utfall", "bokat", meetings)
    desk.tick("Form", "video", meetings)
    desk.save()
    assert desk.hub.diff() == [
        "-  - {date: 2026-11-26, outcome: planned, form: video}",
        "+  - {date: 2026-11-26, outcome: cancelled, form: video}",
        "+  - {date: 2027-01-12, outcome: planned, form: video}",
    ]
    assert checked().code == 0


def test_a_change_of_mentor_is_one_proposal_of_two_files(
    desk: Desk, checked: Callable[[], Outcome]
) -> None:
    desk.open("pairings/entries/anna-07--bjorn-12")
    desk.unfold("2026-11-26 · bokat")
    desk.tick("Utfall", "inställt", desk.field("Möten"))
    desk.include("Avslut")
    desk.write("Dag", "2026-11-20", desk.field("Avslut"))
    desk.choose("Skäl", "fungerade", desk.field("Avslut"))
    desk.save()
    desk.open("pairings/new")
    assert len(desk.choose("Adept", "Anna Lindqvist")) == 37
    assert len(desk.choose("Mentor", "David Okafor")) == 22
    desk.choose("Omgång", "Våren 2026")
    desk.write("Motivering", "David har lett en sammanslagning: två lag.")
    desk.choose("Ersätter", "anna-07--bjorn-12")
    desk.save()
    assert len(desk.hub.pulls) == 1
    assert desk.hub.show("pairings/anna-07--david-72.yml") == (
        "mentee: anna-07\nmentor: david-72\ncohort: 2026-var\n"
        'rationale: "David har lett en sammanslagning: två lag."\n'
        "replaces: anna-07--bjorn-12\n"
    )
    assert desk.hub.diff()[:3] == [
        "-  - {date: 2026-11-26, outcome: planned, form: video}",
        "+  - {date: 2026-11-26, outcome: cancelled, form: video}",
        "+ended: {date: 2026-11-20, reason: not-working}",
    ]
    ended = checked()
    assert ended.code == 0, ended.out
    assert "Anna Lindqvist" in ended.out


@pytest.mark.parametrize("desk", [390], indirect=True)
def test_nothing_that_leaves_names_anyone(desk: Desk) -> None:
    desk.open("pairings/entries/anna-07--bjorn-12")
    desk.write("Motivering", "Hemligt skäl om Björn.")
    desk.save()
    (pull,) = desk.hub.pulls
    log = desk.hub.git("log", "--format=%B", "main.." + BRANCH)
    assert log.strip() == "Ändra anna-07--bjorn-12"
    assert set(pull) == {"number", "title", "body", "head", "base", "draft"}
    assert pull["draft"] is True
    said = " ".join(map(str, pull.values())) + log
    for word in ("Anna", "Björn", "Hemligt", "Lindqvist"):
        assert word not in said


def test_a_mentee_with_an_interview_is_a_new_file(
    desk: Desk, checked: Callable[[], Outcome]
) -> None:
    desk.open("participants/new")
    desk.write("Namn", "Greta Holm")
    desk.write("E-post", "greta.holm@vik.example")
    desk.write("Organisation", "Vik AB")
    desk.write("Telefon", "0701740607")
    desk.add("omgång som adept")
    mentee = desk.field("Adept")
    desk.choose("Omgång", "Våren 2026", mentee)
    desk.write("Antagen", "2026-01-10", mentee)
    desk.include("Intervju")
    interview = desk.field("Intervju")
    desk.write("Dag", "2026-01-12", interview)
    desk.add("utmaning")
    needs = desk.field("Utmaningar")
    desk.choose("Område", "Förändringsledning", needs)
    desk.write("Egna ord", "Två lag: ett.", needs)
    desk.add("bidrag")
    wanted = desk.field("Mentorns bidrag")
    desk.choose("Område", "Förändringsledning", wanted)
    desk.field("Krav", wanted).get_by_role("switch").click()
    identify(desk, "greta-81")
    desk.save()
    assert desk.hub.show("participants/greta-81.yml") == (
        "name: Greta Holm\nemail: greta.holm@vik.example\nphone: 0701740607\n"
        "organisation: Vik AB\nmentee:\n  cohort: 2026-var\n  admitted: 2026-01-10\n"
        "  interview:\n    date: 2026-01-12\n    challenges:\n"
        '      - {area: change, words: "Två lag: ett."}\n'
        "    mentor_contribution:\n      - {area: change, required: true}\n"
    )
    ended = checked()
    assert ended.code == 0, ended.out


def identify(desk: Desk, id_: str) -> None:
    """Write the id of a new person: in the panel, which a phone has under the three dots."""
    box = desk.page.get_by_role("textbox", name="Id", exact=True)
    if not box.is_visible():
        desk.page.get_by_role("button", name="Visa redigeringsalternativ").click()
        desk.page.get_by_role("menuitem", name="Id", exact=True).click()
    box.fill(id_)
    if desk.page.get_by_role("dialog", name="Id").count():
        desk.page.keyboard.press("Escape")
        desk.page.get_by_role("dialog", name="Id").wait_for(state="hidden")


@pytest.mark.parametrize("desk", [390], indirect=True)
def test_a_new_mentor_is_a_new_file(desk: Desk, checked: Callable[[], Outcome]) -> None:
    desk.open("participants/new")
    desk.write("Namn", "Hilda Frost")
    desk.write("E-post", "hilda.frost@dal.example")
    desk.write("Organisation", "Dal AB")
    desk.include("Mentor")
    mentor = desk.field("Mentor")
    desk.add("område", mentor)
    desk.choose("Område", "Förändringsledning", mentor)
    desk.write("Plats för", "2", mentor)
    identify(desk, "hilda-33")
    desk.save()
    assert desk.hub.show("participants/hilda-33.yml") == (
        "name: Hilda Frost\nemail: hilda.frost@dal.example\norganisation: Dal AB\n"
        "mentor:\n  offers:\n    - {area: change}\n  capacity: 2\n"
    )
    assert checked().code == 0


@pytest.mark.parametrize("desk", [1280], indirect=True)
def test_somebody_elses_edit_is_a_question_and_not_lost(desk: Desk) -> None:
    desk.open("pairings/entries/anna-07--bjorn-12")
    text = desk.hub.show(PAIRING)
    other = text.replace("agreement: 2026-03-10", "agreement: 2026-10-01")
    assert other != text
    desk.hub.commit(BRANCH, "Somebody else", {PAIRING: other})
    desk.write("Motivering", "Ny motivering.")
    desk.page.get_by_role("button", name="Spara", exact=True).first.click()
    desk.page.get_by_text("Om du sparar nu försvinner den ändringen.").first.wait_for()
    assert desk.hub.show(PAIRING) == other


@pytest.mark.parametrize("desk", [390], indirect=True)
def test_a_form_without_its_required_fields_writes_nothing(desk: Desk) -> None:
    desk.open("participants/new")
    desk.write("Befattning", "Chef")
    before = desk.hub.git("rev-parse", BRANCH)
    desk.page.get_by_role("button", name="Spara", exact=True).first.click()
    desk.page.get_by_text("Detta fält är obligatoriskt.").first.wait_for()
    assert desk.hub.git("rev-parse", BRANCH) == before
    assert desk.hub.pulls == []


def test_a_wrong_token_and_one_that_only_reads_are_named(browser: Browser, hub: EditorHub) -> None:
    with at_desk(browser, hub, WIDTHS[0]) as desk:
        desk.sign_in("wrong")
        desk.page.get_by_text("Den angivna nyckeln är ogiltig").wait_for()
    with at_desk(browser, hub, WIDTHS[0]) as desk:
        desk.sign_in(READER)
        desk.page.get_by_text("Mentorpar").first.wait_for()
        desk.open("pairings/entries/anna-07--bjorn-12")
        desk.write("Motivering", "Ny motivering.")
        desk.page.get_by_role("button", name="Spara", exact=True).first.click()
        desk.page.get_by_text("Resource not accessible by personal access token").first.wait_for()
        assert desk.field("Motivering").locator("textarea").input_value() == "Ny motivering."
    assert hub.pulls == []


@pytest.mark.parametrize("width", WIDTHS)
def test_list_and_form_are_usable_by_all(browser: Browser, hub: EditorHub, width: int) -> None:
    with at_desk(browser, hub, width) as desk:
        desk.signed_in()
        for path in ("pairings", "pairings/entries/anna-07--bjorn-12", "participants/new"):
            desk.page.goto(f"{desk.address}#/collections/{path}")
            desk.page.wait_for_timeout(1500)
            found = {line.partition(":")[0] for line in violations(desk.page)}
            assert found <= THE_EDITORS_OWN, path
            wide = desk.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, path
