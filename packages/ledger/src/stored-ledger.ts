import { IngotError, type LogEntry, type Verification } from '@ingot/contract'
import type { AccessKeyStore } from './access-key-store.ts'
import { accessKeyTable } from './access-key-table.ts'
import { headAt, rewind } from './as-of.ts'
import { writeBackup } from './backup.ts'
import type { JobStore } from './job-store.ts'
import { jobTable } from './job-table.ts'
import type { KeyStore } from './key-store.ts'
import { KeyTable } from './key-table.ts'
import type { CommitDetail, CommitRequest, Ledger, LogFilter, Point } from './ledger.ts'
import { readDetail, readLog } from './log.ts'
import { emptyHead, MemorySnapshot } from './memory-snapshot.ts'
import { prepareCommit, type PreparedCommit } from './prepared-commit.ts'
import { loadSnapshot, readHead, readVersions, versionOf, type ReadRules } from './read-documents.ts'
import { RecentCache } from './recent-cache.ts'
import { restoreBackup } from './restore.ts'
import type { SecretKeyStore } from './secret-key-store.ts'
import { secretKeyTable } from './secret-key-table.ts'
import type { Snapshot } from './snapshot.ts'
import { readTogether, translated, type Reader, type Store } from './store.ts'
import { TaskQueue } from './task-queue.ts'
import { verifyHistory } from './verify.ts'
import { writeCommit } from './write-commit.ts'

/** Snapshots of the past that are kept for the next question. */
const MOST_PAST_SNAPSHOTS = 8

/** The longest time that a timer can wait, in ms. */
const LONGEST_WAIT = 2 ** 31 - 1

type Listener = (snapshot: Snapshot) => void

/** A ledger over a store: the current snapshot in memory, commits one after another, the rest read when asked for. */
export class StoredLedger implements Ledger {
  readonly keys: KeyStore
  readonly accessKeys: AccessKeyStore
  readonly secretKeys: SecretKeyStore
  readonly jobs: JobStore
  readonly #store: Store
  readonly #rules: ReadRules
  readonly #clock: () => Date
  readonly #queue = new TaskQueue()
  readonly #listeners = new Set<Listener>()
  readonly #past = new RecentCache<number, MemorySnapshot>(MOST_PAST_SNAPSHOTS)
  #snapshot: MemorySnapshot
  #following = false
  #behind = false

  private constructor(store: Store, rules: ReadRules, clock: () => Date, snapshot: MemorySnapshot) {
    this.#store = store
    this.#rules = rules
    this.#clock = clock
    this.#snapshot = snapshot
    this.keys = new KeyTable(store)
    this.accessKeys = accessKeyTable(store)
    this.secretKeys = secretKeyTable(store)
    this.jobs = jobTable(store)
  }

