"""Every group of pages: a module with a `blueprint` in one of the packages beside this file."""

import pkgutil
from importlib import import_module
from pathlib import Path

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """The groups of pages by name; a new one is a new module, and no list names it."""
    folder = Path(__file__).parent
    packages = [module.name for module in pkgutil.iter_modules([str(folder)]) if module.ispkg]
    modules = [
        import_module(f"{__package__}.{package}.{module.name}")
        for package in packages
        for module in pkgutil.iter_modules([str(folder / package)])
    ]
    own = [module.blueprint for module in modules if _defines_pages(module)]
    return sorted(own, key=lambda blueprint: blueprint.name)


def _defines_pages(module) -> bool:
    return hasattr(module, "blueprint") and module.blueprint.import_name == module.__name__
