"""Offer `mem model`: which models there are, which one is here, which one is used."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from slm.cli.options import Json
from slm.cli.printing import print_json, print_report, print_table, remark
from slm.cli.typed import examples, new_app
from slm.client import lifecycle
from slm.client.asking import ask
from slm.config import load_settings
from slm.domain.reports import KnownModel
from slm.wire.messages import AskModels, UseModel

app = new_app()

Name = Annotated[str, typer.Argument(metavar="NAME", help="As mem model list names it.")]


@app.callback(epilog=examples("mem model list", "mem model get all-MiniLM-L6-v2"))
def model() -> None:
    """List, get and switch the models that tell meanings."""


@app.command("list", epilog=examples("mem model list", "mem model list --json"))
def list_(json: Json = False) -> None:
    """List the models that are known, and which are here."""
    known = ask(load_settings(), AskModels())
    if json:
        print_report(known)
        return
    columns = ("model", "state", "dimension", "tokens", "licence", "MB")
    print_table(columns, map(_row, known.models))
    remark(f"kept in {known.folder}")


@app.command(epilog=examples("mem model get all-MiniLM-L6-v2"))
def get(name: Name, json: Json = False) -> int:
    """Get a model; the one command that uses the network."""
    settings = load_settings()
    # Its own process, so that nothing else of `mem` can reach the network.
    done = subprocess.run(  # noqa: S603 - this Python, our own module, and a name
        [sys.executable, "-P", "-m", "slm.embed.fetch", "--", name], check=False
    )
    if done.returncode == 0 and name == settings.model and lifecycle.is_running(settings):
        lifecycle.stop(settings)  # the next question starts one that has the model
    if done.returncode == 0 and json:
        print_json({"name": name, "folder": str(settings.models / name)})
    return done.returncode


@app.command(epilog=examples("mem model use all-MiniLM-L6-v2"))
def use(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Or the folder of an ONNX model.")],
    json: Json = False,
) -> None:
    """Switch to a model; every vector is made anew in the background."""
    done = ask(load_settings(), UseModel(name))
    if json:
        print_report(done)
    else:
        print(done.notice or name)


def _row(known: KnownModel) -> tuple[str, ...]:
    state = "in use" if known.in_use and known.present else "here" if known.present else "not here"
    return (
        known.name,
        state,
        str(known.dimension),
        str(known.tokens),
        known.licence,
        f"{known.download_mb:g}",
    )