  /** Loads the current snapshot and follows what other processes commit. */
  static async open(store: Store, rules: ReadRules, clock: () => Date): Promise<StoredLedger> {
    try {
      const snapshot = await readTogether(store, (reader) => loadSnapshot(reader, rules))
      const ledger = new StoredLedger(store, rules, clock, snapshot)
      store.watch((revision) => void ledger.#follow(revision))
      return ledger
    } catch (error) {
      await store.close()
      throw store.translate(error)
    }
  }

  snapshot(): Snapshot {
    return this.#snapshot
  }

  async asOf(point: Point): Promise<Snapshot> {
    return this.#guard(async () => {
      const head = await headAt(this.#store.reader, point)
      if (head.revision > this.#snapshot.revision) await this.refresh()
      const from = this.#snapshot
      if (head.revision === from.revision) return from
      if (head.revision === 0) return new MemorySnapshot(emptyHead, this.#rules.reads)
      const known = this.#past.get(head.revision)
      if (known !== undefined) return known
      const past = await rewind(this.#store.reader, this.#rules, from, head)
      this.#past.set(head.revision, past)
      return past
    })
  }

  async commit(request: CommitRequest): Promise<Snapshot> {
    const prepared = prepareCommit(request, this.#rules.kinds)
    return this.#guard(() => this.#queue.run(() => this.#commit(prepared, request.expect)))
  }

  async refresh(): Promise<Snapshot> {
    return this.#guard(async () => {
      const next = await this.#caughtUp(this.#store.reader)
      this.#advance(next)
      return next
    })
  }

  async waitFor(revision: number, timeout: number): Promise<Snapshot> {
    if (this.#snapshot.revision >= revision) return this.#snapshot
    const snapshot = await this.refresh()
    if (snapshot.revision >= revision) return snapshot
    return new Promise((resolve, reject) => {
      const stop = this.follow((next) => {
        if (next.revision < revision) return
        clearTimeout(timer)
        stop()
        resolve(next)
      })
      const timer = setTimeout(
        () => {
          stop()
          reject(notYet(revision, this.#snapshot.revision))
        },
        Math.min(timeout, LONGEST_WAIT),
      )
    })
  }

  log(filter: LogFilter): Promise<LogEntry[]> {
    return this.#guard(() => readLog(this.#store.reader, filter))
  }

  detail(revision: number): Promise<CommitDetail> {
    return this.#guard(() => readDetail(this.#store.reader, this.#rules.kinds, revision))
  }

  async verify(): Promise<Verification> {
    const seen = this.#snapshot.head
    return this.#guard(() => readTogether(this.#store, (reader) => verifyHistory(reader, seen)))
  }

  async *backup(): AsyncGenerator<Uint8Array> {
    const view = await this.#guard(() => this.#store.readView())
    try {
      yield* writeBackup(view.reader, this.#clock())
    } catch (error) {
      throw this.#store.translate(error)
    } finally {
      await view.release()
    }
  }

  async restore(
    backup: AsyncIterable<Uint8Array>,
    { dryRun = false }: { dryRun?: boolean } = {},
  ): Promise<Verification> {
    const replay = () =>
      this.#store.write(async (writer) => {
        const verification = await restoreBackup(writer, this.#rules.kinds, backup)
        if (dryRun) throw new Rehearsal(verification)
        return verification
      })
    return this.#guard(() =>
      this.#queue.run(async () => {
        const verification = await replay().catch(rehearsed)
        if (dryRun) return verification
        this.#store.announce(verification.revisions)
        this.#advance(await this.#caughtUp(this.#store.reader))
        return verification
      }),
    )
  }

  follow(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    await this.#queue.close()
    await this.#store.close()
  }

  async #commit(prepared: PreparedCommit, expect: number | undefined): Promise<Snapshot> {
    const next = await this.#store.write(async (writer) => {
      const base = await this.#caughtUp(writer)
      if (expect !== undefined && expect !== base.revision) throw conflict(expect, base.revision)
      const written = await writeCommit(this.#store, writer, base.head, prepared, this.#clock().toISOString())
      if (written === undefined) return base
      const { revision, at, digest } = written.commit
      const versions = written.documents.map((row) => versionOf(this.#rules.kinds, row))
      return base.with(versions, { revision, at, digest })
    })
    if (next.revision > this.#snapshot.revision) this.#store.announce(next.revision)
    this.#advance(next)
    return next
  }

  /** The snapshot of what the database holds: the present one where nothing was added. */
  async #caughtUp(reader: Reader): Promise<MemorySnapshot> {
    const base = this.#snapshot
    const head = await readHead(reader)
    if (head.revision === base.revision && head.digest === base.head.digest) return base
    if (head.revision <= base.revision) throw otherHistory(base, head.revision)
    if (base.revision === 0) return this.#loaded(reader)
    return base.with(await readVersions(reader, this.#rules, base.revision, head.revision), head)
  }

  #loaded(reader: Reader): Promise<MemorySnapshot> {
    if (reader.isTransaction) return loadSnapshot(reader, this.#rules)
    return readTogether(this.#store, (view) => loadSnapshot(view, this.#rules))
  }

  /** Catches up in the background. What fails here is said by the next read that asks the database. */
  async #follow(revision = Number.POSITIVE_INFINITY): Promise<void> {
    if (revision <= this.#snapshot.revision) return
    this.#behind = true
    if (this.#following) return
    this.#following = true
    while (this.#behind) {
      this.#behind = false
      await this.refresh().catch(() => undefined)
    }
    this.#following = false
  }

  #advance(next: MemorySnapshot): void {
    if (next.revision <= this.#snapshot.revision) return
    this.#snapshot = next
    for (const listener of this.#listeners) tell(listener, next)
  }

  #guard<Result>(work: () => Promise<Result>): Promise<Result> {
    return translated(this.#store, work)
  }
}

/** Thrown at the end of a dry run, so that the transaction is undone like any that fails. */
class Rehearsal extends Error {
  readonly verification: Verification

  constructor(verification: Verification) {
    super('This was a dry run')
    this.verification = verification
  }
}

function rehearsed(error: unknown): Verification {
  if (error instanceof Rehearsal) return error.verification
  throw error
}

/** A listener that fails must not make a commit look as if it had failed. */
function tell(listener: Listener, snapshot: Snapshot): void {
  try {
    listener(snapshot)
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error))
  }
}

function conflict(expected: number, actual: number): IngotError {
  return new IngotError(
    'REVISION_CONFLICT',
    `Expected the ledger at revision ${expected}, but it is at revision ${actual}`,
  )
}

function notYet(revision: number, seen: number): IngotError {
  return new IngotError(
    'REVISION_NOT_YET',
    `Revision ${revision} is not here yet: the last one seen is ${seen}`,
  )
}

function otherHistory(base: MemorySnapshot, revision: number): IngotError {
  return new IngotError(
    'LEDGER_DAMAGED',
    `The database was replaced: this process has seen revision ${base.revision} with digest ${base.head.digest}, ` +
      `which is not in it; it ends at revision ${revision}`,
  )
}
