"""A proposal tells in sentences why it was made."""

import re
from pathlib import Path

from tests.attribution.linking import link_of
from webapp import attribution
from webapp.attribution.tagging.reasons import RULES, reasons
from webapp.attribution.text.passages import read


def test_a_proposal_names_its_cue_its_marks_and_its_finder() -> None:
    # given
    passages = read("“He was shot,” his  partner\nsaid.")
    link = link_of(passages, "said", "“He was shot,”", "his  partner")

    # then
    assert reasons(passages, link) == (
        "The cue “said” ascribes it.",
        "All of the content stands in quotation marks.",
        "It reads like claims that people have marked.",
    )


def test_the_words_of_a_cue_stand_on_one_line() -> None:
    # given
    passages = read("He  has\tdenied it … as “a lie”.")
    link = link_of(passages, "has\tdenied … a lie", "it", "He")

    # then
    assert reasons(passages, link)[0] == "The cue “has denied … a lie” ascribes it."


def test_a_colon_is_no_word_that_ascribes() -> None:
    # given
    passages = read("JUDGE: Where were you?")
    link = link_of(passages, ":", "Where were you?", "JUDGE", rule="turn")

    # then
    assert reasons(passages, link) == (
        "Nothing but punctuation ascribes it.",
        "A rule read it from the layout: a name, a colon, and what is said.",
    )


def test_a_rule_that_left_the_source_open_says_so() -> None:
    # given
    passages = read("He was criticised as slow.")
    link = link_of(passages, "was criticised as", "slow", rule="accused")

    # then
    assert reasons(passages, link) == (
        "The cue “was criticised as” ascribes it.",
        "No words here name a source.",
        "It reads like claims that people have marked. "
        "A rule left the source open: who stands there is spoken of.",
    )


def test_every_rule_of_the_engine_is_told_in_words() -> None:
    # given
    sources = Path(attribution.__file__).parent.rglob("*.py")

    # when
    rules = {name for path in sources for name in re.findall(r'rule="(\w+)"', path.read_text())}

    # then
    assert rules == set(RULES)
