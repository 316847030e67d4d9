import { startServer, type TestServer } from './start-server.ts'

interface Closable {
  close: () => unknown
}

/** What a test opened and has to be closed after it. */
export interface Opened {
  readonly add: <Thing extends Closable>(thing: Thing) => Thing
  /** Starts a server that is closed with the rest. */
  readonly server: (...parameters: Parameters<typeof startServer>) => Promise<TestServer>
  readonly close: () => Promise<void>
}

/** Collects what tests open. */
export function collectOpened(): Opened {
  const things: Closable[] = []
  const add = <Thing extends Closable>(thing: Thing): Thing => {
    things.push(thing)
    return thing
  }
  return {
    add,
    server: async (...parameters) => add(await startServer(...parameters)),
    close: async () => {
      for (const thing of things.splice(0)) await thing.close()
    },
  }
}
