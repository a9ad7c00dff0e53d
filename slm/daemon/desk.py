"""Turn requests into what the engine does, and keep its background work going."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatchmethod
from pathlib import Path

from slm.config import Settings
from slm.daemon.follower import Follower
from slm.daemon.jobs import Jobs
from slm.domain.hook import Moment, Told
from slm.domain.reports import Done, Followed, Progress
from slm.engine.away import away
from slm.engine.engine import Engine
from slm.wire import messages

Report = Callable[[Progress], None]


class EngineDesk:
    """What answers the requests: one engine, and the jobs that nobody waits for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._follower = Follower(engine.watching, self._wake)
        self._jobs = Jobs(engine, lambda: self._follower.is_reading)

    def handle(self, request: messages.AnyRequest, report: Report) -> object:
        """Carry out one request; called from several threads."""
        try:
            return self._answer(request, self._waking(report))
        finally:
            self._jobs.wake()

    def is_busy(self) -> bool:
        """Whether passages still wait for their vectors, or there is something to follow."""
        return self._jobs.is_busy or bool(self._engine.watching.all())

    def close(self) -> None:
        """Let go of everything; what is queued stays queued in the file."""
        self._follower.close()
        self._jobs.close()
        self._engine.close()

    def _wake(self) -> None:
        self._jobs.wake()

    def _waking(self, report: Report) -> Report:
        """Let the vectors be made while an import still reads."""

        def waking(progress: Progress) -> None:
            self._jobs.wake()
            report(progress)

        return waking

    @singledispatchmethod
    def _answer(self, request: messages.AnyRequest, report: Report) -> object:
        raise NotImplementedError(type(request))

    @_answer.register
    def _(self, request: messages.Add, _report: Report) -> object:
        return self._engine.add(
            request.text,
            kind=request.kind,
            tags=request.tags,
            place=request.place,
            branch=request.branch,
            time=request.time,
            agent=request.agent,
            derived_from=request.derived_from,
        )

    @_answer.register
    def _(self, request: messages.Recall, _report: Report) -> object:
        return self._engine.recall(request.question)

    @_answer.register
    def _(self, request: messages.Show, _report: Report) -> object:
        return self._engine.show(request.id)

    @_answer.register
    def _(self, request: messages.List, _report: Report) -> object:
        return self._engine.list(
            request.place,
            kinds=request.kinds,
            state=request.state,
            session=request.session,
            limit=request.limit,
        )

    @_answer.register
    def _(self, request: messages.Read, _report: Report) -> object:
        return self._engine.read(request.place, request.after)

    @_answer.register
    def _(self, request: messages.Forget, _report: Report) -> object:
        return self._engine.forgetting.forget(
            request.ids,
            session=request.session,
            query=request.query,
            place=request.place,
            dry_run=request.dry_run,
            purge=request.purge,
        )

    @_answer.register
    def _(self, request: messages.Undo, _report: Report) -> object:
        return self._engine.forgetting.undo(request.ids)

    @_answer.register
    def _(self, request: messages.Scrub, report: Report) -> object:
        return self._engine.scrubbing.scrub(request.values, dry_run=request.dry_run, report=report)

    @_answer.register
    def _(self, request: messages.Import, report: Report) -> object:
        return self._engine.import_(
            Path(request.path), request.format, request.place, wait=request.wait, report=report
        )

    @_answer.register
    def _(self, request: messages.Watch, _report: Report) -> object:
        followed = self._engine.watching.add(Path(request.path), request.asker, request.holds)
        self._follower.sweep()
        return followed

    @_answer.register
    def _(self, request: messages.Unwatch, _report: Report) -> object:
        left = self._engine.watching.remove(Path(request.path), but=request.but)
        self._follower.sweep()
        return left

    @_answer.register
    def _(self, _request: messages.AskWatches, _report: Report) -> object:
        followed = tuple(self._engine.watching.all())
        return Followed(followed, away(followed))

    @_answer.register
    def _(self, request: messages.Hook, _report: Report) -> object:
        told = self._engine.attending.tell(request.event)
        if request.event.log and request.event.moment is Moment.START:
            self._engine.watching.offer_log(request.event.log)
        self._follower.look_at(request.event.log)
        return told

    @_answer.register
    def _(self, request: messages.AskBrief, _report: Report) -> object:
        return Told(self._engine.briefing.brief(request.place, budget=request.budget).context)

    @_answer.register
    def _(self, _request: messages.AskProjects, _report: Report) -> object:
        return self._engine.projects.list()

    @_answer.register
    def _(self, request: messages.Join, report: Report) -> object:
        return self._engine.projects.join(request.project, request.into, report)

    @_answer.register
    def _(self, request: messages.Rename, _report: Report) -> object:
        return self._engine.projects.rename(request.project, request.to)

    @_answer.register
    def _(self, request: messages.AskSessions, _report: Report) -> object:
        return self._engine.sessions.list(request.place, request.limit)

    @_answer.register
    def _(self, request: messages.AskSession, _report: Report) -> object:
        return self._engine.sessions.show(request.session)

    @_answer.register
    def _(self, _request: messages.AskStatus, _report: Report) -> object:
        return self._engine.status()

    @_answer.register
    def _(self, request: messages.Doctor, report: Report) -> object:
        return self._engine.examine(
            rebuild=request.rebuild, forget_use=request.forget_use, report=report
        )

    @_answer.register
    def _(self, _request: messages.AskModels, _report: Report) -> object:
        return self._engine.models()

    @_answer.register
    def _(self, request: messages.UseModel, _report: Report) -> object:
        return self._engine.use_model(request.name)

    @_answer.register
    def _(self, _request: messages.Stop, _report: Report) -> object:
        return Done()  # the server itself sees to the ending


def open_desk(settings: Settings) -> EngineDesk:
    """Open the memory file of a home; raises StoreError and its kin."""
    return EngineDesk(Engine(settings))
