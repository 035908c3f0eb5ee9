"""Where claims lead: what the router would say, without asking it for each."""

from flask import Flask, url_for

from webapp.web.claim_links import ClaimUrls


def test_a_claim_leads_where_the_router_says(app: Flask) -> None:
    # given
    urls = ClaimUrls("/projects/7m8p/claims/")

    # when
    with app.test_request_context():
        page = url_for("annotations.annotate", project_id="7m8p", claim_id="9xq2")
        mark = url_for(
            "annotations.annotate", project_id="7m8p", claim_id="9xq2", _anchor="mark-9xq2"
        )

    # then
    assert (urls.page("9xq2"), urls.mark("9xq2")) == (page, mark)


def test_a_possible_claim_is_shown_among_the_others(app: Flask) -> None:
    # given
    urls = ClaimUrls("/projects/7m8p/claims/")

    # when
    with app.test_request_context():
        address = url_for(
            "annotations.annotate",
            project_id="7m8p",
            claim_id="9xq2",
            possible="on",
            _anchor="mark-9xq2",
        )

    # then
    assert urls.mark("9xq2", possible=True) == address
