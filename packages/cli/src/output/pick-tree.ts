import type { RuntimeCandidate, RuntimePick } from '@ingot/contract'
import { checkText, verdictMark } from './checks.ts'
import type { Paint } from './paint.ts'
import { otherWarnings, paintResult, requestText } from './pick.ts'
import { plain } from './plain.ts'
import { type Branch, leaf, tree } from './tree.ts'

/** Why the answer to one request is what it is: every candidate with every verdict. */
export function pickTree(pick: RuntimePick, title: string | undefined, paint: Paint): string {
  const { result, runtime, message, substitutions, addons } = pick
  const asked = paint.strong(requestText(pick))
  return tree(title === undefined ? asked : `${asked} (${title})`, [
    leaf(`${paintResult(result, paint)} ${plain(runtime?.identifier ?? '')}`.trimEnd()),
    leaf(plain(message)),
    ...substitutions.map(({ field, wanted, got }) =>
      leaf(paint.doubtful(plain(`${field}: "${got}" instead of "${wanted}"`))),
    ),
    ...addons.map((addon) => leaf(`${addon.ok ? paint.good('✓') : paint.bad('✗')} ${plain(addon.message)}`)),
    ...otherWarnings(pick).map((warning) =>
      leaf(`${paint.doubtful('warning')}[${plain(warning.code)}] ${plain(warning.message)}`),
    ),
    ...nearestBranches(pick),
    ...candidateBranches(pick, paint),
  ])
}

function nearestBranches({ nearest }: RuntimePick): Branch[] {
  if (nearest === undefined) return []
  return [{ text: `nearest miss ${plain(nearest.message)}`, under: [leaf(plain(nearest.change))] }]
}

function candidateBranches({ trace = [], omitted = 0 }: RuntimePick, paint: Paint): Branch[] {
  if (trace.length === 0) return [leaf('no candidates')]
  const rest = omitted === 0 ? [] : [leaf(`… and ${omitted} more that came less near`)]
  return [
    { text: 'candidates', under: [...trace.map((candidate) => candidateBranch(candidate, paint)), ...rest] },
  ]
}

function candidateBranch(candidate: RuntimeCandidate, paint: Paint): Branch {
  const { verdict, code, message, identifier, version, checks } = candidate
  return {
    text: `${verdictMark(verdict, paint)} ${plain(`${identifier} (${version}) [${code}] ${message}`)}`,
    under: checks.map((check) => leaf(checkText(check, paint))),
  }
}
