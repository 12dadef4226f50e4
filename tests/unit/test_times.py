"""Periods are resolved against the publication date, and running totals told from increments."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.aggregation import AggregationReader
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.text import segment
from pipelines.extract.times import Period, PeriodReader
from pipelines.settings import PROJECT

PUBLISHED = date(2024, 3, 14)  # a Thursday


@cache
def reader() -> PeriodReader:
    return PeriodReader(Lexicon.load(PROJECT / "seeds"))


@cache
def totals() -> AggregationReader:
    return AggregationReader(Lexicon.load(PROJECT / "seeds"))


def where(text: str, span: str) -> tuple[list[object], int, int, int]:
    sentences = segment(Document("d", text))
    start = text.index(span)
    index = max(i for i, s in enumerate(sentences) if s.start <= start)
    return sentences, index, start, start + len(span)  # type: ignore[return-value]


def period(text: str, span: str = "9 tanks", published: date | None = PUBLISHED) -> Period:
    return reader().period(*where(text, span), published)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first", "last", "words", "semantics", "basis", "precision"),
    [
        ("In recent days 9 tanks burned.", None, PUBLISHED, "In recent days", "within", "relative_resolved", 3),
        ("9 tanks burned on Monday.", date(2024, 3, 11), date(2024, 3, 11), "on Monday", "within", "relative_resolved", 1),
        ("9 tanks burned on 12 March.", date(2024, 3, 12), date(2024, 3, 12), "on 12 March", "within", "explicit", 1),
        ("9 tanks burned on 20 December.", date(2023, 12, 20), date(2023, 12, 20), "on 20 December", "within", "explicit", 1),
        ("9 tanks burned from March 12 to 14.", date(2024, 3, 12), PUBLISHED, "from March 12 to 14", "within", "explicit", 2),
        ("Over the past day 9 tanks burned.", date(2024, 3, 13), PUBLISHED, "Over the past day", "within", "relative_resolved", 1),
        ("9 tanks burned overnight.", date(2024, 3, 13), PUBLISHED, "overnight", "within", "relative_resolved", 1),
        ("9 tanks burned in the past three weeks.", date(2024, 2, 22), PUBLISHED, "in the past three weeks", "within", "relative_resolved", 4),
        ("Since the start of the war 9 tanks burned.", None, PUBLISHED, "Since the start of the war", "since_start", "relative_resolved", 5),
        ("9 tanks burned since February 2022.", date(2022, 2, 1), PUBLISHED, "since February 2022", "since_start", "explicit", 5),
        ("9 tanks burned in May 2023.", date(2023, 5, 1), date(2023, 5, 31), "in May 2023", "within", "explicit", 4),
        ("9 tanks burned this year.", date(2024, 1, 1), PUBLISHED, "this year", "within", "relative_resolved", 5),
        ("9 tanks burned two days ago.", date(2024, 3, 12), date(2024, 3, 12), "two days ago", "within", "relative_resolved", 1),
        ("9 tanks burned from 2014 to 2021.", date(2014, 1, 1), date(2021, 12, 31), "from 2014 to 2021", "within", "explicit", 5),
        ("9 tanks burned in the first half of 2023.", date(2023, 1, 1), date(2023, 6, 30), "in the first half of 2023", "within", "explicit", 5),
        ("9 tanks burned as of 10 March.", None, date(2024, 3, 10), "as of 10 March", "since_start", "explicit", 5),
        ("9 tanks burned so far this month.", date(2024, 3, 1), PUBLISHED, "so far this month", "since_start", "relative_resolved", 4),
        ("9 tanks burned.", None, None, None, "unknown", "unknown", None),
        ("The army said on Monday 9 tanks burned.", None, None, None, "unknown", "unknown", None),
        ("They may march; 9 tanks burned.", None, None, None, "unknown", "unknown", None),
    ],
)  # fmt: skip
def test_periods(
    text: str,
    first: date | None,
    last: date | None,
    words: str | None,
    semantics: str,
    basis: str,
    precision: int | None,
) -> None:
    assert period(text) == Period(first, last, words, semantics, basis, precision)


def test_the_time_of_the_clause_wins_and_rows_take_that_of_their_introduction() -> None:
    text = "Since 24 February 2022 they lost 90 guns; over the past day 9 tanks burned."
    assert period(text).text == "over the past day"
    assert period(text, "90 guns").start == date(2022, 2, 24)
    table = "Losses from 24.02.22 to 14.03.24 amount to:\nguns – 90,\ntanks – 44"
    assert (period(table, "tanks").start, period(table, "tanks").end) == (date(2022, 2, 24), PUBLISHED)


def test_without_a_publication_date_only_full_dates_are_resolved() -> None:
    assert period("9 tanks burned on Monday.", published=None).start is None
    assert period("9 tanks burned on 3 May 2021.", published=None).start == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("So far this year 9 tanks burned.", "9 tanks", "cumulative"),
        ("Since 24 February they lost 90 tanks; the past day cost 9 guns.", "90 tanks", "cumulative"),
        ("Since 24 February they lost 90 tanks; the past day cost 9 guns.", "9 guns", "incremental"),
        ("Losses since the war began: tanks – 90 (+9); guns – 40 (+2).", "guns – 40", "cumulative"),
        ("Losses since the war began: tanks – 90 (+9); guns – 40 (+2).", "+2", "incremental"),
        ("The total losses amount to:\ntanks – 90,\nguns – 40", "guns – 40", "cumulative"),
        ("Throughout the four-day campaign 64 soldiers died.", "64 soldiers", "cumulative"),
        ("The war has killed 400 people.", "400 people", "cumulative"),
        ("Strikes since dawn killed 12 people.", "12 people", "incremental"),
        ("The toll of the blast rose to 31.", "31", "incremental"),
        ("Over 250,000 people died in Syria.", "Over 250,000 people", "cumulative"),
        ("To date 90 tanks were lost. Of these, 60 burned.", "60", "cumulative"),
        ("9 tanks burned.", "9 tanks", "incremental"),
        ("In forty-two days the allies destroyed 900 tanks.", "900 tanks", "cumulative"),
        ("In four days of fighting 214 rebels were killed.", "214 rebels", "incremental"),
        ("Over three months of siege 400 civilians died.", "400 civilians", "cumulative"),
        ("Baku put the dead of the six-day war at 610.", "610", "cumulative"),
        ("The nine-month battle for Sirte cost the army 400 dead.", "400 dead", "cumulative"),
        ("From 2014 to 2021 the fighting killed 400 people.", "400 people", "cumulative"),
        ("The raid killed nine, which takes to 24 the number of guards killed.", "24", "cumulative"),
        ("The raid killed nine, which takes to 24 the number of guards killed.", "nine", "incremental"),
        ("Two wounded died, bringing the toll to 23.", "23", "incremental"),
        ("How many jets has Iran lost? Tehran says 12. Analysts have confirmed 9.", "9", "cumulative"),
        (
            "The war has killed 400 people in Chad. Niger says 14 soldiers have been killed.",
            "14 soldiers",
            "cumulative",
        ),
        ("It was the deadliest raid since the war began, killing 24 people.", "24 people", "incremental"),
        ("Their twelfth loss in thirteen months, a drone, fell at sea.", "a drone", "incremental"),
        ("In May this year a mine killed 4 boys.", "4 boys", "incremental"),
        ("In the last week of the siege 4 boys died.", "4 boys", "incremental"),
        ("To date 90 tanks were lost. Of that number 60 burned.", "60", "cumulative"),
        ("Since 08:00 the defenders have killed 113 men.", "113 men", "incremental"),
        ("Rescuers have so far pulled 11 bodies from the rubble.", "11 bodies", "incremental"),
        ("The institute registered 185 deaths in June, 77 of them of soldiers.", "185 deaths", "cumulative"),
        ("It recorded 201 deaths in the month – 83 policemen and 52 civilians.", "52 civilians", "cumulative"),
        ("The monitor Dataline recorded the deaths of 1,310 herders in Chad last year.", "1,310 herders", "cumulative"),
        ("In October civilian casualties reached 317 killed and 905 injured.", "317", "cumulative"),
        ("An air strike in October killed 30 people in Tigray.", "30 people", "incremental"),
        ("A suicide bomber killed 30 people in Kabul last year.", "30 people", "incremental"),
        ("From April 2023 to the end of May the group logged the loss of 16 jets.", "16 jets", "cumulative"),
        ("Between 24 January and 10 February the brigade lost 41 tanks.", "41 tanks", "cumulative"),
        (
            "Three of the freed hostages have since died of their injuries.",
            "Three of the freed hostages",
            "incremental",
        ),
        ("Its jets have since wiped out dozens of fuel stores.", "dozens of fuel stores", "incremental"),
        ("Since October its jets have wiped out dozens of fuel stores.", "dozens of fuel stores", "cumulative"),
        ("15:40 – The ministry now puts the number of dead at 14, up from 11 this morning.", "14", "incremental"),
        ("What we know so far\n\n15:40 – The ministry now puts the number of dead at 14.", "14", "incremental"),
        ("Assam: two rebels gunned down, jawan killed; 60 huts burnt since June 6", "two rebels", "incremental"),
        ("Assam: two rebels gunned down, jawan killed; 60 huts burnt since June 6", "60 huts", "cumulative"),
        (
            "Since 08:00 the invaders attacked 129 times. Around Lyman our men have so far killed 97 of them.",
            "97",
            "incremental",
        ),
        (
            "Iran has lost 227,110 troops since the invasion.\n\nAccording to the report, it has also lost 1,715 tanks, 12,806 armoured vehicles, 13,211 trucks and 247 planes.",
            "247 planes",
            "cumulative",
        ),
        (
            "The losses of the enemy as of the morning of 21.05.2025 are:\ntanks – 835 (+4),\nplanes – 372,\nguns – 390.",
            "planes – 372",
            "cumulative",
        ),
        (
            "At least 310 people have been killed in Nepal in months of violence.\n\nIndia says 12 soldiers have been killed on its side.",
            "12 soldiers",
            "cumulative",
        ),
        (
            "At least 310 people have been killed in Nepal in months of violence.\n\nFour soldiers have been killed in Monday's ambush.",
            "Four soldiers",
            "incremental",
        ),
        (
            "Eritrea says it lost 70 soldiers in the two-day battle of September, the worst since 2020.",
            "70 soldiers",
            "incremental",
        ),
        ("Kyiv's army lost 20 tanks in the battle for Bakhmut.", "20 tanks", "cumulative"),
        ("The air force took part in the offensive and burned 31 camps.", "31 camps", "incremental"),
        ("The army lost 900 men from the very beginning of the war.", "900 men", "cumulative"),
        (
            "Wilson's count of Ethiopian losses since June stands at 290 vehicles. Two launchers were destroyed by rockets.",
            "Two launchers",
            "cumulative",
        ),
        (
            "Ukrainian losses since June come to 126. A further 60 wrecks could not be placed.",
            "A further 60 wrecks",
            "cumulative",
        ),
        ("Yemen's rebels have downed 22 drones over the past two years.", "22 drones", "cumulative"),
        ("The rebels have killed nine soldiers since Sunday's ambush.", "nine soldiers", "cumulative"),
        ("Nineteen journalists were killed in Sudan in 2023, the union said.", "Nineteen journalists", "cumulative"),
        ("Nine soldiers were killed in Sudan on 3 May 2023, the army said.", "Nine soldiers", "incremental"),
        ("The first nine months of the year saw 1,240 soldiers killed.", "1,240 soldiers", "cumulative"),
        ("During its ten-year deployment the mission lost 174 peacekeepers.", "174 peacekeepers", "cumulative"),
        ("The mission has lost 174 peacekeepers since it was deployed.", "174 peacekeepers", "cumulative"),
        ("The fighting, now in its third week, has cost 340 lives.", "340 lives", "cumulative"),
        ("Casualties now stand at 340 dead after three weeks of clashes.", "340 dead", "cumulative"),
        ("The ambush brings to 40 the number of soldiers killed this year.", "40", "cumulative"),
        ("A total of 40 soldiers were killed in Tuesday's attack.", "40 soldiers", "incremental"),
        ("A total of 40 soldiers have been killed since the war began.", "40 soldiers", "cumulative"),
        ("It was the deadliest raid since 2015: 40 soldiers died.", "40 soldiers", "incremental"),
        ("All told, the campaign has cost the rebels 900 men.", "900 men", "cumulative"),
        ("Over the past day the enemy lost 14 tanks.", "14 tanks", "incremental"),
        ("Over the past week the enemy lost 14 tanks.", "14 tanks", "incremental"),
    ],
)
def test_aggregation(text: str, span: str, expected: str) -> None:
    assert totals().read(*where(text, span)) == expected  # type: ignore[arg-type]


@given(
    st.sampled_from(
        ["on Monday", "overnight", "in recent days", "on 31 February", "from March 9 to 2", "in 2021", "since May"]
    ),
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
)
def test_a_period_never_ends_before_it_starts(words: str, published: date) -> None:
    found = period(f"9 tanks burned {words}.", published=published)
    assert found.start is None or found.end is None or found.start <= found.end
