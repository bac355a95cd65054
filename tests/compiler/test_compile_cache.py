"""The fingerprint of a rule base, and its compiled form on disk: never stale, never trusted blindly."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from kb.clauses.locate import default_rules
from kb.compiler import build, cache
from kb.compiler.load import load
from kb.engine.ask import ask
from kb.findings import KbError

PROGRAM = """
import sys
from kb.compiler.load import load
for _ in range(int(sys.argv[2])):
    knowledge = load(sys.argv[1])
    print(knowledge.fingerprint, len(knowledge.rulebook.rules), len(knowledge.programs))
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A cache folder of its own."""
    monkeypatch.setenv("BANSHI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def compiled(monkeypatch):
    """Counts how often the rule base is compiled."""
    seen: list[str] = []
    real = build.compile_rules

    def counting(root, mark, version):
        seen.append(mark)
        return real(root, mark, version)

    monkeypatch.setattr(build, "compile_rules", counting)
    return seen


def entry(place: Path) -> Path:
    [found] = place.glob("*.knowledge")
    return found


def contents(knowledge):
    """All of it by value, programs included."""
    found = {each.name: getattr(knowledge, each.name) for each in fields(knowledge)}
    found["book"] = knowledge.rulebook
    found["programs"] = {key: {each.name: getattr(program, each.name) for each in fields(program)}
                         for key, program in knowledge.programs.items()}
    return found


# The fingerprint

def test_any_byte_of_any_source_changes_the_fingerprint(base):
    before = cache.fingerprint(base.root)
    seen = {before}
    files = sorted(base.root.rglob("*.yaml"))
    assert len(files) == 6
    for path in files:
        data = path.read_bytes()
        for at in (0, len(data) // 2, len(data) - 1):
            path.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1:])
            seen.add(cache.fingerprint(base.root))
        for other in (data + b"\n", data[:-1], b"", data.replace(b"\n", b"\r\n")):
            path.write_bytes(other)
            seen.add(cache.fingerprint(base.root))
        path.write_bytes(data)
    assert len(seen) == 1 + 7 * len(files)
    assert cache.fingerprint(base.root) == before


def test_adding_renaming_and_moving_bytes_between_files_changes_it(base):
    seen = [cache.fingerprint(base.root)]
    first = base.put("demo/clauses/a.yaml", "one\n")
    second = base.put("demo/clauses/b.yaml", "two\n")
    seen.append(cache.fingerprint(base.root))
    first.write_text("one\ntwo\n", encoding="utf-8")
    second.write_text("", encoding="utf-8")
    seen.append(cache.fingerprint(base.root))
    second.rename(second.with_name("c.yaml"))
    seen.append(cache.fingerprint(base.root))
    assert len(set(seen)) == len(seen)


def test_neither_place_nor_order_nor_other_files_change_it(base, tmp_path, monkeypatch):
    before = cache.fingerprint(base.root)
    other = tmp_path / "elsewhere" / "base"
    for path in sorted(base.root.rglob("*.yaml"), reverse=True):  # created the other way round
        copy = other / path.relative_to(base.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
        os.utime(copy, (0, 0))
    (other / "README.md").write_text("nothing", encoding="utf-8")
    assert cache.fingerprint(other) == before
    real = Path.glob
    monkeypatch.setattr(Path, "glob", lambda self, pattern: reversed(list(real(self, pattern))))
    assert cache.fingerprint(other) == before


def test_every_file_that_is_read_is_part_of_it(base):
    from kb.clauses.rulebook import sources

    base.put("demo/cases/a.yaml", "cases: []\n")
    assert {each.path for each in sources(base.root)} <= set(cache.source_files(base.root))


# The cache

def test_a_hit_equals_a_fresh_compile(base, compiled):
    fresh = load(base.root, use_cache=False)
    first = load(base.root)
    assert len(compiled) == 2
    hit = load(base.root)
    assert len(compiled) == 2
    assert contents(fresh) == contents(first) == contents(hit)
    assert hit.fingerprint == cache.fingerprint(base.root)


def test_the_shipped_rules_from_the_cache_answer_as_compiled():
    from kb.engine.ask import ask

    stored, fresh = load(), load(use_cache=False)
    hit = load()
    assert hit is not stored
    for case in fresh.rulebook.cases[::9]:
        answers = [ask(each, case.service, case.facts, case.as_of, engine="python").to_json()
                   for each in (fresh, hit)]
        assert answers[0] == answers[1]


def test_a_changed_source_is_never_stale(base, compiled):
    for number in range(1, 6):
        base.rules(f"- id: demo.r{number}\n  title: 第{number}版\n  then: [{{require: check}}]\n")
        for _ in range(2):
            assert f"demo.r{number}" in {each.id for each in load(base.root).rulebook.rules}
        assert len(compiled) == number
    base.rules("- id: demo.r1\n  title: 第1版\n  then: [{require: check}]\n")
    assert "demo.r1" in {each.id for each in load(base.root).rulebook.rules}
    assert len(compiled) == 5  # the first entry is still there


def test_a_base_with_errors_is_not_kept(base, place):
    base.rules("- id: demo.bad\n  title: 坏\n  then: [{require: chek}]\n")
    for _ in range(2):
        with pytest.raises(KbError):
            load(base.root)
    assert not list(place.glob("*"))


def test_other_code_is_another_entry(base, compiled, place, monkeypatch):
    load(base.root)
    monkeypatch.setattr(cache, "code_hash", lambda: "other")
    load(base.root)
    assert len(compiled) == 2
    assert len(list(place.glob("*.knowledge"))) == 2


@pytest.mark.parametrize("damage", [
    lambda data: b"", lambda data: data[:10], lambda data: data[:-1], lambda data: data[: len(data) // 2],
    lambda data: data + b"x", lambda data: bytes(32) + data[32:],
    lambda data: data[:100] + bytes((data[100] ^ 1,)) + data[101:],
    lambda data: b"\x80\x05K\x01.", lambda data: data[:32],
])
def test_a_damaged_entry_is_ignored_and_replaced(base, place, compiled, damage):
    load(base.root)
    path = entry(place)
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert load(base.root).fingerprint == cache.fingerprint(base.root)
    assert len(compiled) == 2
    assert path.read_bytes()[:32] == hashlib.sha256(path.read_bytes()[32:]).digest()
    load(base.root)
    assert len(compiled) == 2


class Bomb:
    """Unpickling it leaves a trace."""

    def __reduce__(self):
        return os.mkdir, (os.environ["BANSHI_BOMB"],)


@pytest.mark.parametrize("make_foreign", ["mode", "folder", "owner", "checksum"])
def test_what_another_could_have_written_is_not_unpickled(base, place, compiled, monkeypatch, make_foreign):
    trace = place.parent / "bomb"
    monkeypatch.setenv("BANSHI_BOMB", str(trace))
    load(base.root)
    path = entry(place)
    body = pickle.dumps(Bomb())
    path.write_bytes(hashlib.sha256(body).digest() + body)
    if make_foreign == "mode":
        path.chmod(0o666)
    elif make_foreign == "folder":
        place.chmod(0o777)
    elif make_foreign == "checksum":
        path.write_bytes(bytes(32) + body)
    elif os.geteuid() == 0:
        os.chown(path, 12345, -1)
    else:
        pytest.skip("only root can give files away")
    assert load(base.root).fingerprint == cache.fingerprint(base.root)
    assert not trace.exists()
    assert len(compiled) == 2


def test_an_entry_for_another_base_is_not_taken(base, place, compiled):
    load(base.root)
    old = entry(place)
    base.rules("- id: demo.new\n  title: 新\n  then: [{require: check}]\n")
    load(base.root)
    [new] = [each for each in place.glob("*.knowledge") if each != old]
    shutil.copy(old, new)
    assert "demo.new" in {each.id for each in load(base.root).rulebook.rules}
    assert len(compiled) == 3


def test_deleting_the_folder_is_safe(base, place, compiled):
    load(base.root)
    shutil.rmtree(place)
    load(base.root)
    load(base.root)
    assert len(compiled) == 2
    assert entry(place).stat().st_mode & 0o077 == 0
    assert place.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_error(base, tmp_path, compiled, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    for chosen in (blocked, blocked / "below", Path("/proc/nowhere")):
        monkeypatch.setenv("BANSHI_CACHE", str(chosen))
        assert load(base.root).rulebook.rules
    assert len(compiled) == 3


def test_a_full_disk_is_no_error_and_leaves_nothing_behind(base, place, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert load(base.root).rulebook.rules
    assert list(place.iterdir()) == []


def test_a_user_without_a_home_is_no_error(base, monkeypatch):
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("BANSHI_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert load(base.root).rulebook.rules


def test_a_changed_schema_is_another_entry(monkeypatch, tmp_path):
    before = cache.code_hash()
    shutil.copytree(default_rules() / "schema", tmp_path / "copy" / "schema")
    monkeypatch.setattr(cache, "default_rules", lambda: tmp_path / "copy")
    assert cache.code_hash() == before
    with (tmp_path / "copy" / "schema" / "clauses.json").open("a", encoding="utf-8") as out:
        out.write("\n")
    assert cache.code_hash() != before


def test_old_entries_are_removed(base, place):
    for number in range(cache.KEEP + 3):
        base.rules(f"- id: demo.r{number}\n  title: 版\n  then: [{{require: check}}]\n")
        load(base.root)
    assert len(list(place.glob("*"))) == cache.KEEP
    assert "demo.r10" in {each.id for each in load(base.root).rulebook.rules}


def test_eight_processes_at_once(base, place):
    def start() -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", PROGRAM, str(base.root), "12"],  # noqa: S603
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    running = [start() for _ in range(8)]
    for _ in range(20):
        shutil.rmtree(place, ignore_errors=True)
    results = [each.communicate(timeout=120) for each in running]
    assert [each.returncode for each in running] == [0] * 8, results
    wanted = f"{cache.fingerprint(base.root)} {len(load(base.root).rulebook.rules)} 1"
    assert {line for out, _ in results for line in out.splitlines()} == {wanted}
    assert not list(place.glob("*.part"))


# What a question does not touch stays packed: start-up must not grow with the rest of the rule base

def test_a_question_unpacks_only_its_own_service(place):
    load()
    knowledge = load()
    service = next(iter(knowledge.services))
    ask(knowledge, service, {}, date(2018, 11, 5), engine="python")
    opened = {name for (name, _), sealed in knowledge.programs._items.items() if sealed._packed is None}
    assert opened == {service}
    assert knowledge.book._packed is not None


def test_threads_unpack_a_service_once(place):
    load()
    knowledge = load()
    key = next(iter(knowledge.programs))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: knowledge.programs[key], range(64)))
    assert len(set(map(id, found))) == 1
