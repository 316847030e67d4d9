import type { Resolution } from '@ingot/contract'
import type { Session } from '../session.ts'
import { emit } from './emit.ts'
import { noteRefusals } from './refusals.ts'
import { answerTree } from './trace.ts'

interface Printed {
  /** Print the trace as a tree instead of the line. */
  explain: boolean | undefined
  /** A table with one row. */
  line: () => Promise<string>
  /** What `-o name` prints of an answer that is a yes. */
  name: string | undefined
}

/** Prints a resolution in a line or as a tree, and what to do about one that is a no. */
export async function emitResolution(session: Session, answer: Resolution, printed: Printed): Promise<void> {
  const { explain, line, name } = printed
  const title = `${session.paint.strong('resolution')} at revision ${answer.revision}`
  await emit(session, answer, {
    table: () => (explain ? answerTree(title, answer, session.paint) : line()),
    names: () => (name === undefined ? [] : [name]),
  })
  if (!explain) await noteRefusals(session, [answer])
}
