"""Describe a coding agent: where its files are, what we write into them, where its logs are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from slm.agents.part import Part
from slm.config import find_program, named_folder, user_folder


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent that can be told to use `mem`."""

    name: str  # as it is typed
    title: str  # as its makers write it
    program: str
    variable: str  # of the environment: names the folder of its files
    usual_folder: str  # in the user's own, without that variable
    write: Callable[[Agent], tuple[Part, ...]]  # what goes into which file
    log_folder: str
    remarks: tuple[str, ...] = ()  # what the user is to know, once ours is in

    @property
    def named_folder(self) -> Path | None:
        """The folder that its variable names."""
        return named_folder(self.variable)

    @property
    def folder(self) -> Path:
        """The folder of its files."""
        return self.named_folder or user_folder() / self.usual_folder

    @property
    def parts(self) -> tuple[Part, ...]:
        """What we write into which of its files."""
        return self.write(self)

    @property
    def logs(self) -> Path:
        """The folder of its sessions' logs."""
        return self.folder / self.log_folder

    @property
    def is_here(self) -> bool:
        """Whether it seems to be used on this machine."""
        return self.folder.is_dir() or find_program(self.program) is not None
