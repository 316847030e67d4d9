import type { Answer, Refusal, ResolveRequest, Selection, Trace, Warning } from '@ingot/contract'
import { bootWarnings } from '../boot/boot-warnings.ts'
import { normalizeLocation } from '../image/location.ts'
import type { ImageSource } from '../image/source.ts'
import { parseVersionRange, rangeFault, type VersionRange } from '../version/range.ts'
import { answerLocation, contextOf, describeLooked } from './context.ts'
import { decide, type Decision } from './decide.ts'
import { describeList } from './describe.ts'
import { driftWarnings } from './drift.ts'
import { directKind, resolveDirect } from './direct.ts'
import { prepare, prepareImage, type Prepared, type PreparedArtifact } from './prepare.ts'
import { refusal } from './refusals.ts'
import { refuse } from './refuse.ts'
import type { Context } from './rule.ts'
import { suggest } from './suggest.ts'
import { orderOfCandidates, traceOf, traceLabelClash } from './trace.ts'
import { warningsOf } from './warn.ts'

type SelectedBy = 'name' | 'label' | 'id'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/**
 * Which image a node starts from, and why. Pure: the same images, request and moment give the same answer, to the
 * byte. Never throws for what a request says; an answer that is no carries its refusal.
 *
 * An `id` that is no image's, and a `name` that is no image's but spelled as a Marketplace URN or an Azure resource
 * id, are the provider's own references and answered as `direct`.
 */
export function resolve(source: ImageSource, request: ResolveRequest, at: Date): Answer {
  const answer = resolveImage(source, request, at)
  const { machineType } = request
  if (machineType === undefined) return answer
  const warnings = bootWarnings(source, answer, { machineTypes: [machineType], isMachineOnly: true })
  return { ...answer, warnings: [...answer.warnings, ...warnings] }
}

function resolveImage(source: ImageSource, request: ResolveRequest, at: Date): Answer {
  const by = selectedBy(request)
  if (by === undefined) return refuseSelection(source, request)
  const value = request[by]!.trim()
  const range = parseVersionRange(request.version ?? '')
  if (range === undefined) return refuseVersion(source, request, by)
  if (by === 'id') return resolveId(source, request, value, range, at)
  const stored = by === 'name' ? source.named(value) : source.labelled(value)
  const prepared = prepare(stored, source.catalogs, source.driftPolicy)
  if (prepared.images.length === 0) return resolveUnknown(source, request, by, prepared, at)
  const context = contextOf(request, range, prepared.images, false, at)
  if (by === 'label' && prepared.names.length > 1) return refuseLabel(source, request, prepared, context)
  return answer(source, request, by, prepared, context)
}

/** Which of the three ways a request names its image in; `undefined` when none or several. */
function selectedBy(request: ResolveRequest): SelectedBy | undefined {
  const { name, label, id } = request
  if (name !== undefined) return label === undefined && id === undefined ? 'name' : undefined
  if (label !== undefined) return id === undefined ? 'label' : undefined
  return id === undefined ? undefined : 'id'
}

function resolveId(
  source: ImageSource,
  request: ResolveRequest,
  id: string,
  range: VersionRange,
  at: Date,
): Answer {
  const stored = uuid.test(id) ? source.withId(id)[0] : undefined
  if (stored === undefined) {
    return resolveDirect(source, { ...request, attribute: 'id', reference: id, by: 'reference' }, at)
  }
  const image = prepareImage(stored.body, source.catalogs.indexOf(stored.body.catalog), source.driftPolicy)
  const prepared: Prepared = { images: [image], names: [image.image.name], unsearched: [] }
  return answer(source, request, 'id', prepared, contextOf(request, range, prepared.images, true, at))
}

function resolveUnknown(
  source: ImageSource,
  request: ResolveRequest,
  by: 'name' | 'label',
  prepared: Prepared,
  at: Date,
): Answer {
  const value = request[by]!.trim()
  const kind = by === 'name' ? directKind(value) : undefined
  if (kind !== undefined) {
    return resolveDirect(source, { ...request, attribute: 'name', reference: value, by: kind }, at)
  }
  const refused = refusal(by === 'name' ? 'NAME_NOT_FOUND' : 'LABEL_NOT_FOUND', {
    value,
    catalogs: describeCatalogs(source),
    hint: hintFor(source, by, value, prepared),
  })
  return refuseEarly(source, request, by, refused)
}

