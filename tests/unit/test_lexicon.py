"""The word lists load, and a wrong line is refused with its place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipelines.extract.inflection import pluralize, verb_forms
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.seed_tables import LexiconError
from pipelines.extract.text import tokenize

SEEDS = Path(__file__).parents[2] / "seeds"
LEXICON = Lexicon.load(SEEDS)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    copy = tmp_path / "seeds"
    shutil.copytree(SEEDS / "lexicon", copy / "lexicon")
    shutil.copytree(SEEDS / "reference", copy / "reference")
    return copy


def add(seeds: Path, name: str, line: str) -> None:
    path = seeds / "lexicon" / "en" / name
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("heads.csv", "tank,TANK,", "'tank' stands already at seeds/lexicon/en/heads.csv"),
        ("heads.csv", "ornithopter,ZEPPELIN,", "unknown category 'ZEPPELIN'"),
        ("heads.csv", "blimp,UAV", "2 values for the 3 columns"),
        ("verbs.csv", "zap,,,vaporised,destroyed,transitive,,", "unknown persons 'vaporised'"),
        ("verbs.csv", "zap,,,killed,destroyed,backwards,,", "unknown frame 'backwards'"),
        ("verbs.csv", "zap,,,killed,destroyed,transitive,,NOPE", "unknown only 'NOPE'"),
        ("qualifiers.csv", "give or take,roughly,before", "unknown qualifier 'roughly'"),
    ],
)
def test_a_wrong_line_is_named(seeds: Path, name: str, line: str, problem: str) -> None:
    add(seeds, name, line)
    number = len((seeds / "lexicon" / "en" / name).read_text(encoding="utf-8").splitlines())
    with pytest.raises(LexiconError) as error:
        Lexicon.load(seeds)
    assert problem in str(error.value)
    assert f"seeds/lexicon/en/{name}:{number}:" in str(error.value)


def test_a_file_that_is_no_list_is_named(seeds: Path) -> None:
    heads = seeds / "lexicon" / "en" / "heads.csv"
    heads.write_bytes(heads.read_bytes() + "canon obusier tracté,ARTY,\n".encode("latin-1"))
    with pytest.raises(LexiconError, match=r"heads\.csv: not UTF-8"):
        Lexicon.load(seeds)
    heads.write_text("noun,category\ntank,TANK\n")
    with pytest.raises(LexiconError, match=r"heads\.csv:2: the list has no column"):
        Lexicon.load(seeds)


def test_the_examples_of_the_readme_are_lines_of_their_files() -> None:
    rows = re.findall(r"\| \[\S+\]\((\S+\.csv)\) \| (.*) \|", (SEEDS / "README.md").read_text(encoding="utf-8"))
    assert len(rows) > 15
    for name, examples in rows:
        lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
        shown = [text for text in re.findall(r"`([^`]+)`", examples) if "," in text or "," not in lines[-1]]
        assert shown, name
        assert [text for text in shown if text not in lines] == [], name


def test_a_new_word_is_one_line(seeds: Path) -> None:
    add(seeds, "heads.csv", "ornithopter,AIRCRAFT,")
    lexicon = Lexicon.load(seeds)
    note = lexicon.look_up(tokenize("ornithopters"))[0]
    assert note is not None
    assert note["head"][1].category == "AIRCRAFT"


def test_a_missing_list_is_named(seeds: Path) -> None:
    (seeds / "lexicon" / "en" / "verbs.csv").unlink()
    with pytest.raises(LexiconError, match=r"no list called verbs\.csv"):
        Lexicon.load(seeds)


@pytest.mark.parametrize(
    ("noun", "plural"), [("tank", "tanks"), ("battery", "batteries"), ("bus", "buses"), ("buoy", "buoys")]
)
def test_plurals(noun: str, plural: str) -> None:
    assert pluralize(noun) == plural


@pytest.mark.parametrize(
    ("verb", "past", "participle", "forms"),
    [
        ("destroy", "", "", {"destroy", "destroys", "destroying", "destroyed"}),
        ("stop", "", "", {"stop", "stops", "stopping", "stopped"}),
        ("die", "died", "", {"die", "dies", "dying", "died"}),
        ("shoot", "shot", "", {"shoot", "shoots", "shooting", "shot"}),
        ("burn", "burned/burnt", "", {"burn", "burns", "burning", "burned", "burnt"}),
    ],
)
def test_verb_forms(verb: str, past: str, participle: str, forms: set[str]) -> None:
    assert forms <= {word for word, _ in verb_forms(verb, past, participle)}


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("armored personnel carriers", "APC"),
        ("self propelled guns", "ARTY_SP"),
        ("air defense systems", "AD"),
        ("one-way attack drones", "UAV_OWA"),
    ],
)
def test_spellings_come_by_themselves(words: str, category: str) -> None:
    note = LEXICON.look_up(tokenize(words))[0]
    assert note is not None
    assert note["head"][1].category == category
