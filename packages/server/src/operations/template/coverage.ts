import type { CoverageCell, Location, NodeAnswer } from '@ingot/contract'
import { resolveTemplate } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { readTemplate } from '../../template-request.ts'
import { readView } from '../../view.ts'

/** Nodes against regions: what each would start from there, and where it would start from nothing. */
export const coverTemplate: Handler<'templateCoverage'> = async ({ body, query }, context) => {
  const view = await readView(context, query)
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
    cells: answers.map(({ nodes }, column) => cellOf(nodes[index], locations[column]!)),
  }))
  const gaps = rows.flatMap((row) => row.cells).filter((cell) => !cell.covered).length
  return { ...view.stamp, locations, rows, gaps, diagnostics: answers[0]?.faults ?? [] }
}

function cellOf(answer: NodeAnswer | undefined, asked: Location): CoverageCell {
  if (answer === undefined)
    return { covered: false, code: 'NODE_MISSING', message: 'The template has no such node' }
  const { artifact, image, refusal, warnings } = answer
  const place = ownPlace(answer.location, asked)
  if (artifact === undefined)
    return { covered: false, ...place, code: refusal?.code, message: refusal?.message }
  const [warning] = warnings
  return { covered: true, ...place, reference: artifact.reference, version: image?.version, ...warning }
}

/** Where a node starts that names a region or an account of its own, and so not where it was asked for. */
function ownPlace(location: Location, asked: Location): { location?: Location } {
  const isSame = (['account', 'region'] as const).every(
    (side) => asked[side] === undefined || location[side]?.toLowerCase() === asked[side].trim().toLowerCase(),
  )
  return isSame ? {} : { location }
}
