"""Say where everything lives and how it is set: the only reader of the environment."""

from __future__ import annotations

import os
from pathlib import Path

from slm.errors import UsageError

# sockaddr_un.sun_path holds 108 bytes on Linux, 104 on macOS, with the closing NUL.
SOCKET_PATH_LIMIT = 100

# Where every Unix lets a user make a folder of their own, under a name this short.
_SHORT_FOLDER = "/tmp"  # noqa: S108  # what others may have put there is refused: client/private.py

DEFAULT_MODEL = "all-MiniLM-L6-v2"


class Settings:
    """What one run of `mem` goes by; read once at a front door and passed down."""

    # Written out, not a dataclass: importing dataclasses costs every prompt 11 ms.
    __slots__ = (
        "_models",
        "exclude",
        "home",
        "idle_minutes",
        "model",
        "origins",
        "ranker",
        "socket",
    )

    home: Path  # the memory file, the config file and the logs
    socket: Path
    model: str
    _models: Path | None
    idle_minutes: float  # an unused daemon ends itself
    ranker: Path | None  # a file of weights to rank by; None: those that come with the package
    exclude: tuple[str, ...]  # patterns as in a .gitignore: folders and files never captured
    origins: dict[str, str]  # setting -> where its value came from

    def __init__(  # noqa: PLR0913  # a keyword for each setting
        self,
        home: Path,
        models: Path | None,
        socket: Path,
        *,
        model: str = DEFAULT_MODEL,
        idle_minutes: float = 30.0,
        ranker: Path | None = None,
        exclude: tuple[str, ...] = (),
        origins: dict[str, str] | None = None,
    ) -> None:
        object.__setattr__(self, "home", home)
        object.__setattr__(self, "_models", models)
        object.__setattr__(self, "socket", socket)
        object.__setattr__(self, "model", model)
        object.__setattr__(self, "idle_minutes", idle_minutes)
        object.__setattr__(self, "ranker", ranker)
        object.__setattr__(self, "exclude", exclude)
        object.__setattr__(self, "origins", origins or {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"settings do not change: {name} stays {getattr(self, name, None)!r}")

    def __repr__(self) -> str:
        return f"Settings(home={self.home}, socket={self.socket}, model={self.model!r})"

    @property
    def models(self) -> Path:
        """Where models are kept; they do not belong to a home: one copy serves all."""
        return self._models or _model_folder()  # late: a prompt has no use for it

    @property
    def database(self) -> Path:
        """The one file that holds every memory."""
        return self.home / "memory.db"

    @property
    def log(self) -> Path:
        """What the daemon says of itself; never a memory's text."""
        return self.home / "daemon.log"

    @property
    def lock(self) -> Path:
        """Held by the daemon for its life; contains its pid and start time."""
        return self.home / "daemon.lock"

    @property
    def start_lock(self) -> Path:
        """Held by a client while it starts the daemon, so that twenty clients start one."""
        return self.home / "start.lock"

    @property
    def config_file(self) -> Path:
        """The user's own settings."""
        return self.home / "config.toml"

    @property
    def agents(self) -> Path:
        """What was written into the files of which agent, so that it can be taken out again."""
        return self.home / "agents"


def load_settings() -> Settings:
    """Read the environment and the config file; raises UsageError for a bad value."""
    home = _home()
    written = _read_config(home / "config.toml")
    origins = dict.fromkeys(written, str(home / "config.toml"))
    return Settings(
        home=home,
        models=None,
        socket=_socket(home),
        model=str(written.get("model", DEFAULT_MODEL)),
        idle_minutes=_positive(written, "idle_minutes", 30.0),
        ranker=_ranker(),
        exclude=_patterns(written, "exclude"),
        origins=origins,
    )


def environment(settings: Settings) -> dict[str, str]:
    """What a daemon is started with: these settings' folders, from whatever folder it runs in."""
    own = {"SLM_HOME": str(settings.home), "SLM_MODEL_DIR": str(settings.models)}
    ranker = {"SLM_RANKER": str(settings.ranker)} if settings.ranker else {}
    return {**os.environ, **own, **ranker}


def is_dumb_terminal() -> bool:
    """Whether the terminal says that it cannot move its cursor."""
    return os.environ.get("TERM") == "dumb"


def is_colour_refused() -> bool:
    """Whether the user wants no colour anywhere (no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def working_folder() -> str:
    """The folder that a command is given in; "" where it has no name that a frame can hold."""
    try:
        folder = os.getcwd()  # noqa: PTH109 - pathlib would only wrap it
        folder.encode()
    except (OSError, UnicodeEncodeError):  # OSError: it was removed meanwhile
        return ""
    return folder


def user_folder() -> Path:
    """The folder under which programs keep what is this user's; raises UsageError if none is."""
    return _absolute("~")


def wide_folders() -> frozenset[Path]:
    """Folders in which lies what has nothing in common: the user's home and above, and /tmp."""
    short = Path(_SHORT_FOLDER)
    wide = {short, named_folder("TMPDIR") or short}
    try:
        home = user_folder()
        wide |= {home, *home.parents, *home.resolve().parents}
    except UsageError:  # a user without a home
        pass
    return frozenset(wide | {one.resolve() for one in wide})


def named_folder(variable: str) -> Path | None:
    """The folder that another program's variable names; None if it names none."""
    named = os.environ.get(variable)
    return _absolute(named) if named else None


def find_program(name: str) -> Path | None:
    """Where a program is that the user can start by its name."""
    import shutil  # only where agents are looked for

    found = shutil.which(name)
    return Path(found).absolute() if found else None


def _home() -> Path:
    named = os.environ.get("SLM_HOME")
    if named:
        return _absolute(named)
    import platformdirs  # late: 13 ms that a run with SLM_HOME need not pay

    return Path(platformdirs.user_data_dir("slm", appauthor=False))


def _model_folder() -> Path:
    named = os.environ.get("SLM_MODEL_DIR")
    if named:
        return _absolute(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("slm", appauthor=False)) / "models"


def _ranker() -> Path | None:
    named = os.environ.get("SLM_RANKER")
    return _absolute(named) if named else None


def _absolute(named: str) -> Path:
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError as exc:  # the ~name of nobody here
        raise UsageError(f"{named!r} is no folder: {exc}", "name one that begins with /") from exc


def _socket(home: Path) -> Path:
    beside = home / "daemon.sock"
    if _fits(beside):
        return beside
    import hashlib
    import tempfile

    name = f"slm-{os.getuid()}-{hashlib.blake2b(os.fsencode(home), digest_size=8).hexdigest()}"
    # A folder of our own, so that it can be 0700 whatever the one above it is.
    places = (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), _SHORT_FOLDER)
    sockets = [Path(place) / name / "daemon.sock" for place in places if place]
    return next((one for one in sockets if _fits(one)), sockets[-1])


