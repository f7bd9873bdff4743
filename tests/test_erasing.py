"""Erased is erased: from files and from every version, to the letter, and from nobody else."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from mentorskap.host import forgetting
from mentorskap.words.scrub import Scrub, Trail
from tests import raw
from tests.conftest import ROOT, git
from tests.conftest import commit as step

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

needs_the_tool = pytest.mark.skipif(
    shutil.which("git-filter-repo") is None
    and not Path(sys.executable).with_name("git-filter-repo").exists(),
    reason="git filter-repo is not installed",
)


class Someone(NamedTuple):
    """A person to erase, and somebody whose name or address begins or ends alike."""

    id: str
    name: str
    former: str
    email: str
    phone: str
    neighbour: str
    neighbours_email: str
    neighbours_words: str

    @property
    def needles(self) -> tuple[str, ...]:
        """Return what must be in no object afterwards."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return (
            *(self.name, self.former, self.email, f"before.{self.id}@old.example", plain),
            *(self.name.replace(" ", "-"), self.name.replace(" ", "_"), self.name.replace(" ", "")),
            *(self.phone, "0" + self.phone.removeprefix("+46 "), "Sammanslagning av två kontor"),
        )


TEN = (
    Someone("anna-30", "Anna Berg", "Anna Sjöö", "anna@berg.example", "+46 70 111 22 33",
            "Anna Bergström", "joanna@berg.example", "Har lett Anna Bergmans gamla avdelning."),
    Someone("bjorn-13", "Björn Ek", "Björn Åhl", "bjorn.ek@kvarn.example", "+46 70 222 33 44",
            "Björn Ekdahl", "torbjorn.ek@kvarn.example", "Torbjörn Eks ek blev en eka."),
    Someone("asa-21", "Åsa Öhrn", "Åsa Wängelin", "asa.ohrn@fyr.example", "+46 70 333 44 55",
            "Åsa Öhrngren", "asa.ohrn@fyr.example.org", "Öhrnberg och Örnen är andra."),
    Someone("per-44", "Per Lind", "Per Nordqvist", "per.lind@lund.example", "+46 70 444 55 66",
            "Per Lindqvist", "jesper.lind@lund.example", "Linden och Jesper Lindell står kvar."),
    Someone("noor-22", "Noor Al-Hassan", "Noor Saleh", "noor@hassan.example", "+46 70 555 66 77",
            "Noora Al-Hassani", "noora@hassan.example", "Hassanpour är en annan."),
    Someone("li-15", "Li Dal", "Li Nyman", "li.dal@dalen.example", "+46 70 666 77 88",
            "Li Dalén", "kali.dal@dalen.example", "I en dal, på en daldans, bor Ali Dalman."),
    Someone("eva-90", "Eva-Karin Holm", "Eva-Karin Strid", "ek.holm@ort.example",
            "+46 70 777 88 99", "Eva-Karin Holmér", "ek.holm2@ort.example",
            "Holmen och Eva-Karin Holm-Dahl är andra."),
    Someone("jose-09", "José Núñez", "José Peña", "jose.nunez@sol.example", "+46 70 888 99 00",
            "José Núñezson", "mjose.nunez@sol.example", "Joséns ord, Nuñezgatan en gata."),
    Someone("zoe-33", "Zoë von Essen", "Zoë Grip", "zoe.essen@grip.example", "+46 70 999 00 11",
            "Zoë von Essensköld", "zoe.essen-grip@grip.example", "Staden Essen-Kettwig är en annan."),
    Someone("soren-77", "Søren Ørsted", "Søren Krag", "s.orsted@hav.example", "+46 70 121 31 41",
            "Søren Ørstedgaard", "as.orsted@hav.example", "Ørstedparken ligger i en stad."),
)  # fmt: skip
"""Ten people; the families Ek, Lind, Dal, Holm and Berg are words too."""


def _write(root: Path, path: str, text: str, encoding: str = "utf-8") -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode(encoding))


