import { Client } from 'pg'

/** The channel on which commits are announced. Its payload is the revision. */
export const CHANNEL = 'ingot_ledger'

/** All times in ms. */
const BREATH = 10
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000

/** Hears what other servers announce, on a connection of its own that is made again whenever it breaks. */
export class PostgresListener {
  readonly #url: string
  readonly #heard: (revision?: number) => void
  #client: Client | undefined
  #pause = FIRST_PAUSE
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(url: string, heard: (revision?: number) => void) {
    this.#url = url
    this.#heard = heard
    void this.#connect()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => undefined)
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'ingot listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    this.#client = client
    client.on('notification', ({ payload }) => this.#heardLater(Number(payload)))
    client.on('error', () => undefined)
    client.on('end', () => this.#connectLater())
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      this.#pause = FIRST_PAUSE
      // Something may have been announced while nobody listened.
      this.#heard()
    } catch {
      await client.end().catch(() => undefined)
      this.#connectLater()
    }
  }

  /** What this process itself commits it should learn from the commit, which is acknowledged at about the same time. */
  #heardLater(revision: number): void {
    setTimeout(() => this.#heard(revision), BREATH).unref()
  }

  /** While nobody listens, the poll still sees every commit. */
  #connectLater(): void {
    if (this.#closed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#connect(), this.#pause).unref()
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
  }
}
