"""Addresses read like the product: kebab-case, and everything of a project below the project."""

import re

from flask import Flask

from webapp.web.static_files import BUILD

PART = re.compile(
    r"[a-z]+(-[a-z]+)*|<[a-z_]+_id>|<(reading_)?token>|<path:filename>|v1|openapi\.json|<build>"
)
IN_PROJECT = ("/projects/<project_id>/", "/api/v1/projects/<project_id>/")


def paths(app: Flask) -> list[str]:
    return [BUILD.sub("<build>/", rule.rule) for rule in app.url_map.iter_rules()]


def test_every_part_of_an_address_is_kebab_case_or_an_id(app: Flask) -> None:
    assert not [
        path
        for path in paths(app)
        for part in path.strip("/").split("/")
        if part and not PART.fullmatch(part)
    ]


def test_every_row_is_addressed_inside_its_project(app: Flask) -> None:
    assert not [
        path
        for path in paths(app)
        if re.search(
            r"<(article|claim|source|event|staged|dispute|account|placement|evidence|link)_id>",
            path,
        )
        and not path.startswith(IN_PROJECT)
    ]


def test_forms_can_reach_every_address(app: Flask) -> None:
    assert not [
        rule.rule
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"PUT", "PATCH", "DELETE"}
    ]
