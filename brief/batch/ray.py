"""The same work on many machines: Ray Data moves articles to actors, each with one engine, and outcomes back to this process.

This process alone reads the inputs, writes the outputs and keeps the journal, so that the machines need no file
system in common and a run that was stopped goes on, here or there, as a local one does. In each actor the article
runs in a process of its own (`batch_pool`): one that crashes or hangs takes neither the actor nor its node with it,
and the outcome is the local one.
"""

from __future__ import annotations

import logging
import os
import pickle
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from brief.batch.worker import Outcome, Work, WorkerOptions, classify, make_composer, read_bytes, signature
from jianbao.errors import ModelError

SHARD_ITEMS = 20_000
"""Articles of one Ray data set; the actors load their engines once for each."""
SHARD_BYTES = 256_000_000
"""And their bytes, which lie in this machine's memory."""
BLOCK_ITEMS = 4
"""Articles of one task: small, so that outcomes come soon and little is lost with a node."""


class Actor:
    """Holds one worker process, and so one engine. Rows in and out are pickled `Work` and `Outcome`."""

    def __init__(self, options: WorkerOptions, expected: str, timeout: float, retries: int) -> None:
        from brief.batch.pool import Pool

        self.pool = Pool(options, workers=1, timeout=timeout, retries=retries)
        self.expected = expected

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        works: list[Work] = [pickle.loads(data) for data in batch["work"]]
        here = self.pool.start()
        if here != self.expected:
            reason = f"This node makes other briefs than the one that the run began with: {here} there, {self.expected} here."
            outcomes = [Outcome(id=work.id, error="model", reason=reason) for work in works]
        else:
            outcomes = list(self.pool.run(iter(works)))
        return {"outcome": [pickle.dumps(outcome) for outcome in outcomes]}


class RayWorkers:
    """`workers` actors (default: as many as the cluster's CPUs allow) with `options.threads` CPUs each.

    address: of a running cluster; None starts Ray on this machine and ends it with `close`.
    """

    def __init__(
        self, options: WorkerOptions, *, workers: int | None, address: str | None, timeout: float, retries: int
    ) -> None:
        self.options, self.workers, self.address = options, workers, address
        self.timeout, self.retries = timeout, retries
        self.signature = ""
        self._ray: Any = None

    def start(self) -> str:
        """Connect, and load the engine once on a node for the signature. Raises ModelError."""
        try:
            import ray
            import ray.data
        except ImportError:
            raise ModelError("brief.ray_missing") from None
        threads = self.options.threads or 1
        where: dict[str, Any] = {"address": self.address} if self.address else {"include_dashboard": False}
        if not self.address and self.workers:
            where["num_cpus"] = self.workers * threads + 1
        # Nodes of this machine find the package where this process has found it.
        root = str(Path(__file__).parents[2])
        paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {} if self.address else {"env_vars": {"PYTHONPATH": paths}}
        try:
            # It announces changes of its own.
            with warnings.catch_warnings(action="ignore", category=FutureWarning):
                ray.init(
                    **where,
                    logging_level="ERROR",
                    log_to_driver=False,
                    runtime_env=environment,
                    ignore_reinit_error=True,
                )
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise ModelError(
                "brief.ray_address_unreachable" if self.address else "brief.ray_unreachable",
                address=self.address,
                reason=error,
            ) from None
        self._ray = ray
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        # A block that is lost for good is a few failed articles, not the end of the run.
        context.max_errored_blocks = -1
        if self.workers is None:
            self.workers = max(1, int(ray.cluster_resources().get("CPU", 1)) // threads)
        try:
            found = ray.get(ray.remote(_signature).options(num_cpus=threads).remote(self.options))
        except ray.exceptions.RayTaskError as error:
            raise ModelError("brief.ray_model", reason=error.cause) from None
        self.signature = str(found)
        return self.signature

    def run(
        self, works: Iterator[Work], *, on_start: Callable[[Sequence[int]], None] = lambda ids: None
    ) -> Iterator[Outcome]:
        """Do all works, a data set of bounded size at a time."""
        shard: list[Work] = []
        size = 0
        for work in works:
            if work.path is not None:
                try:
                    work = replace(work, path=None, data=read_bytes(work.path))
                except Exception as error:
                    on_start([work.id])
                    kind, reason, _ = classify(error, work.name, self.options.recipe.wording)
                    yield Outcome(id=work.id, error=kind, reason=reason)
                    continue
            shard.append(work)
            size += len(work.data or b"") + 4 * len(work.text)
            if len(shard) == SHARD_ITEMS or size >= SHARD_BYTES:
                yield from self._shard(shard, on_start)
                shard, size = [], 0
        if shard:
            yield from self._shard(shard, on_start)

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        if self._ray is not None:
            self._ray.shutdown()
            self._ray = None

    def _shard(self, works: Sequence[Work], on_start: Callable[[Sequence[int]], None]) -> Iterator[Outcome]:
        on_start([work.id for work in works])
        rows = [{"work": pickle.dumps(work)} for work in works]
        blocks = max(1, -(-len(rows) // BLOCK_ITEMS))
        threads = self.options.threads or 1
        done = self._ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
            Actor,
            fn_constructor_args=(self.options, self.signature, self.timeout, self.retries),
            batch_size=None,
            concurrency=min(self.workers or 1, blocks),
            num_cpus=threads,
            max_restarts=-1,
            max_task_retries=2,
        )
        missing = {work.id: work for work in works}
        for row in done.iter_rows():
            outcome: Outcome = pickle.loads(row["outcome"])
            missing.pop(outcome.id, None)
            yield outcome
        for work in missing.values():
            yield Outcome(id=work.id, error="crash", reason=f"{work.name}: the Ray actor that had it was lost.")


def _signature(options: WorkerOptions) -> str:
    return signature(make_composer(options), options)
