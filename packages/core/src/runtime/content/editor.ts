import type { ContentSubject } from './content-subject.ts'
import type { TreeFile } from './file-tree.ts'
import { EDITOR } from './interest.ts'
import { isMountedOver } from './sightings.ts'

/** What the platform finds at the path of the editor. */
export interface Editor {
  /** What is at the path itself: a link, or the program. */
  readonly entry: TreeFile
  /** What it leads to. */
  readonly program: TreeFile | undefined
  /** Its text, where it is a script whose content was kept. */
  readonly text: string | undefined
  /** Whether it leads into what a session mounts, of which an image says nothing. */
  readonly isMounted: boolean
}

/** The editor of an image; nothing where the image has none. */
export function editorOf({ facts, files }: ContentSubject): Editor | undefined {
  const entry = facts.at(EDITOR)
  if (entry === undefined) return undefined
  const program = facts.find(EDITOR)
  const text = files.read(EDITOR)?.text
  const isMounted = isMountedOver(program?.path ?? (entry.link ?? '').replace(/^\/+/, ''))
  return { entry, program, text: text === undefined || isBinary(text) ? undefined : text, isMounted }
}

/** ELF programs, and whatever else has no text. */
function isBinary(text: string): boolean {
  return text.startsWith('\u007FELF') || text.includes('\0')
}

/** The program that the first line of a script names, and what is given to it; nothing where there is no such line. */
export function interpreterOf(script: string): readonly string[] | undefined {
  if (!script.startsWith('#!')) return undefined
  const line = script.slice(2, 512).split('\n', 1)[0]!.trim()
  return line === '' ? undefined : line.split(/[ \t]+/)
}