def _fits(socket: Path) -> bool:
    return len(os.fsencode(socket)) <= SOCKET_PATH_LIMIT


def _read_config(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
        import tomllib  # only where there is something to parse

        return tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as exc:  # ValueError: neither UTF-8 nor TOML
        raise UsageError(f"cannot read {path}: {exc}", "mend or remove the file") from exc


def _positive(written: dict[str, object], name: str, default: float) -> float:
    value = written.get(name, default)
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return float(value)
    raise UsageError(f"{name} = {value!r} in config.toml is not a positive number")


def _patterns(written: dict[str, object], name: str) -> tuple[str, ...]:
    value = written.get(name, [])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise UsageError(
        f"{name} = {value!r} in config.toml is not a list of patterns",
        f'{name} = ["~/work/client/**", "*.pem"]',
    )


def keep(settings: Settings, *, model: str) -> Settings:
    """Write the model into the config file, the rest of it left as it is."""
    import tomlkit

    path = settings.config_file
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        document["model"] = model
        path.write_text(tomlkit.dumps(document), encoding="utf-8")
    except (OSError, ValueError) as exc:
        raise UsageError(f"cannot change {path}: {exc}", "mend or remove the file") from exc
    return Settings(
        settings.home,
        settings._models,
        settings.socket,
        model=model,
        idle_minutes=settings.idle_minutes,
        ranker=settings.ranker,
        exclude=settings.exclude,
        origins={**settings.origins, "model": str(path)},
    )