def _file(who: Someone, name: str, email: str) -> str:
    return (
        f"name: {name}\nemail: {email}\nphone: {who.phone}\norganisation: Kajen\n"
        "mentor:\n  offers: [{area: change, words: Sammanslagning av två kontor.}]\n  capacity: 1\n"
    )


@pytest.fixture
def dirty(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Someone, Path]:
    """Return someone, and a repository that has had them in every way that people have thought of."""
    who: Someone = request.param
    root = tmp_path / "programme"
    shutil.copytree(ROOT / "tests" / "ground", root)
    _write(root, ".gitkeep", "")
    step(root)
    # First the file was named after them, with a former name and a former address.
    _write(
        root,
        f"participants/{who.former}.yml",
        _file(who, who.former, f"before.{who.id}@old.example"),
    )
    step(root)
    git(root, "mv", f"participants/{who.former}.yml", "participants/kim-01.yml")
    git(root, "commit", "-qm", f"{who.former} heter inte så på fil")
    _write(root, "participants/kim-01.yml", _file(who, who.name, f"before.{who.id}@old.example"))
    step(root)
    git(root, "mv", "participants/kim-01.yml", f"participants/{who.id}.yml")
    _write(root, f"participants/{who.id}.yml", _file(who, who.name, who.email))
    step(root)
    # Then others wrote of them, in many encodings and escapes.
    escaped = who.name.encode("ascii", "backslashreplace").decode("ascii").replace("\\x", "\\u00")
    first, last = who.name.rsplit(" ", 1)
    _write(
        root, "docs/mac.txt", f"Rad\r{who.name}\r", "mac_roman" if who.id != "noor-22" else "utf-8"
    )
    _write(root, "docs/win.csv", f"namn;ort\r\n{who.name};Umeå\r\n", "cp1252")
    _write(root, "docs/utf16.txt", f"Kontakt: {who.name}, {who.email}\n", "utf-16")
    _write(root, "docs/escaped.json", f'{{"who": "\\n{escaped}", "other": "kvar"}}\n')
    _write(
        root, "docs/folded.yml", f"text: >\n  Ring {first}\n  {last} i dag.\n# {first}\n# {last}\n"
    )
    _write(root, "docs/loud.md", f"{who.name.upper()}, {who.name.lower()} och {who.id.upper()}.\n")
    _write(root, "docs/loose.md", unicodedata.normalize("NFD", f"{who.name}s rum.\n"))
    _write(
        root,
        "docs/phone.md",
        f"0{who.phone[4:].replace(' ', '-')} eller {who.phone.replace(' ', '')}.\n",
    )
    _write(
        root,
        f"docs/{who.name.replace(' ', '_')}/cv.md",
        f"{last}, {first}. <{who.email.upper()}>\n",
    )
    _write(root, "docs/copy.md", _file(who, who.name, who.email))
    (root / "participants" / "karin-27.yml").write_text(
        (root / "participants" / "karin-27.yml")
        .read_text(encoding="utf-8")
        .replace("{area: change}", f"{{area: change, words: Som {who.name}s råd.}}"),
        encoding="utf-8",
    )
    step(root)
    # A neighbour whose name and address begin or end alike.
    _write(
        root,
        "participants/nils-31.yml",
        f"name: {who.neighbour}\nemail: {who.neighbours_email}\norganisation: Annan\n"
        f'mentor:\n  offers: [{{area: change, words: "{who.neighbours_words}"}}]\n  capacity: 1\n',
    )
    _write(
        root, "docs/near.md", f"{who.id}1, x{who.id}, x{who.email}, x{who.email}.se, {who.phone}9\n"
    )
    step(root)
    # They committed, and there are branches, tags and messages with the name.
    slug = who.name.lower().replace(" ", "-")
    git(root, "checkout", "-qb", slug)
    _write(root, "docs/branch.md", f"På en gren: {who.former}\n")
    git(root, "add", "-A")
    git(
        root,
        *("-c", f"user.name={who.name}", "-c", f"user.email={who.email}"),
        *("commit", "-qm", f"{who.name} skrev\n\nSigned-off-by: {who.name} <{who.email}>"),
        *(f"--author={who.name} <{who.email}>",),
    )
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", f"Merge branch '{slug}'", slug)
    git(root, "tag", f"{slug}-klar")
    git(root, "tag", "-a", f"{who.id}-slut", "-m", f"{who.former} blev {who.name}")
    git(root, "commit", "-q", "--allow-empty", "-m", "Möte", f"--author=ek <{who.email}>")
    # In the newest version the texts have been mended by hand.
    shutil.rmtree(root / "docs" / who.name.replace(" ", "_"))
    for path in (root / "docs").iterdir():
        if path.name not in {"near.md", "loud.md"}:
            path.unlink()
    path = root / "participants" / "karin-27.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(f", words: Som {who.name}s råd.", ""), "utf-8"
    )
    step(root)
    return who, root


