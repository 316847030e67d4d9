import type { CoverageCell, Location, NodeAnswer } from '@ingot/contract'
import { resolveTemplate } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView } from '../../view.ts'

/** Nodes against regions: what each would start from there, and where it would start from nothing. */
export const coverTemplate: Handler<'templateCoverage'> = async ({ body, query }, { ledger, now }) => {
  const view = await readView(ledger, now, query)
  const { regions, ...input } = body
  const { template, request } = readTemplate({ ...input, trace: false })
  const locations: Location[] = regions.map((region) => ({
    provider: input.provider,
    account: input.account,
    region,
  }))
  const answers = locations.map((location) =>
    resolveTemplate(view.source, template, { ...request, ...location }, view.at),
  )
  const rows = (answers[0]?.nodes ?? []).map((first, index) => ({
    row: `${first.cluster}/${first.node}`,
    cells: answers.map(({ nodes }) => cellOf(nodes[index])),
  }))
  const gaps = rows.flatMap((row) => row.cells).filter((cell) => !cell.covered).length
  return { ...view.stamp, locations, rows, gaps, diagnostics: answers[0]?.faults ?? [] }
}

function cellOf(answer: NodeAnswer | undefined): CoverageCell {
  if (answer === undefined)
    return { covered: false, code: 'NODE_MISSING', message: 'The template has no such node' }
  const { artifact, image, refusal, warnings } = answer
  if (artifact === undefined) return { covered: false, code: refusal?.code, message: refusal?.message }
  const [warning] = warnings
  return { covered: true, reference: artifact.reference, version: image?.version, ...warning }
}
