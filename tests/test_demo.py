"""The published demo: the released example or nothing, and a banner that no other build has."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from dev import released
from tests.browser.sites import EXAMPLE, ROOT, Sites, build, copy_repository
from tests.browser.window import Server, open_page, violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("demo")
BANNER = 'class="ms-demo"'


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """Copy the example, to change it."""
    shutil.copytree(EXAMPLE, tmp_path / "programme")
    return tmp_path / "programme"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Build both sites as the workflow does."""
    root = copy_repository(tmp_path_factory.mktemp("demo") / "repository")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENTORSKAP_DEMO", "invented")
        build(root)
    return Sites(root)


def test_the_list_of_the_released_data_is_current() -> None:
    assert released.lines(EXAMPLE) == released.LIST.read_text(encoding="utf-8")
    assert len(released.digests(EXAMPLE)) > 80


def test_the_released_data_is_let_through(programme: Path) -> None:
    assert released.differences(programme) == []


def test_changed_added_and_removed_data_is_refused(programme: Path) -> None:
    with (programme / "programme.yml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    (programme / "participants" / "nils-02.yml").unlink()
    (programme / "pairings" / "a" / "b.txt").parent.mkdir()
    (programme / "pairings" / "a" / "b.txt").touch()
    (programme / "participants" / "link.yml").symlink_to(programme / "programme.yml")
    assert released.differences(programme) == [
        "pairings/a/b.txt",
        "participants/link.yml",
        "participants/nils-02.yml",
        "programme.yml",
    ]


def test_the_check_prints_what_differs_and_exits_with_one(
    programme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(released, "ROOT", programme)
    assert released.main(["--check"]) == 0
    (programme / "participants" / "nils-02.yml").write_text("name: Nils\n", encoding="utf-8")
    assert released.main(["--check"]) == 1
    assert capsys.readouterr().out == "participants/nils-02.yml is not as released\n"


def test_the_list_is_written_from_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(released, "LIST", tmp_path / "released.txt")
    assert released.main([]) == 0
    assert (tmp_path / "released.txt").read_text("utf-8") == released.lines(EXAMPLE)


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
@pytest.mark.wide
def test_no_ordinary_page_has_the_banner(builder: str, example_sites: Sites) -> None:
    for site in (example_sites.participants(builder), example_sites.manager(builder)):
        pages = list(site.rglob("*.html"))
        assert len(pages) > 30
        assert [page for page in pages if BANNER in page.read_text(encoding="utf-8")] == []


@pytest.mark.laws
def test_every_page_of_the_demo_has_the_banner_in_its_language(demo: Sites) -> None:
    for site in (demo.participants("mkdocs"), demo.manager("mkdocs")):
        pages = list(site.rglob("*.html"))
        assert len(pages) > 30
        for page in pages:
            text = page.read_text(encoding="utf-8")
            english = page.is_relative_to(demo.participants("mkdocs") / "en")
            words = "every organisation, is invented" if english else "här är påhittade"
            assert text.count(BANNER) == 1, page
            assert words in text, page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.wide
def test_the_banner_is_readable(scheme: str, browser: Browser, demo: Sites) -> None:
    visit = open_page(browser, width=390, scheme=scheme)
    with Server(demo.participants("mkdocs")) as server:
        visit.page.goto(server.address)
        assert visit.page.locator(".ms-demo").is_visible()
        assert violations(visit.page) == []
    visit.page.context.close()


def test_the_workflow_alone_asks_for_the_banner() -> None:
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
    }
    assert [name for name, text in texts.items() if "MENTORSKAP_DEMO" in text] in ([], ["demo.yml"])
