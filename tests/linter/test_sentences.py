"""Sentences that breach a ban of the policy are found under its clause; lawful ones that look alike are not accused."""

from pathlib import Path
from time import perf_counter

import pytest
import yaml

from kb.compiler.load import load
from kb.linter.practices import Practices, plain
from kb.linter.run import lint

KNOWLEDGE = load()
FILES = sorted((Path(__file__).parents[1] / "data" / "sentences").glob("*.yaml"))
BANS = [(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")), index) for path in FILES
        for index in range(len(yaml.safe_load(path.read_text(encoding="utf-8"))["bans"]))]


@pytest.mark.parametrize(("name", "file", "index"), BANS, ids=[
    f"{name}-{file['bans'][index]['ban']}" for name, file, index in BANS])
def test_ban(name: str, file: dict, index: int, tmp_path: Path) -> None:
    ban = file["bans"][index]
    for sentence, clauses in accused(file, ban, ban["breaks"], tmp_path).items():
        assert any(clause.startswith(wanted) or wanted.startswith(clause) for clause in clauses
                   for wanted in ban["clause"]), sentence
    for sentence, clauses in accused(file, ban, ban.get("keeps", []), tmp_path).items():
        assert not clauses, sentence


def accused(file: dict, ban: dict, sentences: list[str], folder: Path) -> dict[str, list[str]]:
    """The clauses under which each sentence is accused: an error or a warning."""
    path = folder / "document.yaml"
    part = ban.get("part", "practices")
    situation = ban.get("situation", file.get("situation"))
    own = [{"situation": dict(situation)} if situation else {} for _ in range(len(sentences) + 1)]
    document = {"document": {"service": ban.get("service", file["service"]),
                             "as_of": str(ban.get("as_of", "2018-11-05"))},
                part: [{"text": each} | (mine if part == "decisions" else {})
                       for each, mine in zip(sentences, own[1:], strict=True)]}
    path.write_text(yaml.safe_dump(document | (own[0] if part == "practices" else {}), allow_unicode=True),
                    encoding="utf-8")
    found = lint(KNOWLEDGE, path) if sentences else []
    return {each: [clause for finding in found if f"/{part}/{index}" in finding.at and finding.severity != "note"
                   for clause in finding.clauses] for index, each in enumerate(sentences)}


LAWFUL = [
    "不得将购买理财作为放款条件", "严禁以下行为：要求客户购买理财、须先存款才放款",
    "客户是否须购买理财产品由客户自己决定",
    "以前放款须购买保险，现在已经取消", "须购买理财产品的规定自2018年10月1日起废止", "要求客户购买基金的，一律追究责任",
    "为防止搭售，放款时由客户签字确认没有购买任何理财", "不得因客户未购买理财产品而不予放款",
    "客户可以自愿选择购买保险",
    "放款与购买理财产品不挂钩", "禁止向客户搭售理财、收取承诺费"]
BREACHING = [
    "客户不得不购买理财产品，否则不予放款", "不购买理财产品的，不予放款", "没有买保险的客户暂缓放款",
    "放款前客户必须购买理财产品",
    "为防范风险，放款前须购买保险"]


@pytest.mark.parametrize("sentence", LAWFUL)
def test_denied_ended_or_free_is_lawful(sentence: str, tmp_path: Path) -> None:
    assert not accused(CREDIT, {}, [sentence], tmp_path)[sentence]


@pytest.mark.parametrize("sentence", BREACHING)
def test_double_negative_is_a_demand(sentence: str, tmp_path: Path) -> None:
    assert accused(CREDIT, {}, [sentence], tmp_path)[sentence]


CREDIT = {"service": "credit.loan", "situation": {"borrower": "small_micro"}}


def test_reason_for_refusal_is_no_double_negative(tmp_path: Path) -> None:
    sentence = "不得不予受理符合条件的用电申请"
    assert not accused({"service": "power.connect"}, {}, [sentence], tmp_path)[sentence]


def test_every_practice_is_shown_by_a_sentence_or_named() -> None:
    for practice in KNOWLEDGE.practices.values():
        assert practice.phrases or any(not each.isascii() for each in (practice.name, *practice.aliases))


def test_lookup_is_fast() -> None:
    """A sentence of 40 characters takes well under half a millisecond once its phrases are compiled."""
    program = next(each for (name, _), each in KNOWLEDGE.programs.items() if name == "credit.loan")
    practices = Practices(KNOWLEDGE, program)
    texts = [plain(f"第{number}项：借款人须在本行购买不低于贷款额百分之三的理财产品，未购买的不予放款")
             for number in range(200)]
    for each in texts[:20]:
        practices.heard(each)
    begin = perf_counter()
    for each in texts[20:]:
        practices.heard(each)
    assert (perf_counter() - begin) / 180 < 0.002  # four times the aim, for a busy machine
