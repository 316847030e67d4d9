import type { ContentFacts } from './content-facts.ts'
import type { TreeFile } from './file-tree.ts'
import { isMountedOver } from './sightings.ts'

/** What a container has for PATH where its image does not say. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** How many directories of PATH are looked into; images have about ten. */
const DIRECTORIES = 100

/** The programs of an image, as the user of sessions finds them. */
export class Commands {
  readonly #facts: ContentFacts
  readonly #directories: readonly string[]

  /** `path`: PATH as the configuration has it. */
  constructor(facts: ContentFacts, path: string | undefined) {
    this.#facts = facts
    const directories = (path === undefined || path === '' ? defaultPath : path).split(':', DIRECTORIES)
    this.#directories = directories.filter((one) => one.startsWith('/') && !isMountedOver(`${one.slice(1)}/`))
  }

  /** PATH without what is mounted over in a session. */
  get path(): string {
    return this.#directories.join(':')
  }

  /**
   * The program that a name or an absolute path starts. `unknown` where it would be found in what a session mounts,
   * of which an image says nothing.
   */
  find(command: string): TreeFile | 'unknown' | undefined {
    if (!command.includes('/')) return this.#onPath(command)
    if (!command.startsWith('/') || isMountedOver(command.slice(1))) return 'unknown'
    return this.#program(command)
  }

  #onPath(name: string): TreeFile | undefined {
    for (const directory of this.#directories) {
      const found = this.#program(`${directory}/${name}`)
      if (found !== undefined) return found
    }
    return undefined
  }

  #program(path: string): TreeFile | undefined {
    const file = this.#facts.find(path)
    return file?.type === 'file' && mayExecute(file) ? file : undefined
  }
}

/** Whether the user of sessions may execute a file. */
export function mayExecute(file: TreeFile): boolean {
  return (permissionOf(file) & 1) !== 0
}

/** Whether the user of sessions may write into a file or directory. */
export function mayWrite(file: TreeFile): boolean {
  return (permissionOf(file) & 2) !== 0
}

/** Whether the user of sessions may read a file. */
export function mayRead(file: TreeFile): boolean {
  return (permissionOf(file) & 4) !== 0
}

/** The three bits that hold for the user of sessions: those of the owner, else of the group, else of all others. */
function permissionOf({ mode, isOwner, isGroup }: TreeFile): number {
  return (isOwner ? mode >>> 6 : isGroup ? mode >>> 3 : mode) & 7
}
