"""On which words a claim stands: checked against the text, shared until tags hold them."""

import pytest

from tests.claims.conftest import Desk, events_of, undo_change
from tests.making import make_annotation, make_article, make_claim, make_member, make_source
from webapp.attribution.text.spans import TextSpan
from webapp.claims.queries.claims import MOST_TO_MERGE, claims_of, mergeable_with
from webapp.claims.services.checking import Replaced
from webapp.claims.services.judging import mark_not_a_claim, put_back
from webapp.claims.services.spans import (
    OtherChanged,
    add_claim,
    edit_spans,
    merge_claims,
    places_of,
    split_claim,
)
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.journal.refusals import Unchanged
from webapp.journal.rows import key_of
from webapp.models import Article
from webapp.vocabulary import AnnotationState, ClaimState, Origin, Role, SpanRole


def at(article: Article, words: str) -> TextSpan:
    start = article.text.index(words)
    return TextSpan(start, start + len(words))


def test_new_words_are_drawn_by_the_editor_and_old_ones_keep_who_drew_them(desk: Desk) -> None:
    # given
    claim, article = desk.claim, desk.article
    places = {**places_of(claim), SpanRole.CONTENT: [at(article, "he was killed")]}

    # when
    edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)

    # then
    drawn = {span.quote: span.created_by for span in claim.spans}
    assert drawn == {
        "The government": None,
        "has claimed": None,
        "he was killed": desk.anna.user,
    }
    assert claim.state == ClaimState.ACCEPTED
    assert claim.origin == Origin.ENGINE


def test_an_edit_is_in_the_history_with_both_wordings(desk: Desk) -> None:
    # given
    claim = desk.claim
    places = {**places_of(claim), SpanRole.SOURCE: []}

    # when
    edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)

    # then
    (event,) = events_of(desk, claim)
    assert event.action == "spans edited"
    assert event.payload is not None
    before, after = (p[key_of(claim)] for p in (event.payload.before, event.payload.after))
    assert before["spans"][0][:4] == ["source", 0, 14, "The government"]
    assert [span[0] for span in after["spans"]] == ["cue", "content"]
    assert after["spans"][0][:4] == ["cue", 15, 26, "has claimed"]
    assert claim.first_offset == 15


def test_a_version_counts_a_change_of_spans_alone(desk: Desk) -> None:
    # given
    claim = desk.claim
    seen = claim.version
    places = {**places_of(claim), SpanRole.SOURCE: []}
    edit_spans(desk.session, desk.anna, claim=claim, version=seen, places=places)

    # when
    with pytest.raises(Stale) as stale:
        edit_spans(desk.session, desk.ben, claim=claim, version=seen, places=places)

    # then
    assert stale.value.saved["source"] == ""
    assert stale.value.saved["cue"] == "has claimed"


@pytest.mark.parametrize(
    ("role", "span", "words"),
    [
        (SpanRole.CONTENT, TextSpan(0, 10_000), "no part of a text"),
        (SpanRole.CONTENT, TextSpan(5, 5), "no part of a text"),
        (SpanRole.CUE, TextSpan(14, 26), "begin or end with a blank"),
    ],
    ids=["outside", "empty", "blank"],
)
def test_a_span_must_hold_words_of_the_text(
    desk: Desk, role: SpanRole, span: TextSpan, words: str
) -> None:
    # given
    claim = desk.claim
    places = {**places_of(claim), role: [span]}

    # when
    with pytest.raises(Refusal, match=words) as refusal:
        edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)

    # then
    assert list(refusal.value.faults) == [role.value]


def test_a_claim_without_content_is_refused(desk: Desk) -> None:
    # given
    claim = desk.claim
    places = {**places_of(claim), SpanRole.CONTENT: []}

    # when / then
    with pytest.raises(Refusal, match="needs content"):
        edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)


def test_page_furniture_is_no_claim(desk: Desk) -> None:
    # given
    text = "He said no.\n\nFacebook Twitter Email Whatsapp\n\nShe said yes.\n"
    article = make_article(desk.session, desk.article.project, text=text)

    # when / then
    with pytest.raises(Refusal, match="“Twitter” is page furniture"):
        add_claim(
            desk.session,
            desk.anna,
            article=article,
            places={SpanRole.CONTENT: [at(article, "Twitter")]},
        )


