"""The door to Git: what is asked of it, what it refuses, and that a change is blamed for nothing but itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mentorskap.files import disk, history
from tests.conftest import EXAMPLE, ROOT, commit, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

PAIRING = "pairings/nils-02--elle-09.yml"


def _met(root: Path) -> None:
    """Log the meeting that the example has planned for the day before yesterday or so."""
    path = root / PAIRING
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "2026-11-18, outcome: planned", "2026-11-18, outcome: held"
        ),
        encoding="utf-8",
    )


def _changed(outcome: Outcome) -> list[str]:
    assert outcome.err == ""
    return [change["path"] for change in outcome.json()["changes"]]


@pytest.fixture
def repository(example: Path) -> Path:
    """Return the example as a repository of its own, with one commit on the branch main."""
    commit(example)
    return example


@pytest.fixture
def since(command: Callable[..., Outcome], repository: Path) -> Callable[..., Outcome]:
    """Check the repository as a change from a revision."""

    def run(revision: str, root: Path = repository) -> Outcome:
        return command("check", f"--base={revision}", "--format", "json", root=root)

    return run


# What is asked for.

NO_REVISIONS = [
    "",
    "nosuch",
    "-x",
    "--help",
    "--upload-pack=touch PWNED",
    "--output=PWNED",
    "$(touch PWNED)",
    "; touch PWNED",
    "main\ntouch PWNED",
    "main..main",
    "^main",
    "main main",
    "main:programme.yml",
    "main^{tree}",
    "main:participants",
    "main~99",
    "@{",
    ":/nosuch",
    "0" * 40,
    "x" * 300_000,
    "a\0b",
    "\udcff",
]


@pytest.mark.parametrize("revision", NO_REVISIONS, ids=lambda revision: ascii(revision[:20]))
def test_what_names_no_commit_is_refused_in_a_sentence_and_does_nothing(
    revision: str, since: Callable[..., Outcome], repository: Path
) -> None:
    before = sorted(path.name for path in repository.rglob("*"))
    outcome = since(revision)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("There is no version ")
    assert outcome.err.count("\n") == 1
    assert len(outcome.err) < 300
    assert sorted(path.name for path in repository.rglob("*")) == before


@pytest.mark.parametrize("revision", ["main", "HEAD", "v1", "@", ":/A step", "{id}", "{short}"])
def test_a_branch_a_tag_and_a_commit_are_versions(
    revision: str, since: Callable[..., Outcome], repository: Path
) -> None:
    git(repository, "tag", "v1")
    _met(repository)
    id_ = git(repository, "rev-parse", "HEAD")
    assert _changed(since(revision.format(id=id_, short=id_[:9]))) == [PAIRING]


def test_a_base_that_is_an_option_of_its_own_is_not_taken_for_one(
    command: Callable[..., Outcome], repository: Path
) -> None:
    outcome = command("check", "--base", "--format", "json", root=repository)
    assert (outcome.code, outcome.out) == (2, "")


# What a change is compared with.


def test_what_main_did_meanwhile_is_no_part_of_a_change(
    since: Callable[..., Outcome], repository: Path
) -> None:
    git(repository, "checkout", "--quiet", "-b", "change")
    _met(repository)
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    (repository / "participants" / "joakim-74.yml").unlink()
    commit(repository)
    git(repository, "checkout", "--quiet", "change")
    outcome = since("main")
    assert _changed(outcome) == [PAIRING]
    assert outcome.json()["findings"] == []


def test_merged_into_main_a_change_is_what_it_did_to_main(
    since: Callable[..., Outcome], repository: Path
) -> None:
    """A host checks a proposal out as merged: the first parent is what it is to be merged into."""
    git(repository, "checkout", "--quiet", "-b", "change")
    _met(repository)
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    (repository / "participants" / "joakim-74.yml").unlink()
    commit(repository)
    git(repository, "merge", "--quiet", "--no-ff", "--message=Merged", "change")
    assert _changed(since("HEAD^1")) == [PAIRING]


def test_what_is_not_committed_yet_is_part_of_a_change(
    since: Callable[..., Outcome], repository: Path
) -> None:
    assert _changed(since("main")) == []
    _met(repository)
    shutil.copy(
        repository / "participants" / "joakim-74.yml", repository / "participants" / "joakim-75.yml"
    )
    assert _changed(since("main")) == ["participants/joakim-75.yml", PAIRING]


def test_without_anything_in_common_the_version_itself_is_compared_with(
    since: Callable[..., Outcome], repository: Path
) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    _met(repository)
    commit(repository)
    assert _changed(since("main")) == [PAIRING]


def test_before_the_first_commit_of_a_branch_another_can_be_compared_with(
    since: Callable[..., Outcome], repository: Path
) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    assert _changed(since("main")) == []


def test_all_is_new_where_there_was_nothing(command: Callable[..., Outcome], example: Path) -> None:
    kept = {path: path.read_bytes() for path in example.rglob("*.yml")}
    for path in kept:
        path.unlink()
    first = commit(example)
    for path, raw in kept.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    outcome = command("check", "--base", first, "--format", "json", root=example)
    assert outcome.code == 0
    assert {change["what"] for change in outcome.json()["changes"]} == {"added"}
    assert len(outcome.json()["changes"]) == len(kept)


# Where the repository lies, and what lies in it.


@pytest.mark.parametrize("folder", ["programme", "a b/c", ":(top)", "[a]*?", "åäö", "-x"])
def test_the_programme_may_lie_in_a_folder_of_a_larger_repository(
    folder: str, command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    root = whole / folder
    root.parent.mkdir(parents=True)
    shutil.copytree(example, root)
    (whole / "participants").mkdir()
    (whole / "participants" / "someone-else.txt").write_text("not ours", encoding="utf-8")
    commit(whole)
    _met(root)
    assert _changed(command("check", "--base", "HEAD", "--format", "json", root=root)) == [PAIRING]


def test_a_folder_that_the_version_does_not_have_was_empty(
    command: Callable[..., Outcome], example: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    first = commit(whole)
    shutil.copytree(example, whole / "programme")
    outcome = command("check", "--base", first, "--format", "json", root=whole / "programme")
    assert (outcome.code, {change["what"] for change in outcome.json()["changes"]}) == (
        0,
        {"added"},
    )


@pytest.mark.parametrize(
    "name", [b"\xff.yml", b"a\nb.yml", b"a\tb.yml", b'"quoted".yml', b"\xc3\xa5-07.yml", b" .yml"]
)
def test_a_file_with_an_odd_name_is_named_and_stops_nothing(
    name: bytes, since: Callable[..., Outcome], repository: Path
) -> None:
    odd = os.fsencode(repository) + b"/participants/" + name
    with open(odd, "wb") as handle:  # noqa: PTH123 - the name is no text
        handle.write(b"name: X\n")
    commit(repository)
    os.unlink(odd)  # noqa: PTH108 - the name is no text
    _met(repository)
    outcome = since("HEAD")
    told, odd_one = _changed(outcome)
    assert told == PAIRING
    assert odd_one == f"participants/{name.decode('utf-8', 'backslashreplace')}"
    assert outcome.code == 0


def test_links_folders_and_large_files_of_the_version_are_not_followed_nor_read(
    since: Callable[..., Outcome], repository: Path
) -> None:
    (repository / "participants" / "link-07.yml").symlink_to("joakim-74.yml")
    (repository / "participants" / "deep").mkdir()
    (repository / "participants" / "deep" / "deep-07.yml").write_text(
        "name: Deep\n", encoding="utf-8"
    )
    (repository / "participants" / "large-07.yml").write_text(
        "#" * (disk.LARGEST + 1), encoding="utf-8"
    )
    (repository / "participants" / ".gitkeep").touch()
    commit(repository)
    found = history.version(str(repository), "HEAD")
    kinds = dict(found.entries)
    assert (
        kinds["participants/link-07.yml"],
        kinds["participants/deep"],
        kinds["participants/large-07.yml"],
    ) == ("link", "folder", "file")
    assert (
        not {"participants/link-07.yml", "participants/large-07.yml", "participants/.gitkeep"}
        & found.blobs.keys()
    )
    assert history.read(str(repository), found, ["participants/large-07.yml"]) == {
        "participants/large-07.yml": disk.Unread("large")
    }
    for name in ("link-07.yml", "large-07.yml"):
        (repository / "participants" / name).unlink()
    shutil.rmtree(repository / "participants" / "deep")
    outcome = since("HEAD")
    assert [(change["path"], change["what"]) for change in outcome.json()["changes"]] == [
        (f"participants/{name}", "removed") for name in ("deep", "large-07.yml", "link-07.yml")
    ]


def test_what_lay_where_a_folder_should_lie_is_no_data(
    since: Callable[..., Outcome], repository: Path
) -> None:
    shutil.move(repository / "pairings", repository / "away")
    (repository / "pairings").write_text("a file", encoding="utf-8")
    commit(repository)
    (repository / "pairings").unlink()
    shutil.move(repository / "away", repository / "pairings")
    outcome = since("HEAD")
    assert outcome.code == 0
    assert {
        change["path"] for change in outcome.json()["changes"] if change["what"] == "removed"
    } == {"pairings"}
    assert {
        change["what"] for change in outcome.json()["changes"] if change["path"] != "pairings"
    } == {"added"}


def test_only_what_differs_is_read_from_the_past(
    since: Callable[..., Outcome], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = history.read

    def noted(root: str, version: history.Version, paths: list[str]) -> object:
        asked.extend(paths := list(paths))
        return read(root, version, paths)

    monkeypatch.setattr(history, "read", noted)
    _met(repository)
    since("main")
    assert asked == [PAIRING]


def test_blobs_are_known_by_their_longer_ids_too(example: Path) -> None:
    git(example, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    commit(example)
    found = history.version(str(example), "HEAD")
    assert {
        history.blob_id((example / path).read_bytes(), blob) for path, blob in found.blobs.items()
    } == set(found.blobs.values())
    assert {len(blob) for blob in found.blobs.values()} == {64}


def test_another_repositorys_settings_are_not_ours(
    since: Callable[..., Outcome], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook, Git tells its children where its own repository and index are."""
    for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        monkeypatch.setenv(key, str(ROOT / "nowhere"))
    _met(repository)
    assert _changed(since("main")) == [PAIRING]


