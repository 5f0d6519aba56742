"""Where runs are simulated: threads here, processes here, or a Dask cluster; all are standard executors."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from culture_sim.errors import InputError
from culture_sim.study.disk import NOTHING_LOST
from culture_sim.study.optional import require
from culture_sim.version import package_version

SECONDS_FOR_A_CLUSTER = 30


class WorkersLostError(InputError):
    """The workers have gone, or cannot be reached any longer."""


@dataclass(frozen=True)
class WorkerPool:
    """An executor, and how many batches it works on at once.

    `lost` says whether an error that the executor raised means that its workers have gone, and what to say then.
    """

    executor: Executor
    number: Callable[[], int]
    described: str
    check: Callable[[], None] = lambda: None
    """Raises WorkersLostError if they have gone."""
    lost: Callable[[BaseException], str | None] = lambda _error: None


@contextmanager
def worker_pool(
    number: int | None = None, processes: bool = False, cluster: str | None = None
) -> Iterator[WorkerPool]:
    """Workers for as long as they are needed.

    Args:
        number: threads or processes here; one a core if absent.
        processes: processes in the place of threads.
        cluster: address of a Dask scheduler, such as "tcp://10.0.0.1:8786".

    Raises:
        InputError: the cluster cannot be reached, has another version, or its library is not installed.
    """
    if cluster:
        with _cluster(cluster) as found:
            yield found
        return
    count = number or os.cpu_count() or 1
    if processes:
        spawn = multiprocessing.get_context("spawn")  # a fork would inherit threads and the folder's lock
        pool: Executor = ProcessPoolExecutor(count, mp_context=spawn, initializer=_begin_worker)
    else:
        pool = ThreadPoolExecutor(count, thread_name_prefix="run")
    kind = "process" if processes else "thread"
    try:
        yield WorkerPool(
            pool,
            lambda: count,
            f"{count} {kind}{'es' if processes and count > 1 else 's' if count > 1 else ''}",
        )
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin_worker() -> None:
    """Leave signals to the parent, which collects what is nearly finished, and end when it is killed."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[WorkerPool]:
    distributed = require("distributed", "A cluster")
    logging.getLogger("distributed").setLevel(
        logging.CRITICAL
    )  # it prints the tracebacks of what is said here
    try:
        _check_listens(address)
        client = distributed.Client(address, timeout=SECONDS_FOR_A_CLUSTER, set_as_default=False)
    except (OSError, ValueError, TimeoutError, RuntimeError, TypeError, KeyError) as error:
        raise InputError(
            f"No Dask scheduler answers at {address} ({type(error).__name__}). Start one with "
            "`dask scheduler`, and workers with `dask worker ADDRESS`."
        ) from None
    try:
        _check_versions(client, address)
        gone = f"The Dask scheduler at {address} has gone. {NOTHING_LOST}"

        def check() -> None:
            if client.status not in {"running", "connecting"} or client.scheduler is None:
                raise WorkersLostError(gone)

        def number() -> int:
            try:
                return max(1, int(sum(client.nthreads().values())))
            except (OSError, RuntimeError, TimeoutError):
                raise WorkersLostError(gone) from None

        def lost(error: BaseException) -> str | None:
            if isinstance(error, CancelledError):
                return f"The cluster let go of the runs. {NOTHING_LOST}"
            # A batch returns its own errors: these are the connection's
            return gone if isinstance(error, OSError | RuntimeError) else None

        yield WorkerPool(client.get_executor(retries=3), number, f"Dask at {address}", check, lost)
    finally:
        with suppress(OSError, RuntimeError, TimeoutError):
            client.close(timeout=2)


def _check_listens(address: str) -> None:
    """Refuse an address where nobody listens before a client is made: a half-made one prints its traceback as it goes.

    Raises:
        OSError: nobody listens there.
        ValueError: it is no address with a port.
    """
    host, port = urlsplit(address if "://" in address else f"tcp://{address}").netloc.rsplit(":", 1)
    socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS_FOR_A_CLUSTER).close()


def _check_versions(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS_FOR_A_CLUSTER)
        found = client.run(package_version)
    except TimeoutError:
        raise InputError(
            f"The scheduler at {address} has no workers. Start some: dask worker {address}"
        ) from None
    except (OSError, RuntimeError):
        raise InputError(f"The Dask scheduler at {address} has gone before anything was computed.") from None
    except ModuleNotFoundError:
        raise InputError("culture-sim is not installed on the workers of the cluster.") from None
    others = {worker: each for worker, each in found.items() if each != package_version()}
    if others:
        worker, version = next(iter(others.items()))
        raise InputError(
            f"Worker {worker} has model {version}, and this is {package_version()}. "
            "Install the same version everywhere."
        )
