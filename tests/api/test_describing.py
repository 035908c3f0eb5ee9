"""The description for programs: it has every address, and real answers are as it says."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker

from tests.api.asking import Program
from tests.architecture.test_access import is_for_programs
from webapp.api.pages import listings
from webapp.api.views.describing import DESCRIBED, description_of
from webapp.tables.columns import ExportedTable
from webapp.tables.explaining import meaning
from webapp.tables.order import BY_NAME
from webapp.web.permissions import Permission, permission_of

TABLES = {
    "Article": BY_NAME["articles"],
    "Claim": BY_NAME["claims"],
    "Source": BY_NAME["sources"],
    "Dispute": BY_NAME["disputes"],
    "Account": BY_NAME["accounts"],
    "DisputeClaim": BY_NAME["dispute_claims"],
}


@pytest.fixture
def described(app: Flask) -> dict[str, Any]:
    """The description, as any program gets it."""
    answer = app.test_client().get("/api/v1/openapi.json")
    assert answer.mimetype == "application/json"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def validator(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Holds answers to a schema of the description, days, moments and addresses included."""
    whole = {**schema, "components": described["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def schema_at(described: dict[str, Any], path: str, status: str) -> dict[str, Any]:
    """The schema of an answer; those of problems stand with the others."""
    answer = described["paths"][path]["get"]["responses"][status]
    if "$ref" in answer:
        answer = described["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    (content,) = answer["content"].values()
    schema: dict[str, Any] = content["schema"]
    return schema


def filled(program: Program, path: str) -> list[str]:
    """Addresses of a described path, for rows that there are."""
    address = path.replace("{project_id}", program.project_id)
    names = re.findall(r"\{(\w+)\}", address)
    if not names:
        return [address]
    of = {"placement_id": "dispute-claims"}.get(names[0], f"{names[0].removesuffix('_id')}s")
    return [address.replace(f"{{{names[0]}}}", row[names[0]]) for row in program.rows(f"/{of}")]


def test_every_address_for_programs_is_described_and_no_other(
    app: Flask, described: dict[str, Any]
) -> None:
    # given
    rules = {
        rule.endpoint: re.sub(r"<(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()
    }
    opened = {
        endpoint
        for endpoint in rules
        if is_for_programs(endpoint) and permission_of(app, endpoint) is not Permission.VISIT
    }

    # then
    assert DESCRIBED.keys() == opened
    assert described["paths"].keys() == {rules[endpoint] for endpoint in opened}
    assert all(rules[endpoint].startswith("/api/v1/") for endpoint in opened)


def test_every_schema_is_one_and_every_reference_leads_somewhere(
    described: dict[str, Any],
) -> None:
    # given
    references = set(re.findall(r"'\$ref': '#/components/(\w+)/(\w+)'", str(described)))

    # then
    assert {kind for kind, _ in references} == {"schemas", "responses"}
    assert [one for one in references if one[1] not in described["components"][one[0]]] == []
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_parameter_of_a_path_is_described(described: dict[str, Any]) -> None:
    for path, item in described["paths"].items():
        found = [one["name"] for one in item["get"]["parameters"] if one["in"] == "path"]
        assert found == re.findall(r"\{(\w+)\}", path)


def test_real_answers_are_as_they_are_described(monas: Program, described: dict[str, Any]) -> None:
    for path in described["paths"]:
        held = validator(described, schema_at(described, path, "200"))
        for address in filled(monas, path):
            # when
            answer = monas.read(address)

            # then
            assert list(held.iter_errors(answer)) == []


def test_problems_are_as_they_are_described(monas: Program, described: dict[str, Any]) -> None:
    # given
    nobody = Program(monas.app, monas.project_id, "nobody")

    for path, item in described["paths"].items():
        address = re.sub(r"\{\w+\}", "bcdfghjkmnpqrstv", path)
        asked = {"401": nobody.answer(address), "404": monas.answer(address)}
        if "400" in item["get"]["responses"]:
            here = address.replace("projects/bcdfghjkmnpqrstv", f"projects/{monas.project_id}")
            asked["400"] = monas.answer(f"{here}?limit=x&odd=1")
        if path == "/api/v1/projects":
            del asked["404"]
        for status, answer in asked.items():
            # then
            held = validator(described, schema_at(described, path, status))
            assert answer.status == f"{status} {answer.status[4:]}", address
            assert list(held.iter_errors(answer.json)) == []


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_the_names_and_meanings_of_the_exported_columns(
    described: dict[str, Any], name: str
) -> None:
    # given
    table: ExportedTable = TABLES[name]
    wanted = {column.name: meaning(column) for column in table.columns}
    if name == "Article":
        wanted = {key: words for key, words in wanted.items() if key not in listings.LONG}

    # when
    schema = described["components"]["schemas"][name]

    # then
    found = {key: value["description"] for key, value in schema["properties"].items()}
    assert found == wanted
    assert schema["required"] == list(wanted)


def test_a_list_says_what_it_takes_and_takes_what_it_says(
    monas: Program, described: dict[str, Any]
) -> None:
    # given
    parameters = described["paths"]["/api/v1/projects/{project_id}/claims"]["get"]["parameters"]
    asked = {one["name"]: one for one in parameters if one["in"] == "query"}

    # then
    assert list(asked) == ["limit", "after", "article_id", "replaced"]
    limit = asked["limit"]["schema"]
    assert monas.answer(f"/claims?limit={limit['minimum']}").status_code == 200
    assert monas.answer(f"/claims?limit={limit['maximum']}").status_code == 200
    assert monas.answer(f"/claims?limit={limit['maximum'] + 1}").status_code == 400
    told = json.loads(monas.answer("/claims?limit=0").text)["detail"]
    assert asked["limit"]["description"].removeprefix("It has to be ") in told


def test_the_description_is_made_once_and_knows_no_project(
    app: Flask, monas: Program, described: dict[str, Any]
) -> None:
    assert description_of(app) is description_of(app)
    assert monas.project_id not in str(described)