# What cannot be had.


def test_without_a_repository_it_says_so(command: Callable[..., Outcome], example: Path) -> None:
    outcome = command("check", "--base", "main", root=example)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Git has no history of this folder" in outcome.err
    assert "not a git repository" in outcome.err


def test_without_git_it_says_so(
    since: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = since("main")
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err
        == "Git was not found, and `--base` needs it. Install Git, or check without `--base`.\n"
    )


def _clone(repository: Path, target: Path, *options: str) -> None:
    git(repository, "clone", "--quiet", *options, f"file://{repository}", str(target))


def test_a_history_that_was_cut_off_says_how_to_fetch_the_rest(
    since: Callable[..., Outcome], repository: Path, tmp_path: Path
) -> None:
    first = git(repository, "rev-parse", "HEAD")
    _met(repository)
    commit(repository)
    _clone(repository, tmp_path / "short", "--depth=1")
    outcome = since(first, tmp_path / "short")
    assert (outcome.code, outcome.out) == (2, "")
    assert "git fetch --unshallow" in outcome.err
    assert "fetch-depth: 0" in outcome.err


def test_what_a_sparse_checkout_leaves_out_is_not_called_removed(
    repository: Path, command: Callable[..., Outcome]
) -> None:
    git(repository, "sparse-checkout", "set", "--no-cone", "/programme.yml", "/participants/")
    outcome = command("check", "--base", "main", root=repository)
    assert (outcome.code, outcome.out) == (2, "")
    assert "a sparse checkout" in outcome.err
    assert "git sparse-checkout disable" in outcome.err
    git(repository, "sparse-checkout", "disable")
    assert command("check", "--base", "main", root=repository).code == 0


