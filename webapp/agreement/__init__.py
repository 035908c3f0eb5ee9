"""How far people agree: labels in, figures and intervals out. Plain Python."""

from webapp.agreement.answers import AnsweredTwice, Answers, answers_of
from webapp.agreement.fields import FieldAgreement, field_agreement
from webapp.agreement.finding import FoundF1, found_f1, read_by_two
from webapp.agreement.groups import GroupDifference, Share, difference_of
from webapp.agreement.measures import Figures, figures_of
from webapp.agreement.pairs import Cell, Confusion, Pair, confusion_of, pairs_of
from webapp.agreement.reliability import EXPECTATIONS, Expectation, Reliability, reliability_of
from webapp.agreement.results import (
    AgreementFigure,
    Counts,
    Interval,
    Measure,
    Resampling,
    Undefined,
)
from webapp.agreement.spans import Found, ReadText, found_by_all, found_of, token_alpha

__all__ = [
    "EXPECTATIONS",
    "AgreementFigure",
    "AnsweredTwice",
    "Answers",
    "Cell",
    "Confusion",
    "Counts",
    "Expectation",
    "FieldAgreement",
    "Figures",
    "Found",
    "FoundF1",
    "GroupDifference",
    "Interval",
    "Measure",
    "Pair",
    "ReadText",
    "Reliability",
    "Resampling",
    "Share",
    "Undefined",
    "answers_of",
    "confusion_of",
    "difference_of",
    "field_agreement",
    "figures_of",
    "found_by_all",
    "found_f1",
    "found_of",
    "pairs_of",
    "read_by_two",
    "reliability_of",
    "token_alpha",
]
