import {
  IngotError,
  type Fault,
  type Finding,
  type RuntimeEntry,
  type RuntimeReport,
  type RuntimeView,
} from '@ingot/contract'
import { withStage } from '@ingot/core'
import { credentialFor } from '../../registries/credential-for.ts'
import type { Handler } from '../../context.ts'
import { imageWritten } from '../../image-document.ts'
import { readReference } from '../../runtimes/open-image.ts'
import { runtimeCatalog } from '../../runtimes/runtime-catalog.ts'
import { runtimeImage, stageOf, type Standing } from '../../runtimes/runtime-image.ts'
import { runtimeView, statusAt } from '../../runtimes/runtime-view.ts'
import {
  identityOf,
  nextNumber,
  runtimeWithIdentity,
  findRuntime,
  type RuntimeImage,
} from '../../runtimes/stored-runtimes.ts'
import { validateImage } from '../../runtimes/validate-image.ts'
import { transact } from '../../transact.ts'
import { viewOf, type View } from '../../view.ts'

type Body = Parameters<Handler<'addRuntime'>>[0]['body']

/**
 * Validates an image and stores it as a runtime: the digest that was looked at, its metadata and the report, in one
 * commit. One that a repo file brought, and nobody has read yet, is pinned by it. Throws `RUNTIME_REFUSED` with every
 * finding where one is an error.
 */
export const addRuntime: Handler<'addRuntime'> = async ({ query = {}, body }, context) => {
  const reference = readReference(body.reference)
  const before = viewOf(await context.ledger.refresh(), context.now, context.actor)
  const report = await validateImage(context, before, reference, body)
  refuseErrors(report)
  const { answer, view, dryRun } = await transact(context, 'runtime.add', query, (now) => {
    const image = imageOf(now, body, query.reason, report)
    const stored = { at: now.at.toISOString(), report }
    return {
      changes: [
        ...runtimeCatalog(now),
        imageWritten(image),
        { kind: 'runtime-report', id: image.id, body: stored },
      ],
      answer: image,
    }
  })
  return { ...view.stamp, dryRun, runtime: shown(view, answer, report, dryRun), report }
}

function imageOf(view: View, body: Body, reason: string | undefined, report: RuntimeReport): RuntimeImage {
  const { metadata } = report
  const holder = metadata && runtimeWithIdentity(view.snapshot, identityOf({ metadata }))
  const entry = entryOf(view, body, report)
  const standing: Standing = { status: body.enable === true ? 'ENABLED' : 'DISABLED', at: view.at, reason }
  if (holder === undefined) return runtimeImage(entry, standing)
  if (!isUnread(holder.body, report)) throw taken(holder.body, report)
  return pinnedImage(holder.body, entry, standing)
}

function entryOf({ snapshot, at, access }: View, body: Body, report: RuntimeReport): RuntimeEntry {
  const { metadata, digest, platforms, base } = report
  if (metadata === undefined)
    throw new IngotError('RUNTIME_REFUSED', `"${report.reference}" says too little of itself`)
  const wanted = body.credential
  const { credential } = credentialFor(snapshot, readReference(report.reference), { at, wanted })
  const proven = base.platforms.find((one) => one.base !== undefined)?.base
  return {
    number: nextNumber(snapshot),
    identifier: report.reference,
    ...(digest === undefined ? {} : { digest }),
    platforms,
    metadata,
    ...(body.isDefault === true ? { isDefault: true } : {}),
    origin: { kind: 'manual', by: access.actor.name },
    // One that was only the best fit may be another tomorrow.
    ...(wanted === undefined || credential === undefined ? {} : { credential: credential.id }),
    base: {
      verdict: base.verdict,
      ...(proven === undefined ? {} : { id: proven.id, reference: proven.reference, digest: proven.digest }),
    },
    added: at.toISOString(),
  }
}

/** The runtime as it is stored now, or would be. */
function shown(view: View, image: RuntimeImage, { findings }: RuntimeReport, dryRun: boolean): RuntimeView {
  const { snapshot, at } = view
  if (!dryRun) return runtimeView(snapshot, findRuntime(snapshot, image.id), at)
  const count = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length
  const planned = { kind: 'image', id: image.id, revision: snapshot.revision + 1, body: image }
  return {
    ...runtimeView(snapshot, planned, at),
    findings: { errors: count('error'), warnings: count('warning'), infos: count('info') },
  }
}

function refuseErrors({ valid, reference, findings }: RuntimeReport): void {
  if (valid) return
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const more = errors.length === 1 ? '' : `, and ${errors.length - 1} more`
  const message = `"${reference}" cannot be a runtime: ${first?.message ?? 'it is refused'}${more}`
  throw new IngotError('RUNTIME_REFUSED', message, { faults: findings.map(asFault) })
}

function asFault({ severity, code, message, field }: Finding): Fault {
  return { severity, code, message, ...(field === undefined ? {} : { path: `/${field}` }) }
}

/** Whether a repo file brought the very image, and nobody has read it so far. */
function isUnread({ runtime }: RuntimeImage, { reference }: RuntimeReport): boolean {
  return runtime.digest === undefined && readReference(runtime.identifier).text === reference
}

/** A runtime of a repo file with what its image says of itself. It stays where it came from, and as it stands. */
function pinnedImage(before: RuntimeImage, read: RuntimeEntry, standing: Standing): RuntimeImage {
  const { number, origin, added, isDefault, credential } = before.runtime
  const entry: RuntimeEntry = {
    ...(isDefault === undefined ? {} : { isDefault }),
    ...(credential === undefined ? {} : { credential }),
    ...read,
    number,
    origin,
    added,
  }
  const { id, name, version, stages } = before
  const image = { ...before, ...runtimeImage(entry, standing), id, name, version, stages }
  if (standing.status !== 'ENABLED' || statusAt(before, standing.at) === 'ENABLED') return image
  return { ...withStage(image, stageOf(standing)), runtime: image.runtime }
}

/** Somebody else may have taken the identity while the image was read. */
function taken({ runtime: { identifier, digest } }: RuntimeImage, report: RuntimeReport): IngotError {
  const isSame = digest !== undefined && digest === report.digest
  const message = isSame
    ? `The image of "${report.reference}" is in the catalog already, as "${identifier}"`
    : `The identity of "${report.reference}" is that of "${identifier}" already; raise its maintenance version`
  return new IngotError('RUNTIME_REFUSED', message, {
    faults: [{ severity: 'error', code: 'duplicateRuntimeVersion', message }],
  })
}
