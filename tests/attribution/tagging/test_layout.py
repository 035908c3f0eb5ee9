"""What of a link the layout lets stand."""

from tests.attribution.linking import link_of
from webapp.attribution.tagging.rules import corrected
from webapp.attribution.text.passages import read


def test_what_a_colon_announces_may_stand_on_the_next_line_alone() -> None:
    # given
    passages = read("The mayor listed her demands:\n\nClose the pier.\n\nIt rained on Monday.")
    wide = link_of(passages, "listed", "Close the pier.\n\nIt rained on Monday", "The mayor")

    # when
    [found] = corrected(passages, [wide])

    # then
    assert found.content == link_of(passages, "listed", "Close the pier.").content


def test_without_a_colon_the_next_line_is_another_statement() -> None:
    # given
    passages = read("The mayor told it all.\n\nIt rained on Monday.")
    wide = link_of(passages, "told", "it all.\n\nIt rained on Monday", "The mayor")

    # when
    [found] = corrected(passages, [wide])

    # then
    assert found.content == link_of(passages, "told", "it all.").content


def test_a_quotation_beside_the_line_is_kept_and_one_farther_off_is_not() -> None:
    # given
    passages = read("She was clear.\n\n“It holds.”\n\nThe rain went on.\n\n“It is safe.”")
    wide = link_of(passages, "was clear", "“It holds.” … “It is safe.”", "She")

    # when
    [found] = corrected(passages, [wide])

    # then
    assert found.content == link_of(passages, "was clear", "“It holds.”").content


def test_a_source_on_another_line_is_none() -> None:
    # given
    passages = read("Ada Norland\n\nThe bridge holds and this was said to be so.")
    wrong = link_of(passages, "said", "The bridge holds", "Ada Norland")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == ()


def test_what_a_heading_seems_to_say_is_no_link() -> None:
    # given
    passages = read("It rained.\n\nMayor says no\n\nNobody knew on Monday what she meant by that.")
    heading = link_of(passages, "says", "no", "Mayor")

    # then
    assert corrected(passages, [heading]) == []


def test_the_first_line_may_say_something() -> None:
    # given
    passages = read("Mayor says no\n\nNobody knew on Monday what she meant by that.")
    headline = link_of(passages, "says", "no", "Mayor")

    # then
    assert corrected(passages, [headline]) == [headline]
