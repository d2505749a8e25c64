"""Gathers how the service stands, from the database and the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import attention, backup, instance_lock, store_health
from goodterms.core import delivery
from goodterms.core.consent import consent_lines
from goodterms.core.rescoring import OldScores
from goodterms.core.staleness import stale_sources
from goodterms.core.standing import Standing
from goodterms.core.waiting import Trouble
from goodterms.daemon import patience
from goodterms.errors import ConsentError, ModelError, SecretError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.sync import FolderRecord
    from goodterms.core.waiting import Wait


def standing(app: App, store: SqliteStore, *, now: datetime) -> Standing:
    """Return how the service stands."""
    settings = app.settings
    account, database = settings.mailbox.account, settings.database
    freshness = store.freshness(account)
    waits = {
        job: wait
        for job, wait in patience.waits(store).items()
        # a reading by hand went well since; the service sees that at its next look
        if job != "fetch" or freshness.mail_at is None or freshness.mail_at <= wait.last_at
    }
    records = store.folder_records(account).values()
    kept = store_health.backups(database)
    return Standing(
        account=account,
        process=instance_lock.holder(database),
        read_at=freshness.mail_at,
        next_read=store.due("fetch"),
        next_report=store.due("report"),
        unfinished=sum(is_unfinished(each) for each in records),
        outbox=len(store.outbox()),
        problems=len(store.problems()),
        waits=waits,
        backup_at=backup.made_at(kept[0]) if kept else None,
        token=token(app, waits),
        stale=tuple(stale_sources(freshness, settings.policy, now=now)),
        scores=old_scores(app, store),
        refused=refused_files(store),
        refused_mails=delivery.stuck(store.postings(patience.LOOKED_AT)),
        answers=store.answer_counts(),
        notices=tuple(attention.notices(database)),
    )


def refused_files(store: SqliteStore) -> tuple[str, ...]:
    """Return the money files that were refused whole, with the reason."""
    return tuple(each.text for each in store.problems() if each.kind == "file")


def old_scores(app: App, store: SqliteStore) -> OldScores:
    """Return how many messages wait to be read again by the tone model that ships.

    A damaged model is the affair of what needs it; here it is as if nothing were old.
    """
    try:
        digest = app.model_digest
    except ModelError:
        return OldScores()
    settings = app.settings
    clients = [each.name for each in settings.clients]
    return store.old_scores(
        digest, account=settings.mailbox.account, clients=clients, since=app.horizon
    )


def is_unfinished(record: FolderRecord) -> bool:
    """Return whether something of a folder that is still there was not read yet."""
    if record.missing_at is not None:
        return False
    return record.awaits_text or record.cursor is None or record.cursor.low > 1


def token(app: App, waits: Mapping[str, Wait]) -> str:
    """Return the state of the sign-in: what its file knows, and what the last reading met."""
    wait = waits.get("fetch")
    words = {Trouble.SIGN_IN: "refused", Trouble.CONSENT: "expired"}
    state = words.get(wait.trouble, "accepted") if wait else "accepted"
    try:
        consent = app.consent()
    except (ConsentError, SecretError) as error:
        return error.message
    if consent is None:
        return f"password, {state}"
    return f"token, {state}. {' '.join(consent_lines(consent))}"
