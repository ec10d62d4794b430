"""Bantuan and the accessibility statement."""

from flask import Blueprint, render_template

blueprint = Blueprint("help", __name__)


@blueprint.get("/bantuan")
def show():
    return render_template("public/help.html")


@blueprint.get("/aksesibilitas")
def accessibility():
    return render_template("public/accessibility.html")