def _erased(command: Callable[..., Outcome], who: Someone, root: Path, copy: Path) -> Outcome:
    assert command("person", "erase", who.id, "--yes", root=root).code == 0
    with (root / ".git" / "info" / "exclude").open("a", encoding="utf-8") as exclude:
        exclude.write("build/\n")
    step(root)
    git(root, "clone", "--quiet", "--no-local", str(root), str(copy))
    return command("person", "forget", who.id, "--in", str(copy), root=root)


@needs_the_tool
@pytest.mark.parametrize(
    "dirty",
    [*TEN[:2], *(pytest.param(who, marks=pytest.mark.laws) for who in TEN[2:])],
    indirect=True,
    ids=lambda who: who.id,
)
def test_no_object_holds_the_erased_and_the_neighbour_keeps_every_byte(
    dirty: tuple[Someone, Path], command: Callable[..., Outcome], tmp_path: Path
) -> None:
    who, root = dirty
    copy = tmp_path / "copy"
    neighbours = {
        path: (root / path).read_bytes() for path in ("participants/nils-31.yml", "docs/near.md")
    }
    assert command("check", root=root).code == 0
    assert raw.found(root, who.needles) != []
    outcome = _erased(command, who, root, copy)
    assert outcome.code == 0, outcome.out + outcome.err
    for path, content in neighbours.items():
        assert (copy / path).read_bytes() == content
        git(copy, "cat-file", "-e", f"HEAD:{path}")
    for path, content in neighbours.items():
        for line in git(copy, "log", "--all", "--format=%H", "--", path).splitlines():
            shown = subprocess.run(
                ["git", "show", f"{line}:{path}"], cwd=copy, capture_output=True, check=True
            )
            assert shown.stdout == content
    # What the neighbour's own texts hold is not the person.
    alike = {raw.lowered(content) for content in neighbours.values()}
    left = [
        (name, needle)
        for name, needle in raw.found(copy, who.needles)
        if not any(needle in content and name.startswith("blob") for content in alike)
    ]
    assert left == []
    assert (copy / "docs" / "loud.md").read_text(encoding="utf-8") == "erased, erased och erased.\n"
    assert "docs/loud.md:1" in outcome.out
    assert git(copy, "log", "-1", "--format=%ae", "HEAD~1") in {"erased", "nobody@effect.example"}
    assert sorted(git(copy, "branch", "--format=%(refname:short)").split()) == ["erased", "main"]
    proof = command("person", "erased", who.id, "--in", str(copy), root=root)
    assert proof.code == 0, proof.out
    assert command("check", root=copy).code == 0


@pytest.mark.parametrize("dirty", TEN[:1], indirect=True)
def test_erased_lists_what_is_left(
    dirty: tuple[Someone, Path], command: Callable[..., Outcome], tmp_path: Path
) -> None:
    who, root = dirty
    assert command("person", "erase", who.id, "--yes", root=root).code == 0
    step(root)
    git(root, "clone", "--quiet", "--mirror", str(root), str(tmp_path / "copy"))
    outcome = command("person", "erased", who.id, "--in", str(tmp_path / "copy"), root=root)
    assert outcome.code == 1
    for word in ("a branch or tag", "a file name", "a commit or tag", "docs/"):
        assert word in outcome.out, word


