import type { Session } from '../session.ts'
import { csvText } from './csv.ts'
import { plain } from './plain.ts'

/** How an answer looks where it is not printed as it is. */
export interface Views {
  table(): string | Promise<string>
  /** One name a line, for other programs. */
  names(): readonly string[]
  /** The head and the rows; commands that take `-o csv` have it. */
  csv?(): readonly (readonly string[])[]
}

/** Prints an answer on standard output in the format asked for: JSON and YAML carry exactly what the API said. */
export async function emit(session: Session, answer: unknown, views: Views): Promise<void> {
  await session.io.stdout.write(await formatted(session, answer, views))
}

async function formatted(session: Session, answer: unknown, views: Views): Promise<string> {
  if (session.output === 'json') return `${JSON.stringify(answer, undefined, 2)}\n`
  if (session.output === 'yaml') {
    // A CommonJS package: bundled, it has no names but its default.
    const { default: yaml } = await import('yaml')
    return yaml.stringify(answer, { aliasDuplicateObjects: false })
  }
  if (session.output === 'table') return await views.table()
  if (session.output === 'csv') return csvText(views.csv?.() ?? [])
  return [...new Set(views.names())].map((name) => `${plain(name)}\n`).join('')
}