def test_emoji_and_right_to_left_words_stand_at_their_code_points(desk: Desk) -> None:
    # given
    text = "👩‍👩‍👧 said cafe\u0301 🎉 is on.\n\nقالت الشرطة إنه هرب.\n"
    article = make_article(desk.session, desk.article.project, text=text)
    places = {
        SpanRole.SOURCE: [at(article, "👩‍👩‍👧")],
        SpanRole.CONTENT: [at(article, "cafe\u0301 🎉 is on"), at(article, "إنه هرب")],
    }

    # when
    claim = add_claim(desk.session, desk.anna, article=article, places=places)

    # then
    assert claim.source_text == "👩‍👩‍👧"
    assert claim.quotes_of(SpanRole.CONTENT) == ["cafe\u0301 🎉 is on", "إنه هرب"]
    assert [text[s.start : s.end] == s.quote for s in claim.spans] == [True] * 3


def test_a_missed_claim_is_found_and_accepted_by_a_person(desk: Desk) -> None:
    # when
    claim = add_claim(
        desk.session,
        desk.anna,
        article=desk.article,
        places={
            SpanRole.SOURCE: [at(desk.article, "she")],
            SpanRole.CONTENT: [at(desk.article, "he was shot")],
        },
    )

    # then
    assert (claim.number, claim.origin, claim.state) == (2, Origin.PERSON, ClaimState.ACCEPTED)
    assert (claim.confidence, claim.created_by) == (None, desk.anna.user)


def test_sending_a_missed_claim_twice_makes_one(desk: Desk) -> None:
    # given
    places = {SpanRole.CONTENT: [at(desk.article, "he was shot")]}
    add_claim(desk.session, desk.anna, article=desk.article, places=places)

    # when / then
    with pytest.raises(Refusal, match="Claim 2 stands on exactly these words already"):
        add_claim(desk.session, desk.anna, article=desk.article, places=places)


def test_saving_the_same_words_accepts_a_proposal_and_then_changes_nothing(desk: Desk) -> None:
    # given
    claim = desk.claim
    places = places_of(claim)
    edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)
    assert claim.state == ClaimState.ACCEPTED

    # when / then
    with pytest.raises(Unchanged):
        edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)


def test_a_split_copies_source_and_cue(desk: Desk) -> None:
    # given
    claim, article = desk.claim, desk.article
    parts = [at(article, "he was killed")], [at(article, "he was carrying")]

    # when
    first, second = split_claim(
        desk.session, desk.anna, claim=claim, version=claim.version, contents=parts
    )

    # then
    assert first is claim
    assert first.content_text == "he was killed"
    assert (second.source_text, second.cue_text) == ("The government", "has claimed")
    assert second.content_text == "he was carrying"
    assert (second.number, second.origin, second.state) == (2, Origin.PERSON, ClaimState.ACCEPTED)
    assert {span.quote: span.created_by for span in second.spans} == {
        "The government": None,
        "has claimed": None,
        "he was carrying": desk.anna.user,
    }


@pytest.mark.parametrize(
    "parts",
    [(["he was killed"], []), ([], ["he was killed"]), (["he was killed"], ["he was killed"])],
    ids=["no second", "no first", "the same"],
)
def test_both_parts_of_a_split_have_content_of_their_own(
    desk: Desk, parts: tuple[list[str], list[str]]
) -> None:
    # given
    first, second = ([at(desk.article, words) for words in part] for part in parts)

    # when / then
    with pytest.raises(Refusal):
        split_claim(
            desk.session,
            desk.anna,
            claim=desk.claim,
            version=desk.claim.version,
            contents=(first, second),
        )


def test_a_merge_unites_content_and_leaves_one_claim(desk: Desk) -> None:
    # given
    claim = desk.claim
    other = make_claim(
        desk.session, desk.article, source="she", cue="believes", content=["he was shot"]
    )

    # when
    kept = merge_claims(
        desk.session,
        desk.anna,
        claim=claim,
        version=claim.version,
        other=other,
        other_version=other.version,
    )

    # then
    assert kept is claim
    assert kept.source_text == "The government"
    assert kept.content_text.endswith("he was carrying … he was shot")
    assert (other.state, other.merged_into) == (ClaimState.NOT_A_CLAIM, kept)
    (event,) = events_of(desk, other)
    assert (event.action, event.object_id) == ("claims merged", claim.public_id)


def test_a_merge_is_offered_the_nearest_claims_alone(desk: Desk) -> None:
    # given
    replaced = make_claim(desk.session, desk.article)
    near = make_claim(desk.session, desk.article, supersedes=replaced)
    make_claim(desk.session, desk.article, state=ClaimState.NOT_A_CLAIM)
    far = [
        make_claim(desk.session, desk.article, source="", cue="", content=["police beatings"])
        for _ in range(MOST_TO_MERGE)
    ]

    # when
    offered = mergeable_with(desk.session, desk.claim, desk.anna)

    # then
    assert offered == sorted([near, *far[:-1]], key=lambda one: (one.first_offset, one.number))