@pytest.mark.parametrize("dirty", TEN[:1], indirect=True)
def test_only_a_fresh_clone_is_rewritten(
    dirty: tuple[Someone, Path], command: Callable[..., Outcome], tmp_path: Path
) -> None:
    who, root = dirty
    copy = tmp_path / "copy"

    def refused(folder: Path = copy) -> str:
        before = git(folder, "rev-parse", "HEAD") if (folder / ".git").is_dir() else ""
        outcome = command("person", "forget", who.id, "--in", str(folder), root=root)
        assert outcome.code == 1, outcome.out + outcome.err
        assert "Nothing has happened." in outcome.out
        assert not before or git(folder, "rev-parse", "HEAD") == before
        return outcome.out

    def cloned(*options: str) -> None:
        shutil.rmtree(copy, ignore_errors=True)
        git(tmp_path, "clone", "--quiet", *options, f"file://{root}", str(copy))

    cloned()
    assert "still has" in refused()
    assert command("person", "erase", who.id, "--yes", root=root).code == 0
    step(root)
    assert "not the top" in refused(tmp_path / "nowhere")
    assert "not the top" in refused(root / "docs")
    assert "that you work in" in refused(root)
    cloned("--depth", "1")
    assert "latest part" in refused()
    cloned()
    (copy / "new.txt").write_text("x", encoding="utf-8")
    assert "not committed" in refused()
    git(copy, "add", "-A")
    git(copy, "stash")
    assert "stashed" in refused()
    cloned()
    step(copy)
    assert "worked in" in refused()
    cloned()
    git(copy, "remote", "remove", "origin")
    assert "not a fresh clone" in refused()
    shutil.rmtree(copy)
    git(tmp_path, "clone", "--quiet", "--shared", str(root), str(copy))
    assert "borrows" in refused()
    assert command("person", "forget", who.id, root=root).code == 2
    assert command("person", "forget", "../x", "--in", str(copy), root=root).code == 2
    assert command("person", "erased", "no-99", "--in", str(copy), root=root).code == 2


