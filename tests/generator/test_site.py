"""`banshi site`: whole, linked, the same as the guides, and clear when it cannot be built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from guide_samples import DAY, DEMO_DAY, demo, loaded
from site_samples import DEMO_RULES, Read, demo_site, need_site, remove

from generator.content.book import compose, narrow
from generator.content.classes import classes
from generator.content.desk import lay
from generator.formats import formats
from generator.formats.html import section
from generator.site import build as building
from generator.site.narrowing import STATES, chosen, narrowing
from kb import KbError, ask
from kb.cli.explaining.codes import LABELS, code_entry
from kb.compiler.witness import samples
from kb.linter.pages import all_pages

SERVICE = "licence.shop"


@pytest.fixture(scope="module", autouse=True)
def cleared() -> Iterator[None]:
    yield
    if demo_site.cache_info().currsize:
        remove(demo_site())


def pages() -> dict[str, Read]:
    site = demo_site()
    return {path.relative_to(site).as_posix(): Read(path) for path in site.rglob("*.html")
            if path.relative_to(site).parts[0] not in ("files", "pagefind")}


def test_every_link_arrives_and_nothing_is_fetched_from_elsewhere() -> None:
    site, known = demo_site(), pages()
    ids = {name: {value for _, value in page.values("id")} for name, page in known.items()}
    assert len(known) > 8
    for name, page in known.items():
        for tag, target in [*page.values("href"), *page.values("src")]:
            if target.startswith(("http:", "https:", "//")):
                pytest.fail(f"{name}: <{tag}> {target}")
            path, _, anchor = target.partition("#")
            arrived = (site / name).parent / unquote(path.partition("?")[0]) if path else site / name
            assert arrived.resolve().is_file(), (name, target)
            there = arrived.resolve().relative_to(site.resolve()).as_posix()
            if anchor and there in ids and not anchor.startswith("svg-"):
                assert anchor in ids[there], (name, target)


def test_a_guide_page_says_what_the_guide_says_with_its_rules() -> None:
    page, guide = pages()[f"guides/{SERVICE}.html"], compose(demo(), SERVICE, {}, DEMO_DAY)
    for chapter in guide.chapters:
        for text, ground in chapter.sentences():
            assert "".join(text.split()) in page.text
            assert not ground.rules or any(set(ground.rules) <= set(value.split())
                                           for _, value in page.values("data-rules"))
    told = {rule for _, value in page.values("data-rules") for rule in value.split()}
    assert told == {rule for chapter in guide.chapters for _, ground in chapter.sentences() for rule in ground.rules}


def test_a_guide_page_offers_every_format_and_the_pictures() -> None:
    offered = [Path(target) for tag, target in pages()[f"guides/{SERVICE}.html"].values("href") if "/files/" in target]
    assert {each.suffix[1:] for each in offered} == {each.EXTENSION for each in formats().values()} | {"svg"}
    chart = (demo_site() / "files" / SERVICE / f"{SERVICE}-timeline.svg").read_text(encoding="utf-8")
    assert "<text" in chart and "<image" not in chart


def test_indices_lead_both_ways() -> None:
    known = pages()
    clauses = {target for _, target in known["banshi-clauses.html"].values("href")}
    guides = {target for _, target in known["banshi-guides.html"].values("href")}
    rules = {target for target in clauses if "#rule-" in target}
    assert f"guides/{SERVICE}.html" in clauses and rules
    assert {each for each in guides if "#rule-" in each} <= rules
    assert f"guides/{SERVICE}.html" in {target for _, target in known["banshi-materials.html"].values("href")}
    assert f"guides/{SERVICE}.html" in {target for _, target in known["banshi-authorities.html"].values("href")}
    back = {target for _, target in known[f"guides/{SERVICE}.html"].values("href") if "#clause-demo" in target}
    assert len(back) == len(compose(demo(), SERVICE, {}, DEMO_DAY).citations)


def test_every_check_has_its_page() -> None:
    page = pages()["checks.html"]
    codes = {each.code for each in all_pages()}
    assert {"P501", "R101", "G101"} <= codes
    assert {f"check-{each.lower()}" for each in codes} <= {value for _, value in page.values("id")}
    for each in all_pages():
        parts = [part for part in code_entry(each.code).parts if part.key in LABELS.values()]
        assert parts and all("".join(line.split()) in page.text for part in parts for line in part.lines), each.code


def walk(tree: Any, questions: list[Any], facts: dict[str, Any], said: dict[str, str]) -> Iterator[Any]:
    """The leaves of a tree with the answers that lead there; answers that contradict each other give None."""
    if not questions:
        yield facts, said, tree
        return
    first, *rest = questions
    if isinstance(tree, dict):
        yield from walk(tree["skip"], rest, facts, said)
        return
    yield from walk(tree[0], rest, facts, said)
    assert len(tree) == len(first.choices) + 1
    for node, choice in zip(tree[1:], first.choices, strict=True):
        further = ({**facts, choice.fact: choice.value}, {**said, choice.fact: choice.text})
        if node is None:
            yield (*further, None)
        else:
            yield from walk(node, rest, *further)


@pytest.mark.parametrize("service", [SERVICE, "utilities.water", "credit.bank-report"])
def test_narrowed_guides_are_the_guides_for_those_facts(service: str) -> None:
    knowledge, day = (demo(), DEMO_DAY) if service == SERVICE else (loaded(), DAY)
    whole = compose(knowledge, service, {}, day)
    made = narrowing(knowledge, service, day, whole)
    leaves = list(walk(made["tree"], chosen(lay(knowledge, service, {}, day, "python")), {}, {}))
    assert 2 <= len(leaves) <= STATES
    for facts, said, numbers in leaves:
        if numbers is None:
            with pytest.raises(KbError):
                ask(knowledge, service, facts, day)
        elif facts:
            wanted = narrow(lay(knowledge, service, facts, day, "python", said), whole.citations)
            html = ["\n".join(made["lines"][line] for line in made["chapters"][number]) for number in numbers]
            told = [section(wanted, each).replace("三值求值器", "durable-rules") for each in wanted.chapters[:-1]]
            assert [each.replace("三值求值器", "durable-rules") for each in html[:-1]] == told


@pytest.mark.parametrize("service", ["power.connect", "business.open", "construction.approve", "credit.loan"])
def test_a_class_stands_for_all_values_in_it(service: str) -> None:
    desk, looked = lay(loaded(), service, {}, DAY, "python"), 0
    for fact in desk.facts.values():
        found = classes(desk, fact) if fact.type == "number" else []
        if not found:
            continue
        answers = {json.dumps(without(service, {fact.id: each.value}), ensure_ascii=False) for each in found}
        for each in samples(fact, [each.value for each in found]):
            looked += 1
            assert json.dumps(without(service, {fact.id: each}), ensure_ascii=False) in answers, (fact.id, each)
    assert looked


def without(service: str, facts: dict[str, Any]) -> dict[str, object]:
    told = ask(loaded(), service, facts, DAY, engine="python", times=False).to_json()
    return {key: value for key, value in told.items() if key != "facts"}


def codes(error: pytest.ExceptionInfo[KbError]) -> list[str]:
    return [each.code for each in error.value.findings]


def test_no_folder_of_others_is_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for out, code in (("mine", "S661"), ("file", "S662"), ("no/where", "S662")):
        for force in (False, True):
            with pytest.raises(KbError) as error:
                building.build(DEMO_RULES, DEMO_DAY, tmp_path / out, force=force)
            assert codes(error) == [code]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "mine"]
    assert (tmp_path / "mine" / "letter.txt").read_text() == "x"


def test_pages_must_have_a_first_one(tmp_path: Path) -> None:
    with pytest.raises(KbError) as error:
        building.build(DEMO_RULES, DEMO_DAY, tmp_path / "site", tmp_path)
    assert codes(error) == ["S662"]


def test_a_missing_library_is_named_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "NEEDED", (("no_such_library", "docs"),))
    with pytest.raises(KbError) as error:
        building.build(DEMO_RULES, DEMO_DAY, tmp_path / "site")
    assert codes(error) == ["S642"] and "banshi[docs]" in str(error.value) and not list(tmp_path.iterdir())


def test_a_missing_font_is_told_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_site()
    monkeypatch.setenv("BANSHI_FONTS", str(tmp_path))
    with pytest.raises(KbError) as error:
        building.build(DEMO_RULES, DEMO_DAY, tmp_path / "site")
    assert codes(error) == ["S640"] and not list(tmp_path.iterdir())


def test_a_day_without_rules_is_told(tmp_path: Path) -> None:
    need_site()
    with pytest.raises(KbError) as error:
        building.build(DEMO_RULES, date(1990, 1, 1), tmp_path / "site")
    assert codes(error) == ["S502"] and not list(tmp_path.iterdir())


def test_a_warning_is_an_error_and_the_site_is_replaced_only_whole(tmp_path: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    need_site()
    out, more = tmp_path / "site", tmp_path / "pages"
    more.mkdir()
    (more / "index.md").write_text("# 页\n\n甲\n", encoding="utf-8")
    building.build(DEMO_RULES, DEMO_DAY, out, more)
    before = (out / "docs" / "index.html").read_bytes()
    with pytest.raises(KbError) as error:
        building.build(DEMO_RULES, DEMO_DAY, out, more)
    assert codes(error) == ["S661"]
    (more / "index.md").write_text("# 页\n\n{banshi:rule}`no.such-rule`\n", encoding="utf-8")
    with pytest.raises(KbError) as error:
        building.build(DEMO_RULES, DEMO_DAY, out, more, force=True)
    assert codes(error) == ["S665"] and "no.such-rule" in str(error.value)
    assert (out / "docs" / "index.html").read_bytes() == before
    (more / "index.md").write_text("# 页\n\n乙\n", encoding="utf-8")
    monkeypatch.setattr("generator.site.making.ProcessPoolExecutor", None)  # nothing is made that is there already
    building.build(DEMO_RULES, DEMO_DAY, out, more, force=True)
    assert "乙" in Read(out / "docs" / "index.html").text
    assert sorted(each.name for each in tmp_path.iterdir()) == ["pages", "site"]
