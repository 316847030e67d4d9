import type { SqliteConnection } from './sqlite-connection.ts'

/** Connections of one file: opened when needed up to `most`, kept for the next, waited for in order. */
export class ConnectionPool {
  readonly #open: () => SqliteConnection
  readonly #most: number
  readonly #all = new Set<SqliteConnection>()
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((connection: SqliteConnection) => void)[] = []

  constructor(open: () => SqliteConnection, most: number) {
    this.#open = open
    this.#most = most
  }

  async acquire(): Promise<SqliteConnection> {
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    if (this.#all.size < this.#most) {
      const connection = this.#open()
      this.#all.add(connection)
      return connection
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  release(connection: SqliteConnection): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#idle.push(connection)
    else next(connection)
  }

  close(): void {
    for (const connection of this.#all) connection.close()
    this.#all.clear()
    this.#idle.length = 0
  }
}