def test_a_history_too_short_to_tell_where_a_change_began_is_not_guessed_at(
    since: Callable[..., Outcome], repository: Path, tmp_path: Path
) -> None:
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "branch", "before")
    _met(repository)
    commit(repository)
    commit(repository)
    _clone(repository, tmp_path / "short", "--depth=1")
    git(tmp_path / "short", "fetch", "--quiet", "--depth=1", "origin", "before")
    outcome = since(first, tmp_path / "short")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Where the change began")
    assert "git fetch --unshallow" in outcome.err


def test_with_two_steps_of_history_the_step_before_can_be_compared_with(
    since: Callable[..., Outcome], repository: Path, tmp_path: Path
) -> None:
    _met(repository)
    commit(repository)
    _clone(repository, tmp_path / "short", "--depth=2")
    assert _changed(since("HEAD^1", tmp_path / "short")) == [PAIRING]


def test_a_damaged_repository_is_told_in_gits_words(
    since: Callable[..., Outcome], repository: Path
) -> None:
    blob = git(repository, "rev-parse", f"HEAD:{PAIRING}")
    _met(repository)
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    outcome = since("main")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Git could not read the version")


def test_a_blob_that_is_lost_is_no_silence(repository: Path) -> None:
    lost = history.version(str(repository), "main")._replace(blobs={PAIRING: "1" * 40})
    with pytest.raises(history.HistoryError) as told:
        history.read(str(repository), lost, [PAIRING])
    assert told.value.detail == f"{'1' * 40} missing"


def test_nothing_of_this_is_loaded_by_a_check_without_a_base() -> None:
    code = (
        "import sys; from mentorskap import cli; cli.main(sys.argv[1:]); print(sorted(sys.modules))"
    )
    without_coverage = {key: text for key, text in os.environ.items() if "COV" not in key}
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--today", "2026-11-23", "--root", str(EXAMPLE)],
        env=without_coverage,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.splitlines()[-1]
    for name in (
        "mentorskap.files.history",
        "mentorskap.rules.change",
        "mentorskap.report.changes",
        "subprocess",
        "hashlib",
    ):
        assert f"'{name}'" not in loaded
    assert "'mentorskap.rules.order'" in loaded


@pytest.mark.parametrize(
    "words",
    [
        "check --base HEAD",
        "job check --base HEAD --to jobs",
        "backup copies",
        "upgrade HEAD",
        "person forget anna-07 --in .",
        "person erased anna-07 --in .",
    ],
)
def test_without_git_a_command_says_what_to_install_and_does_nothing(
    words: str,
    example: Path,
    command: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commit(example)
    monkeypatch.chdir(example)
    before = sorted(example.rglob("*"))
    monkeypatch.setenv("PATH", "")
    outcome = command(*words.split(), root=example)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert outcome.err.startswith("Git was not found, and ")
    assert "nstall Git" in outcome.err
    assert sorted(example.rglob("*")) == before
