"""Fills a demo project through the same services as the pages."""

from webapp.seeding.demo import DEMO_PROJECT, seed_demo

__all__ = ["DEMO_PROJECT", "seed_demo"]
