"""The reference lists of ``seeds/reference`` are whole: every file as declared, no name with two meanings, no loose end."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.names.gazetteer import countries
from pipelines.extract.text import tokenize
from pipelines.settings import PROJECT
from pipelines.warehouse.reference import ReferenceError, read_references

REFERENCE = PROJECT / "seeds" / "reference"
DEMONYMS = PROJECT / "seeds" / "lexicon" / "en" / "demonyms.csv"
FRAMES = {name.removeprefix("ref."): frame for name, frame in read_references(REFERENCE).items()}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a list with empty fields as empty strings."""
    return ({k: "" if v is None else str(v) for k, v in row.items()} for row in FRAMES[name].iter_rows(named=True))


def split(field: str) -> list[str]:
    return field.split(";") if field else []


def alike(name: str) -> str:
    """What a reader of names takes for the same: "T-72", "T72", "T 72", "t-72"."""
    return re.sub("[- ]", "", name.casefold())


def shared(names: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Names that stand for more than one owner; letter case, hyphens and blanks aside. ``names``: (name, owner)."""
    owners: dict[str, set[str]] = {}
    for name, owner in names:
        owners.setdefault(alike(name), set()).add(owner)
    return {name: found for name, found in owners.items() if len(found) > 1}


def alias_faults(aliases: str, needs_context: str) -> list[str]:
    """What is wrong with a model's two lists of aliases."""
    known, careful = split(aliases), split(needs_context)
    faults = [f"twice: {name}" for name, n in Counter(map(alike, known)).items() if n > 1]
    faults += [f"blank: {name!r}" for name in known + careful if not name or name != name.strip()]
    return faults + [f"not an alias: {name}" for name in careful if name not in known]


def test_every_file_is_declared() -> None:
    assert {path.stem for path in REFERENCE.glob("*.csv")} == set(FRAMES)


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("entities", "x,X,rebelgroup,,,,,,,,,absent,False", "entity_type: 'rebelgroup' is none of state, "),
        ("entities", "x,X,rebel_group,,,noside,,,,,,absent,False", "side: 'noside' is not in sides.csv"),
        ("entities", "x,X,rebel_group,,,,,nobody,,,,absent,False", "parent_entity_id: 'nobody' is not in entities.csv"),
        ("entities", "x,X,rebel_group,,,,,x,,,,absent,False", "parent_entity_id: 'x' is its own ancestor"),
        ("entities", "x,X,rebel_group,,9,,,,,,,absent,False", "acled_inter: 9 breaks the rule max"),
        ("entities", "x,X,rebel_group,,,,,,,,,absent,maybe", "in_guidelines: 'maybe' is not a Boolean"),
        ("entities", "x,,rebel_group,,,,,,,,,absent,False", "canonical_name: empty"),
        ("entities", "russia,Russia,state,,,,,,,,,absent,False", "'russia' is there twice"),
        ("entities", "x,X", "2 values for 13 columns"),
        ("entity_aliases", "nobody,Nobody,en,name,False", "entity_id: 'nobody' is not in entities.csv"),
        ("sides", "x_side,nobody,", "force_entity_id: 'nobody' is not in entities.csv"),
        ("sides", "x_side,,ru_side;noside", "opponents: 'noside' is not in sides.csv"),
        ("places", "x-y,Y,settlement,,,,91,0,,", "latitude: 91.0 breaks the rule max"),
        ("model_operators", "t72,noside,seen_lost,x", "side: 'noside' is not in sides.csv"),
        ("model_operators", "t72,x_side,guessed,x", "basis: 'guessed' is none of seen_lost, known_operator"),
        ("loss_categories", "X,NOPE,X,equipment,item,,,,False", "parent_code: 'NOPE' is not in loss_categories.csv"),
        ("category_groups", "NOPE,person", "category_code: 'NOPE' is not in loss_categories.csv"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, name: str, line: str, problem: str) -> None:
    folder = shutil.copytree(REFERENCE, tmp_path / "reference")
    path = folder / f"{name}.csv"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n# a comment\n{line}\n", encoding="utf-8")
    number = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ReferenceError) as error:
        read_references(folder)
    if "twice" in problem:  # either line will do
        assert f"{path}:" in str(error.value)
        assert problem in str(error.value)
    else:
        assert str(error.value).startswith(f"{path}:{number}: {problem}")


