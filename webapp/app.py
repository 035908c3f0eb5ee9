"""The application: every part in its place, visible at a glance."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.adjudication import views as adjudication_views
from webapp.annotations import views as annotation_views
from webapp.api import views as api_views
from webapp.articles import views as article_views
from webapp.assignments import views as assignment_views
from webapp.claims import views as claim_views
from webapp.codebooks import views as codebook_views
from webapp.comments import views as comment_views
from webapp.config import MAX_FORM_BYTES, MAX_PARTS, Config
from webapp.database import Database
from webapp.disputes import views as dispute_views
from webapp.exports import views as export_views
from webapp.help import views as help_views
from webapp.history import views as history_views
from webapp.jobs import views as job_views
from webapp.markup.markdown import markdown
from webapp.markup.words import FILTERS
from webapp.model_shelf import ModelShelf
from webapp.placements import views as placement_views
from webapp.projects import views as project_views
from webapp.read_only_links import views as read_only_link_views
from webapp.reliability import views as reliability_views
from webapp.rounds import views as round_views
from webapp.sources import views as source_views
from webapp.users import views as user_views
from webapp.verdicts import views as verdict_views
from webapp.web.allowances import Allowances
from webapp.web.built_addresses import remember_addresses
from webapp.web.compression import compress_answers
from webapp.web.cookies import TimelessCookies
from webapp.web.errors import answer_errors
from webapp.web.headers import send_security_headers
from webapp.web.hints import offer_hints
from webapp.web.identity import keep_sessions_alive, load_identities
from webapp.web.navigation import offer_navigation
from webapp.web.permissions import guard_views
from webapp.web.request_guards import refuse_unwelcome
from webapp.web.sent_forms import answer_twins
from webapp.web.static_files import serve_static
from webapp.web.strict_request import StrictRequest
from webapp.web.sub_path import SubPath
from webapp.web.transactions import close_sessions
from webapp.web.uploads import allow_uploads

BLUEPRINTS = (
    adjudication_views.blueprint,
    annotation_views.blueprint,
    api_views.blueprint,
    article_views.blueprint,
    assignment_views.blueprint,
    claim_views.blueprint,
    codebook_views.blueprint,
    comment_views.blueprint,
    dispute_views.blueprint,
    export_views.blueprint,
    help_views.blueprint,
    history_views.blueprint,
    job_views.blueprint,
    placement_views.blueprint,
    project_views.blueprint,
    read_only_link_views.blueprint,
    reliability_views.blueprint,
    round_views.blueprint,
    source_views.blueprint,
    user_views.blueprint,
    verdict_views.blueprint,
)


def create_app(config: Config, database: Database) -> Flask:
    """The WSGI application of one instance."""
    app = Flask("webapp", static_folder=None)
    app.request_class = StrictRequest
    app.session_interface = TimelessCookies()
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="__Host-counterclaim" if config.is_https else "counterclaim_session",
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        TRUSTED_HOSTS=config.trusted_hosts,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_PARTS=MAX_PARTS,
        WTF_CSRF_TIME_LIMIT=None,
        PUBLIC_URL=config.public_url,
    )
    app.extensions.update(database=database, models=ModelShelf(config), allowances=Allowances())
    remember_addresses(app)
    _set_templates(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    serve_static(app)
    close_sessions(app)
    load_identities(app)
    _judge_requests(app)
    answer_errors(app)
    offer_navigation(app)
    offer_hints(app)
    compress_answers(app)
    send_security_headers(app, is_https=config.is_https)
    keep_sessions_alive(app)
    if config.trusted_proxies:
        count = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, 0, 0, 0)  # type: ignore[method-assign]  # as Flask documents
    app.wsgi_app = SubPath(app.wsgi_app, config.path)  # type: ignore[method-assign]  # as Flask documents
    return app


def _judge_requests(app: Flask) -> None:
    """What a request must pass before its view sees it, in this order."""
    refuse_unwelcome(app)
    allow_uploads(app)
    guard_views(app)
    CSRFProtect(app)
    answer_twins(app)


def _set_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS, markdown=markdown)
