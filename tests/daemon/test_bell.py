from __future__ import annotations

import os
import signal
import threading

import pytest

from goodterms.daemon.bell import OURS, listening

SOON = 10.0
"""Far above what a bell needs, far below the test's own limit."""


@pytest.mark.timeout(20)
def test_a_signal_that_another_thread_took_is_heard_at_once() -> None:
    """The main thread is kept from taking it, as the kernel may do while one is pending."""
    with listening([signal.SIGUSR1]) as bell:
        left = threading.Event()
        taker = threading.Thread(target=left.wait, args=(SOON,))
        taker.start()  # takes signals; what follows holds for the main thread alone
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        try:
            os.kill(os.getpid(), signal.SIGUSR1)
            assert bell.heard(SOON) == signal.SIGUSR1
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            left.set()
            taker.join()


def test_two_signals_are_heard_one_after_the_other() -> None:
    with listening([signal.SIGUSR1, signal.SIGUSR2]) as bell:
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGUSR2)
        assert {bell.heard(SOON), bell.heard(SOON)} == {signal.SIGUSR1, signal.SIGUSR2}


def test_nothing_is_heard_when_nothing_rings_and_our_own_ring_is_told_apart() -> None:
    with listening([signal.SIGUSR1]) as bell:
        assert bell.heard(0.01) is None
        bell.ring()
        assert bell.heard(SOON) == OURS


def test_signals_do_afterwards_what_they_did_before() -> None:
    def mine(number: int, frame: object) -> None:
        del number, frame

    before = signal.signal(signal.SIGUSR1, mine)
    try:
        with listening([signal.SIGUSR1]):
            assert signal.getsignal(signal.SIGUSR1) is not mine
        assert signal.getsignal(signal.SIGUSR1) is mine
    finally:
        signal.signal(signal.SIGUSR1, before)