def test_places_have_both_coordinates_or_none() -> None:
    half = FRAMES["places"].filter(pl.col("latitude").is_null() != pl.col("longitude").is_null())
    assert half.get_column("place_id").to_list() == []


def test_models_have_unambiguous_aliases() -> None:
    assert shared((a, row["model_id"]) for row in rows("equipment_models") for a in split(row["aliases"])) == {}
    faults = {r["model_id"]: alias_faults(r["aliases"], r["needs_context"]) for r in rows("equipment_models")}
    assert {model: found for model, found in faults.items() if found} == {}
    assert [row["model_id"] for row in rows("equipment_models") if not row["aliases"]] == []


def test_names_of_models_are_told_apart() -> None:
    assert shared((row["canonical_name"], row["model_id"]) for row in rows("equipment_models")) == {}


def test_names_of_actors_and_places_make_a_model_only_in_context() -> None:
    """Caesar is a call sign, Moskva a city: such an alias needs a number or a military noun beside it."""
    others = {row["alias"].casefold() for row in rows("entity_aliases")}
    others |= {row["canonical_name"].casefold() for row in rows("entities")}
    others |= {row["name"].casefold() for row in rows("places")}
    free = {
        alias
        for row in rows("equipment_models")
        for alias in split(row["aliases"])
        if alias not in split(row["needs_context"])
    }
    assert sorted(alias for alias in free if alias.casefold() in others) == []


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(PROJECT / "seeds")


def models_in(text: str, lexicon: Lexicon) -> list[str]:
    return [note["model"][1].model_id for note in lexicon.look_up(tokenize(text)) if note and "model" in note]


def test_every_alias_is_found(lexicon: Lexicon) -> None:
    """The longest alias wins, so each must lead to its own model. Other scripts are not read yet."""
    missed = [
        (alias, row["model_id"])
        for row in rows("equipment_models")
        for alias in split(row["aliases"])
        if alias.isascii() and models_in(f"two {alias}", lexicon)[:1] != [row["model_id"]]
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("two T72s and a T-72B3", ["t72", "t72b3"]),
        ("the F/A-18 jets", ["f18"]),
        ("an M113 's crew", ["m113"]),
        ("two Grads were destroyed", ["bm21"]),
        ("a Fox armoured vehicle", ["fuchs"]),
        ("Fox News said", []),
        ("the landing ship Novocherkassk", ["novocherkassk_ship"]),
        ("12 Saratov residents", []),
        ("the Moskva sank", ["moskva_ship"]),
        ("talks in Moskva", []),
        ("the Hero of Ukraine", []),
        ("A 50 kg bomb", []),
        ("As 90 people fled", []),
        ("a Bradley was hit", ["m2_bradley"]),
        ("Bradley Cooper was hit", []),
    ],
)
def test_ordinary_words_are_models_only_in_context(text: str, models: list[str], lexicon: Lexicon) -> None:
    assert models_in(text, lexicon) == models


def test_an_alias_names_one_entity_unless_it_needs_context() -> None:
    certain = [(r["alias"], r["entity_id"]) for r in rows("entity_aliases") if r["needs_context"] != "True"]
    assert shared(certain) == {}


def test_no_side_fights_itself() -> None:
    assert [row["side"] for row in rows("sides") if row["side"] in split(row["opponents"])] == []


def test_operators_are_of_the_right_side() -> None:
    assert [row["side"] for row in rows("model_operators") if row["model_id"] == "caesar"] == ["ua_side"]


def test_demonyms_name_one_country() -> None:
    with DEMONYMS.open(encoding="utf-8", newline="") as lines:
        demonyms = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert {row["country"] for row in demonyms} - set(countries()) == set()
    assert shared((row["adjective"], row["country"]) for row in demonyms) == {}
    assert [name for name, n in Counter(row["adjective"] for row in demonyms).items() if n > 1] == []


def test_faults_are_found() -> None:
    assert shared([("T-72", "t72"), ("T72", "t72b"), ("Smerch", "smerch")]) == {"t72": {"t72", "t72b"}}
    assert alias_faults("Su-34;SU34", "") == ["twice: su34"]
    assert alias_faults("Grad; BM-21", "Град") == ["blank: ' BM-21'", "not an alias: Град"]
