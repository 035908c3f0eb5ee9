"""Who speaks where only the layout says so."""

from tests.attribution.quoting import joined_quote
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.turns import spoken
from webapp.attribution.text.passages import Passages, read
from webapp.attribution.text.spans import TextSpan


def shown(passages: Passages, link: Link) -> tuple[str, str]:
    def words(ranges: tuple[tuple[int, int], ...]) -> str:
        spans: list[TextSpan] = [passages.tokens.span(*place) for place in ranges]
        return joined_quote(passages.tokens.text, spans)

    return words(link.source), words(link.content)


def test_turns_of_a_transcript_belong_to_their_labels() -> None:
    # given
    passages = read("WALLACE: Will she be there?\n\nPENCE: She will not.\n\nThe talk ended.")

    # when
    found = spoken(passages, [])

    # then
    assert [shown(passages, link) for link in found] == [
        ("WALLACE", "Will she be there?"),
        ("PENCE", "She will not."),
    ]


def test_a_turn_goes_on_until_the_next_one() -> None:
    # given
    passages = read(
        "Q: Why?\n\nA: He was shot.\n\nNobody helped.\n\n(PAUSE)\n\nQ: When?\n\nA: At noon."
    )

    # when
    found = spoken(passages, [])

    # then
    assert shown(passages, found[1]) == ("A", "He was shot. … Nobody helped.")


def test_one_colon_makes_no_transcript() -> None:
    # given
    passages = read("BREAKING: A man was shot.\n\nNobody knows why.")

    # then
    assert spoken(passages, []) == []


def test_a_list_of_figures_is_no_transcript() -> None:
    # given
    passages = read("Clinton: 1,769\n\nSanders: 1,500\n\nClinton: 48\n\nSanders: 12")

    # then
    assert spoken(passages, []) == []


def test_a_credit_line_names_who_said_the_quotation_above_it() -> None:
    # given
    passages = read("“We are not afraid any more.”\n\n― Maria Kolesnikova, campaigner")

    # when
    [found] = spoken(passages, [])

    # then
    assert shown(passages, found) == ("Maria Kolesnikova", "“We are not afraid any more.”")


def test_a_credit_line_may_follow_its_quotation_at_once() -> None:
    # given
    passages = read("“We are not afraid.”― Maria Kolesnikova\n“Nor are we.” — Olga Kovalkova")

    # when
    found = spoken(passages, [])

    # then
    assert [shown(passages, link)[0] for link in found] == ["Maria Kolesnikova", "Olga Kovalkova"]


def test_a_dash_in_prose_credits_nobody() -> None:
    # given
    passages = read("“We are not afraid.”\n\nThe crowd — Minsk had seen none like it — sang.")

    # then
    assert spoken(passages, []) == []


def test_what_the_model_found_inside_a_turn_gives_way_to_the_turn() -> None:
    # given
    passages = read("PENCE: He said he was shot.\n\nWALLACE: Who says so?\n\nNobody said more.")
    inside = Link(cue=((3, 4),), source=((2, 3),), content=((4, 7),))
    outside = Link(cue=((16, 17),), source=((15, 16),), content=((17, 18),))

    # when
    found = spoken(passages, [inside, outside])

    # then
    assert [link.rule for link in found] == ["turn", "turn", ""]