def test_a_merge_is_offered_what_it_will_accept(desk: Desk) -> None:
    # given
    tagged = make_claim(desk.session, desk.article)
    make_annotation(desk.session, tagged, desk.ben.user)
    adjudicator = make_member(desk.session, desk.article.project, role=Role.ADJUDICATOR)

    # when
    to_annotator = mergeable_with(desk.session, desk.claim, desk.anna)
    to_adjudicator = mergeable_with(desk.session, desk.claim, adjudicator)

    # then
    assert tagged not in to_annotator
    assert tagged in to_adjudicator


def test_a_merged_claim_can_stand_by_itself_again(desk: Desk) -> None:
    # given
    claim, other = desk.claim, make_claim(desk.session, desk.article, content=["he was shot"])
    versions = {"version": claim.version, "other_version": other.version}
    merge_claims(desk.session, desk.anna, claim=claim, other=other, **versions)

    # when
    put_back(desk.session, desk.ben, claim=other, version=other.version)

    # then
    assert (other.state, other.merged_into) == (ClaimState.PROPOSED, None)


def test_a_claim_is_not_merged_with_itself_or_over_a_change(desk: Desk) -> None:
    # given
    claim, other = desk.claim, make_claim(desk.session, desk.article, content=["he was shot"])
    seen = other.version
    mark_not_a_claim(desk.session, desk.ben, claim=other, version=seen)
    versions = {"version": claim.version, "other_version": seen}

    # when / then
    with pytest.raises(Refusal, match="Choose another claim"):
        merge_claims(desk.session, desk.anna, claim=claim, other=claim, **versions)
    with pytest.raises(OtherChanged, match="Somebody changed claim 2"):
        merge_claims(desk.session, desk.anna, claim=claim, other=other, **versions)


def test_once_tags_are_submitted_annotators_leave_the_words_alone(desk: Desk) -> None:
    # given
    claim = desk.claim
    make_annotation(desk.session, claim, desk.ben.user)
    desk.session.refresh(claim)
    places = {**places_of(claim), SpanRole.SOURCE: []}

    # when / then
    with pytest.raises(NotAllowed, match="Ask an adjudicator"):
        edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)


def test_an_adjudicator_then_makes_a_successor_that_offers_the_drafts_again(desk: Desk) -> None:
    # given
    claim, article = desk.claim, desk.article
    police = make_source(desk.session, article.project)
    make_annotation(desk.session, claim, desk.ben.user)
    make_annotation(
        desk.session,
        claim,
        desk.anna.user,
        sources=[police],
        state=AnnotationState.DRAFT,
        stance="deny",
        submitted_at=None,
    )
    desk.session.refresh(claim)
    old_words, places = claim.content_text, {SpanRole.CONTENT: [at(article, "he was killed")]}

    # when
    successor = edit_spans(
        desk.session, desk.judy, claim=claim, version=claim.version, places=places
    )

    # then
    assert successor.supersedes is claim
    assert (successor.number, successor.origin) == (2, Origin.ENGINE)
    assert claim.content_text == old_words
    assert {row.user for row in claim.annotations} == {desk.anna.user, desk.ben.user}
    (offered,) = successor.annotations
    assert (offered.user, offered.state, offered.stance) == (desk.anna.user, "draft", "deny")
    assert [link.source for link in offered.sources] == [police]
    with pytest.raises(Replaced):
        edit_spans(desk.session, desk.judy, claim=claim, version=claim.version, places=places)


def test_splitting_and_merging_judged_claims_makes_successors_too(desk: Desk) -> None:
    # given
    claim, article = desk.claim, desk.article
    make_annotation(desk.session, claim, desk.ben.user)
    desk.session.refresh(claim)

    # when
    first, second = split_claim(
        desk.session,
        desk.judy,
        claim=claim,
        version=claim.version,
        contents=([at(article, "he was killed")], [at(article, "he was carrying")]),
    )

    # then
    assert (first.supersedes, second.supersedes) == (claim, claim)
    assert [first.number, second.number] == [2, 3]


def test_no_number_is_given_twice(desk: Desk) -> None:
    # given
    shot, chest = at(desk.article, "he was shot"), at(desk.article, "just a hole in his chest")
    added = add_claim(
        desk.session, desk.anna, article=desk.article, places={SpanRole.CONTENT: [shot]}
    )
    assert added.number == 2
    undo_change(desk.session, desk.anna, claim_id=added.public_id, version=added.version)

    # when
    later = add_claim(
        desk.session, desk.anna, article=desk.article, places={SpanRole.CONTENT: [chest]}
    )

    # then
    assert [claim.number for claim in claims_of(desk.session, desk.article)] == [1, 3]
    assert later.number == 3
