"""Read the arguments of the frequent commands, without the framework that reads the others'."""

from __future__ import annotations

TYPE_CHECKING = False  # known to type checkers, and free at start-up
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

Wish = dict[str, "Any"]  # what a command line asks for, by the names of its options


class Option:
    """An option as the typer command of the same name has it; a test compares them."""

    __slots__ = ("flag", "is_switch", "repeats")

    def __init__(self, flag: str, *, repeats: bool = False, is_switch: bool = False) -> None:
        self.flag = flag
        self.repeats = repeats
        self.is_switch = is_switch

    @property
    def name(self) -> str:
        """What the wish calls it."""
        return self.flag.removeprefix("--").replace("-", "_")


RECALL = (
    Option("--limit"),
    Option("--budget"),
    Option("--project"),
    Option("--kind", repeats=True),
    Option("--since"),
    Option("--as-of"),
    Option("--all", is_switch=True),
    Option("--quick", is_switch=True),
    Option("--why", is_switch=True),
    Option("--json", is_switch=True),
)
ADD = (
    Option("--kind"),
    Option("--tag", repeats=True),
    Option("--project"),
    Option("--branch"),
    Option("--time"),
    Option("--from", repeats=True),
    Option("--all", is_switch=True),
    Option("--json", is_switch=True),
)


def read(arguments: Sequence[str], options: Sequence[Option]) -> Wish | None:
    """What is wished for, `words` being what is no option; None for anything out of the ordinary.

    Whatever this does not understand, `--help` and mistakes too, typer answers.
    """
    known = {option.flag: option for option in options}
    wish: Wish = {"words": []}
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            wish["words"] += rest
        elif argument == "-" or not argument.startswith("-"):
            wish["words"].append(argument)
        else:
            flag, has_value, value = argument.partition("=")
            option = known.get(flag)
            given = value if has_value else None
            if option is None or not _take(wish, option, given, rest):
                return None
    return wish if wish["words"] else None


def _take(wish: Wish, option: Option, given: str | None, rest: Iterator[str]) -> bool:
    """Put an option into the wish; False where it is not as it should be."""
    if option.is_switch:
        wish[option.name] = True
        return given is None
    value = next(rest, None) if given is None else given
    if value is None:
        return False
    if option.repeats:
        wish.setdefault(option.name, []).append(value)
    else:
        wish[option.name] = value
    return True
