"""Which stance a cue suggests, in sentences from life."""

import pytest

from tests.attribution.linking import link_of
from webapp.attribution.tagging.stances import stance_of
from webapp.attribution.text.passages import read


def stance(text: str, cue: str, content: str, source: str = "") -> str:
    passages = read(text)
    return stance_of(passages, link_of(passages, cue, content, source))


DENIALS = {
    "denied that": (
        "The ministry denied that shots were fired.",
        "denied",
        "that shots were fired",
    ),
    "denied a thing": ("Mr Kovac has always denied any wrongdoing.", "denied", "any wrongdoing"),
    "a noun": (
        "The company issued a denial of the report on Friday.",
        "issued a denial",
        "of the report",
    ),
    "refuted": ("Her lawyer refuted the allegations.", "refuted", "the allegations"),
    "disputed": ("Residents disputed the official account.", "disputed", "the official account"),
    "rejected a claim": (
        "Athens rejected claims that the boat was pushed back.",
        "rejected",
        "claims that the boat was pushed back",
    ),
    "dismissed reports": ("He dismissed the reports as rumours.", "dismissed", "the reports"),
    "denounced accusations": (
        "Seoul denounced the accusations on Monday.",
        "denounced",
        "the accusations",
    ),
    "ruled out": ("Police ruled out foul play.", "ruled out", "foul play"),
    "called a lie": (
        "Ms Lind called the story a lie.",
        "called",
        "the story a lie",
    ),
    "a lie in the cue": (
        "The mayor called it “a complete lie” and left.",
        "called … a complete lie",
        "it",
    ),
    "denied by": (
        "The report was denied by the palace.",
        "was denied by",
        "The report",
    ),
    "not only": (
        "The bank not only denied the loss but sued the paper.",
        "not only denied",
        "the loss",
    ),
}


@pytest.mark.parametrize(("text", "cue", "content"), DENIALS.values(), ids=DENIALS)
def test_a_cue_of_denial_suggests_deny(text: str, cue: str, content: str) -> None:
    assert stance(text, cue, content) == "deny"


DOUBTS = {
    "questioned": ("Experts questioned the figures.", "questioned", "the figures"),
    "doubted": ("Few doubted that the vote was rigged.", "doubted", "that the vote was rigged"),
    "cast doubt": ("The inquest cast doubt on his account.", "cast doubt on", "his account"),
    "asked whether": (
        "The judge asked whether the officer had been armed.",
        "asked",
        "whether the officer had been armed",
    ),
    "a question": ("“Who gave the order?” asked Ms Roth.", "asked", "“Who gave the order?”"),
    "questions about": (
        "The leak raised questions about the minister’s alibi.",
        "raised questions about",
        "the minister’s alibi",
    ),
    "sceptical": ("Doctors are sceptical that it works.", "are sceptical", "that it works"),
}


@pytest.mark.parametrize(("text", "cue", "content"), DOUBTS.values(), ids=DOUBTS)
def test_a_cue_of_doubt_suggests_query(text: str, cue: str, content: str) -> None:
    assert stance(text, cue, content) == "query"


NEITHER = {
    "said": ("The ministry said no shots were fired.", "said", "no shots were fired"),
    "did not deny": (
        "The minister did not deny that shots were fired.",
        "did not deny",
        "that shots were fired",
    ),
    "the negation outside the cue": (
        "The minister didn’t deny that shots were fired.",
        "deny",
        "that shots were fired",
    ),
    "refused to rule out": (
        "Berlin refused to rule out further sanctions.",
        "refused to rule out",
        "further sanctions",
    ),
    "declined to deny": ("He declined to deny the rumour.", "declined to deny", "the rumour"),
    "no doubt": ("She has no doubt that he was shot.", "has no doubt", "that he was shot"),
    "little doubt": ("She left little doubt that he lied.", "left little doubt", "that he lied"),
    "rejected an offer": ("The union rejected the pay offer.", "rejected", "the pay offer"),
    "dismissed a case": ("The court dismissed the lawsuit.", "dismissed", "the lawsuit"),
    "denounced a person": ("They denounced the general.", "denounced", "the general"),
    "denied entry": ("The border guard denied him entry.", "denied", "him entry"),
    "was denied": ("Mr Novak was denied bail.", "was denied", "bail"),
    "asked for": ("The family asked for privacy.", "asked for", "privacy"),
    "asked to": ("Prosecutors asked the court to extend it.", "asked", "the court to extend it"),
    "questioned by police": (
        "He was questioned for six hours about the money.",
        "was questioned",
        "about the money",
    ),
    "answering questions": (
        "She declined to answer questions about the money.",
        "declined to answer questions about",
        "the money",
    ),
    "ruled": ("The judge ruled that he must leave.", "ruled", "that he must leave"),
    "a dispute of two": (
        "Both are in a dispute over the border.",
        "are in a dispute over",
        "the border",
    ),
    "may deny": ("Lawyers say he may deny the charge.", "may deny", "the charge"),
    "called something else": ("She called the trial a farce.", "called", "the trial a farce"),
}


@pytest.mark.parametrize(("text", "cue", "content"), NEITHER.values(), ids=NEITHER)
def test_other_cues_suggest_no_stance(text: str, cue: str, content: str) -> None:
    assert stance(text, cue, content) == ""


def test_the_person_who_is_asked_doubts_nothing() -> None:
    # when
    found = stance("Mr Toth was asked whether he knew.", "was asked", "whether he knew", "Mr Toth")

    # then
    assert found == ""
