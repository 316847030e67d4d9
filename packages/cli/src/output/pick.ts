import type { PickResult, RuntimePick } from '@ingot/contract'
import type { Session } from '../session.ts'
import { createPaint, type Paint } from './paint.ts'
import { plain } from './plain.ts'
import { paintStatus } from './runtime.ts'
import { fieldLines } from './sheet.ts'

/** How well a runtime fits, in its colour. */
export function paintResult(result: PickResult, paint: Paint): string {
  const colours = {
    exact: paint.good,
    'newer-maintenance': paint.good,
    substituted: paint.doubtful,
    none: paint.bad,
  }
  return colours[result](result)
}

/** What was asked for: `PBJ Workbench / Python 3.11 / Standard 2024.02`; `*` is what is left open. */
export function requestText({ request: { editor, kernel, edition, version } }: RuntimePick): string {
  const sides = [editor, kernel, edition].map((side) => side ?? '*').join(' / ')
  return plain(version === undefined ? sides : `${sides} ${version}`)
}

/** What one request starts from, and why; `title` says which of several alternatives it is. */
export function pickSheet(pick: RuntimePick, title: string | undefined, paint: Paint): string {
  const { result, message, runtime, substitutions, nearest } = pick
  return fieldLines([
    ['Alternative', title],
    ['Asked for', requestText(pick)],
    ['Result', paintResult(result, paint)],
    ['Runtime', runtime && paint.strong(plain(runtime.identifier))],
    ['Digest', runtime?.digest && plain(runtime.digest)],
    ['Status', runtime && paintStatus(runtime.status, paint)],
    ['Why', plain(message)],
    ...substitutions.map(({ field, wanted, got }): Field => [
      'Instead',
      paint.doubtful(plain(`${field}: "${got}" instead of "${wanted}"`)),
    ]),
    ...addonFields(pick, paint),
    ...warningFields(pick, paint),
    ['Nearest', nearest && plain(nearest.message)],
    ['Change', nearest && plain(nearest.change)],
  ])
}

type Field = [name: string, value: string | undefined]

function addonFields({ addons }: RuntimePick, paint: Paint): Field[] {
  return addons.map(({ ok, message }) => [
    'Addon',
    `${ok ? paint.good('✓') : paint.bad('✗')} ${plain(message)}`,
  ])
}

function warningFields(pick: RuntimePick, paint: Paint): Field[] {
  return otherWarnings(pick).map(({ code, message }) => [
    'Warning',
    `${paint.doubtful(plain(code))}: ${plain(message)}`,
  ])
}

/** The warnings but those about addons, which say themselves what is wrong with them. */
export function otherWarnings({ warnings, addons }: RuntimePick): RuntimePick['warnings'] {
  const said = new Set(addons.map(({ message }) => message))
  return warnings.filter(({ message }) => !said.has(message))
}

/** Beside a bare name: what is to be known of the runtime that is taken, or why there is none. */
export async function notePick(
  session: Session,
  picks: readonly RuntimePick[],
  taken: number | undefined,
): Promise<void> {
  const paint = await createPaint(session.io.stderr, session.io.env)
  const pick = picks[taken ?? -1]
  if (pick?.runtime !== undefined) {
    if (pick.result === 'substituted')
      await session.note(`${paintResult(pick.result, paint)}: ${plain(pick.message)}`)
    for (const { code, message } of pick.warnings) {
      await session.note(`${paint.doubtful('warning')}[${plain(code)}]: ${plain(message)}`)
    }
    return
  }
  for (const { result, message, nearest } of picks) {
    await session.note(`${paintResult(result, paint)}: ${plain(message)}`)
    if (nearest !== undefined) await session.note(`${paint.strong('help')}: ${plain(nearest.change)}`)
  }
}