@pytest.mark.parametrize("dirty", TEN[:1], indirect=True)
def test_without_git_filter_repo_nothing_happens(
    dirty: tuple[Someone, Path],
    command: Callable[..., Outcome],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, root = dirty
    git_alone = tmp_path / "bin"
    git_alone.mkdir()
    (git_alone / "git").symlink_to(shutil.which("git") or "")
    monkeypatch.setenv("PATH", str(git_alone))
    monkeypatch.setattr(sys, "executable", str(git_alone / "python"))
    if (
        subprocess.run(
            ["git", "filter-repo", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    ):
        pytest.skip("git filter-repo belongs to Git here")
    outcome = _erased(command, who, root, tmp_path / "copy")
    assert outcome.code == 2
    assert "apt install git-filter-repo" in outcome.err
    assert "nothing has happened" in outcome.err
    assert git(tmp_path / "copy", "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")


@needs_the_tool
@pytest.mark.parametrize("dirty", TEN[:1], indirect=True)
def test_a_change_that_was_not_planned_is_noticed(
    dirty: tuple[Someone, Path],
    command: Callable[..., Outcome],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, root = dirty
    body = forgetting._CALLBACKS["--blob-callback"]
    monkeypatch.setitem(
        forgetting._CALLBACKS,
        "--blob-callback",
        f"{body}\nblob.data = blob.data.replace(b'Annan', b'x')\n",
    )
    outcome = _erased(command, who, root, tmp_path / "copy")
    assert outcome.code == 1
    assert "participants/nils-31.yml" in outcome.out


@needs_the_tool
def test_a_file_that_began_as_a_copy_of_the_erased_stays(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    who, root = TEN[0], tmp_path / "programme"
    shutil.copytree(ROOT / "tests" / "ground", root)
    _write(root, f"participants/{who.id}.yml", _file(who, who.name, who.email))
    step(root)
    _write(root, "participants/lena-09.yml", _file(who, who.name, who.email))
    step(root)
    lena = _file(who, "Lena Berg", "lena@fyr.example").replace(who.phone, "+46 70 000 00 00")
    _write(root, "participants/lena-09.yml", lena)
    _write(root, "docs/x.md", "Lena Berg och Bergs råd.\n")
    step(root)
    outcome = _erased(command, who, root, tmp_path / "copy")
    assert outcome.code == 0, outcome.out
    assert (tmp_path / "copy" / "participants" / "lena-09.yml").read_text("utf-8") == lena
    assert (tmp_path / "copy" / "docs" / "x.md").read_text("utf-8") == "Lena Berg och Bergs råd.\n"
    assert "docs/x.md:1" in outcome.out
    assert "may mean someone else" in outcome.out


IDA = Scrub(
    Trail(
        ("ida-31",),
        ("Ida Ström",),
        ("ida.strom@vatten.example",),
        ("+46 70 515 25 35",),
        others=frozenset({"Frida Strömberg", "frida.strom@vatten.example", "frida-32"}),
    )
)


def _coded(text: str, encoding: str = "utf-8") -> str:
    return base64.encodebytes(text.encode(encoding)).decode()


@pytest.mark.parametrize(
    ("text", "cleared"),
    [
        ("Ström, ida.strom@vatten.example", "Ström, erased"),
        ("Kontakt: Ida Ström, ida.strom@vatten.example.", "Kontakt: erased, erased."),
        ("<i>Ida</i> <b>Ström</b>s rum", "<i>erased</b>s rum"),
        ("<td>Ida</td>\n<td>Ström</td>", "<td>erased</td>"),
        ("Frida Strömberg och frida.strom@vatten.example", None),
        ("Frida <b>Ström</b>berg", None),
        (_coded("Hej Ida Ström"), _coded("Hej erased")),
        (_coded("Hej Ida Ström", "utf-16"), _coded("Hej erased", "utf-16")),
        (_coded("Rad. " * 40 + "Ida Ström"), _coded("Rad. " * 40 + "erased")),
        (
            f"data:text/plain;base64,{_coded('Ida Ström')}",
            f"data:text/plain;base64,{_coded('erased')}",
        ),
        (_coded("Hej Frida Strömberg, och många andra"), None),
    ],
)
def test_a_person_is_taken_out_of_a_text_in_any_writing(text: str, cleared: str | None) -> None:
    assert IDA.text(text) == (text if cleared is None else cleared)
    assert bool(IDA.find(text)) == (cleared is not None)


# An erasure can be interrupted anywhere.


class _Killed(BaseException):
    """The process ends here."""


STEPS = ("unlink", "replace", "open")


def _interruptions(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """End the process at the given change of the disk, before it happens."""
    done = 0

    def stopping(name: str) -> None:
        original = getattr(os, name)

        def change(*arguments: object, **options: object) -> object:
            nonlocal done
            writes = name != "open" or bool(int(str(arguments[1])) & os.O_CREAT)
            if writes and done >= number:
                raise _Killed
            done += writes
            return original(*arguments, **options)

        monkeypatch.setattr(os, name, change)

    for name in STEPS:
        stopping(name)


@pytest.mark.laws
def test_an_erasure_that_is_killed_anywhere_is_finished_by_the_next(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    for pairing in (example / "pairings").glob("*bjorn-12*"):
        if "ended" not in yaml.safe_load(pairing.read_text(encoding="utf-8")):
            pairing.write_text(
                pairing.read_text(encoding="utf-8") + "ended: {date: 2026-11-20, reason: other}\n",
                encoding="utf-8",
            )
    for id_ in ("leyla-20", "noor-22"):
        path = example / "participants" / f"{id_}.yml"
        path.write_text(
            path.read_text(encoding="utf-8") + "ties:\n  - {with: bjorn-12, kind: personal}\n",
            encoding="utf-8",
        )
    (example / ".letters.log").write_text("2026-11-02 bjorn-12 contact\n", encoding="utf-8")
    whole = tmp_path / "whole"
    shutil.copytree(example, whole)
    assert command("person", "erase", "bjorn-12", "--yes", root=whole).code == 0
    expected = _contents(whole)
    number = interrupted = 0
    while True:
        root = tmp_path / f"killed-{number}"
        shutil.copytree(example, root)
        with pytest.MonkeyPatch.context() as monkeypatch:
            _interruptions(monkeypatch, number)
            try:
                outcome = command("person", "erase", "bjorn-12", "--yes", root=root)
                assert outcome.code == 0
            except _Killed:
                interrupted += 1
            else:
                break
        outcome = command("person", "erase", "bjorn-12", "--yes", root=root)
        assert outcome.code == 0, (number, outcome.out + outcome.err)
        assert _contents(root) == expected, number
        assert "mentorskap name: Björn Ek" in (root / "build" / "erase-bjorn-12.txt").read_text(
            "utf-8"
        )
        number += 1
    assert interrupted >= 10


def _contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_nothing_is_erased_where_the_instructions_cannot_be_written(dirty_example: Path) -> None:
    (dirty_example / "build").write_text("in the way", encoding="utf-8")
    before = _contents(dirty_example)
    done = subprocess.run(
        [sys.executable, "-m", "mentorskap", "person", "erase", "karin-27", "--yes"],
        cwd=dirty_example,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert _contents(dirty_example) == before


@pytest.fixture
def dirty_example(tmp_path: Path) -> Path:
    """Return the ground without its pairing, so that anyone in it can be erased."""
    root = tmp_path / "ground"
    shutil.copytree(ROOT / "tests" / "ground", root)
    shutil.rmtree(root / "pairings")
    return root


@needs_the_tool
def test_words_and_files_that_only_a_person_can_judge_are_erased_by_name(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    who, root, copy = TEN[2], tmp_path / "programme", tmp_path / "copy"
    shutil.copytree(ROOT / "tests" / "ground", root)
    _write(root, f"participants/{who.id}.yml", _file(who, who.name, who.email))
    _write(root, "docs/x.md", "Åsa kunde inte, sa Lina.\nÅsas rum.\n")
    with zipfile.ZipFile(root / "list.xlsx", "w") as archive:
        archive.writestr("sheet1.xml", f"<v>{who.name}</v>")
    (root / "portrait.png").write_bytes(b"\x89PNG\r\n")
    step(root)
    outcome = _erased(command, who, root, copy)
    assert outcome.code == 1
    assert "list.xlsx:1" in outcome.out, outcome.out
    assert "portrait.png" in outcome.out
    assert (copy / "docs" / "x.md").read_text("utf-8") == "Åsa kunde inte, sa Lina.\nÅsas rum.\n"
    shutil.rmtree(copy)
    git(root, "clone", "--quiet", "--no-local", str(root), str(copy))
    more = ("--also", "Åsa kunde inte", "--without", "list.xlsx")
    outcome = command("person", "forget", who.id, "--in", str(copy), *more, root=root)
    assert outcome.code == 0, outcome.out
    assert (copy / "docs" / "x.md").read_text("utf-8") == "erased, sa Lina.\nÅsas rum.\n"
    assert not (copy / "list.xlsx").exists()
    assert (copy / "portrait.png").exists()


@needs_the_tool
def test_a_manager_is_replaced_in_the_programme_first(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    root, copy = tmp_path / "programme", tmp_path / "copy"
    shutil.copytree(ROOT / "tests" / "ground", root)
    who = Someone(
        "stina-01", "Stina Hallon", "", "stina.hallon@bär.example", "+46 70 111 22 33", "", "", ""
    )
    _write(root, f"participants/{who.id}.yml", _file(who, who.name, who.email))
    programme = root / "programme.yml"
    programme.write_text(
        programme.read_text("utf-8").replace("areas:", f"# Fråga {who.name}\nareas:"), "utf-8"
    )
    step(root)
    outcome = _erased(command, who, root, copy)
    assert outcome.code == 1
    assert "programme.yml:3" in outcome.out
    assert git(copy, "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")
