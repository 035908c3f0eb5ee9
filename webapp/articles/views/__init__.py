"""Pages about articles, a module per journey."""

from webapp.articles.views import (
    articles,
    copies,
    importing,
    mending,
    searching,
    together,
    withdrawing,
)
from webapp.articles.views.blueprint import blueprint

__all__ = [
    "articles",
    "blueprint",
    "copies",
    "importing",
    "mending",
    "searching",
    "together",
    "withdrawing",
]
