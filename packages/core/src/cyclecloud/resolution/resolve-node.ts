import type { Answer, Location, OperatingSystem, Trace } from '@ingot/contract'
import type { BootSettings } from '../../boot/boot-faults.ts'
import { bootWarnings } from '../../boot/boot-warnings.ts'
import type { ImageSource } from '../../image/source.ts'
import { resolveDirect } from '../../resolve/direct.ts'
import { resolve } from '../../resolve/resolve.ts'
import { orderOfCandidates } from '../../resolve/trace.ts'
import { attributeText, imageNaming, type AttributeLookup, type ImageNaming } from './image-naming.ts'

/** Where and how strictly a node is resolved, beside what it says itself. */
export interface Surroundings extends Location {
  strict?: boolean | undefined
  trace?: boolean | undefined
}

/**
 * The image of one node. Its own `Region` and `Credentials` say where it starts; what it leaves open is taken from the
 * surroundings. The selection of the answer names the attribute that counted. With `settings` it warns of what cannot start
 * from the image.
 */
export function resolveNode(
  source: ImageSource,
  attribute: AttributeLookup,
  given: Surroundings,
  at: Date,
  settings?: BootSettings,
): Answer {
  const location: Location = {
    ...side('provider', given.provider),
    ...side('account', attributeText(attribute, 'credentials') ?? given.account),
    ...side('region', attributeText(attribute, 'region') ?? given.region),
  }
  const naming = imageNaming(attribute)
  if (naming.refusal !== undefined) {
    const { select, refusal } = naming
    const trace = given.trace === false ? {} : { trace: emptyTrace(source) }
    return { status: 'unresolved', select, location, refusal, warnings: [], ...trace }
  }
  const request = { ...location, ...os(attribute), strict: given.strict, trace: given.trace }
  const answer = ask(source, naming, request, at)
  const warnings = settings === undefined ? [] : bootWarnings(source, answer, settings)
  return {
    ...answer,
    select: { ...naming.select, by: readAs(naming, answer) },
    warnings: [...answer.warnings, ...warnings],
  }
}

/** Why nothing was looked for stands in the refusal; the trace says that nothing was. */
function emptyTrace({ catalogs }: ImageSource): Trace {
  const looked = 'nothing, since the node does not say which image it wants'
  return { looked, catalogs: [...catalogs], order: orderOfCandidates, candidates: [] }
}

type Request = Surroundings & { os?: OperatingSystem }

function ask(source: ImageSource, { select }: ImageNaming, request: Request, at: Date): Answer {
  const { attribute, value, by, version } = select
  if (by === 'marketplace' || by === 'resource-id') {
    return resolveDirect(source, { ...request, attribute, reference: value, by }, at)
  }
  if (by === 'id') return resolve(source, { ...request, id: value }, at)
  if (by === 'label') return resolve(source, { ...request, label: value, version }, at)
  return resolve(source, { ...request, name: value, version }, at)
}

/** A text that is spelled as a URN may be the name of an image: how it was read is known only from the answer. */
function readAs({ select }: ImageNaming, answer: Answer) {
  return select.by === 'marketplace' || select.by === 'resource-id' ? select.by : answer.select.by
}

function os(attribute: AttributeLookup): { os?: OperatingSystem } {
  const text = attributeText(attribute, 'imageos')?.toLowerCase()
  return text === 'linux' || text === 'windows' ? { os: text } : {}
}

function side<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<K, string>>
}