/** The answer for candidates that there are. */
function answer(
  source: ImageSource,
  request: ResolveRequest,
  by: SelectedBy,
  prepared: Prepared,
  context: Context,
): Answer {
  const decision = decide(prepared.images, context, request.strict === true)
  const { outcome, chosen, artifact } = decision
  const isResolved = outcome === 'resolved' && chosen !== undefined && artifact !== undefined
  return {
    status: isResolved ? 'resolved' : 'unresolved',
    select: selection(request, by),
    location: answerLocation(request, context),
    ...(isResolved
      ? { image: chosen.reference, artifact: answerArtifact(artifact) }
      : { refusal: refuse(prepared, context, decision, describeWhat(request, by)) }),
    warnings: isResolved
      ? [...warningsOf(prepared.images, context, decision, chosen), ...driftWarnings(chosen, artifact)]
      : [],
    ...(request.trace === false ? {} : { trace: traceIn(source, request, by, prepared, context, decision) }),
  }
}

/** An artifact as an answer carries it. */
function answerArtifact({ artifact }: PreparedArtifact): NonNullable<Answer['artifact']> {
  const { name, reference, digest } = artifact
  return digest === undefined ? { name, reference } : { name, reference, digest }
}

function traceIn(
  source: ImageSource,
  request: ResolveRequest,
  by: SelectedBy,
  prepared: Prepared,
  context: Context,
  decision: Decision,
): Trace {
  const head = { looked: describeLooked(describeWhat(request, by), context), catalogs: [...source.catalogs] }
  return traceOf(prepared.images, context, decision, head)
}

function refuseLabel(
  source: ImageSource,
  request: ResolveRequest,
  prepared: Prepared,
  context: Context,
): Answer {
  const names = describeList(
    prepared.names.map((name) => `"${name}"`),
    'and',
  )
  const refused = refusal('AMBIGUOUS_LABEL', { value: request.label!.trim(), names })
  const looked = describeLooked(describeWhat(request, 'label'), context)
  const candidates = traceLabelClash(prepared.images, context, refused.message)
  return refuseEarly(source, request, 'label', refused, { looked, candidates })
}

function refuseSelection(source: ImageSource, request: ResolveRequest): Answer {
  const given = (['name', 'label', 'id'] as const).filter((by) => request[by] !== undefined)
  const refused = refusal('SELECTION_INVALID', { given: describeList(given, 'and') })
  return refuseEarly(source, request, given[0], refused)
}

function refuseVersion(source: ImageSource, request: ResolveRequest, by: SelectedBy): Answer {
  const fault = rangeFault(request.version ?? '') ?? ''
  return refuseEarly(source, request, by, refusal('INVALID_VERSION', { fault }))
}

/** A refusal before any rule was asked. */
function refuseEarly(
  source: ImageSource,
  request: ResolveRequest,
  by: SelectedBy | undefined,
  refused: Refusal,
  found: Pick<Trace, 'looked' | 'candidates'> = { looked: describeWhat(request, by), candidates: [] },
): Answer {
  const warnings: Warning[] = []
  const trace = {
    looked: found.looked,
    catalogs: [...source.catalogs],
    order: orderOfCandidates,
    candidates: found.candidates,
  }
  return {
    status: 'unresolved',
    select: by === undefined ? { attribute: '', value: '', by: 'none' } : selection(request, by),
    location: answerLocation(request, { place: normalizeLocation(request) }),
    refusal: refused,
    warnings,
    ...(request.trace === false ? {} : { trace }),
  }
}

function selection(request: ResolveRequest, by: SelectedBy): Selection {
  const value = request[by]!
  const version = request.version?.trim()
  return version ? { attribute: by, value, by, version } : { attribute: by, value, by }
}

function describeWhat(request: ResolveRequest, by: SelectedBy | undefined): string {
  if (by === undefined) return 'nothing'
  return by === 'name'
    ? `image "${request.name}"`
    : by === 'label'
      ? `the image labelled "${request.label}"`
      : `id "${request.id}"`
}

function describeCatalogs({ catalogs }: ImageSource): string {
  if (catalogs.length === 0) return 'any catalog: there was none yet'
  const quoted = catalogs.map((catalog) => `"${catalog}"`)
  return `catalog${quoted.length === 1 ? '' : 's'} ${describeList(quoted, 'or')}`
}

/** What may help who asked for a name or label that is not there. */
function hintFor(source: ImageSource, by: 'name' | 'label', value: string, prepared: Prepared): string {
  if (prepared.unsearched.length > 0) {
    const quoted = prepared.unsearched.map((catalog) => `"${catalog}"`)
    return `; there is one in ${describeList(quoted, 'and')}, which is not searched`
  }
  const other = by === 'name' ? source.labelled(value) : source.named(value)
  if (other.length > 0) return by === 'name' ? '; it is a label' : '; it is a name'
  const near = by === 'name' ? suggest(value, source.names?.() ?? []) : []
  const quoted = near.map((name) => `"${name}"`)
  return near.length === 0 ? '' : `; did you mean ${describeList(quoted, 'or')}?`
}
