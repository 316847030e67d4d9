import {
  IngotError,
  type BaseProof,
  type Finding,
  type ImageSignature,
  type RuntimeReport,
  type Trust,
} from '@ingot/contract'
import {
  imageFindings,
  parsePlatform,
  platformText,
  proveBase,
  readMetadata,
  type OciImage,
  type OciReference,
} from '@ingot/core'
import {
  findSignatures,
  readImage,
  RegistryError,
  registrySignatureSource,
  type RegistryClient,
  type RegistryOptions,
} from '@ingot/providers'
import type { Context } from '../context.ts'
import { registryClient } from '../registries/registry-client.ts'
import type { View } from '../view.ts'
import { allowedBases } from './allowed-bases.ts'
import { lookIntoLayers, type LayerFindings } from './look-into-layers.ts'
import { openImage, type OpenImage } from './open-image.ts'
import { registryFinding, registryFindings } from './registry-fault.ts'
import { baseOf, runtimeSubjects } from './runtime-subjects.ts'
import { patience, withinTime } from './within-time.ts'

/** What of an image is looked at, and how. */
export interface ValidationOptions {
  /** Id or name of the credential; the one that fits best unless given. */
  readonly credential?: string | undefined
  readonly deep?: boolean | undefined
  /** The platform that must be there; `linux/amd64` unless given. Given, no other is looked at. */
  readonly platform?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Told of the compressed bytes of layers that are read, and of how many there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

const standardPlatform = 'linux/amd64'

/**
 * Everything that is to be said of an image as a runtime: what keeps it from being read is a finding too. Throws
 * `INVALID_REQUEST` for a platform that is none, what stands against its credential, and the reason of the signal.
 */
export async function validateImage(
  context: Pick<Context, 'ledger' | 'secrets'>,
  view: View,
  reference: OciReference,
  options: ValidationOptions,
): Promise<RuntimeReport> {
  const platform = readPlatform(options.platform)
  const time = options.deep === true ? patience.layers : patience.image
  return withinTime(time, options.signal, async (signal) => {
    const opened = await openImage(context, view, reference, { wanted: options.credential, signal })
    try {
      return await readAndJudge(registryClient(context.ledger), view, opened, { ...options, platform })
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      return unread(opened, registryFindings(error))
    }
  })
}

/** The platform that is asked for, in the one spelling that is compared. */
function readPlatform(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const { platform, fault } = parsePlatform(text)
  if (platform !== undefined) return platformText(platform)
  throw new IngotError('INVALID_REQUEST', `Cannot read the request: ${fault}`, {
    faults: [{ severity: 'error', code: 'INVALID_VALUE', path: '/body/platform', message: fault }],
  })
}

async function readAndJudge(
  client: RegistryClient,
  view: View,
  opened: OpenImage,
  options: ValidationOptions,
): Promise<RuntimeReport> {
  const { reference } = opened
  const platform = options.platform ?? standardPlatform
  const meter = { bytes: 0 }
  const registry = { ...opened.options, meter }
  const image = await readImage(client, reference, {
    ...registry,
    platforms: options.platform === undefined ? 'all' : [platform],
  })
  const bases = allowedBases(view.snapshot)
  const [signatures, layers] = await Promise.all([
    signaturesOf(client, view, reference, registry, image),
    options.deep === true
      ? layersOf(client, reference, image, {
          platform,
          bases,
          registry,
          onProgress: options.onProgress,
        })
      : undefined,
  ])
  const proof = proveBase(image, bases, layers?.evidence)
  const examined = { snapshot: view.snapshot, reference, image, proof, bases }
  const findings = [
    ...notices(opened, image, platform),
    ...imageFindings(runtimeSubjects(examined)),
    ...(layers?.findings ?? []),
    ...signatures.findings,
  ]
  return reportOf(opened, image, proof, {
    ...examined,
    platform,
    layers,
    findings,
    signatures: signatures.found,
    bytes: meter.bytes,
  })
}

/** What the layers tell; what keeps them from being read is a finding beside all that is known without them. */
async function layersOf(...given: Parameters<typeof lookIntoLayers>): Promise<LayerFindings> {
  try {
    return await lookIntoLayers(...given)
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return { findings: registryFindings(error), evidence: {}, isRead: false }
  }
}

interface Judged {
  readonly bases: Parameters<typeof baseOf>[2]
  readonly platform: string
  readonly layers: LayerFindings | undefined
  readonly findings: readonly Finding[]
  readonly signatures: readonly ImageSignature[]
  readonly bytes: number
}

function reportOf(
  { reference }: OpenImage,
  image: OciImage,
  proof: BaseProof,
  { bases, platform, layers, findings, signatures, bytes }: Judged,
): RuntimeReport {
  const shown = image.platforms.find((one) => one.platform === platform) ?? image.platforms[0]
  const read = shown === undefined ? undefined : readMetadata(shown, baseOf(shown, proof, bases))
  return {
    reference: reference.text,
    digest: image.digest,
    valid: findings.every(({ severity }) => severity !== 'error'),
    deep: layers?.isRead === true,
    bytes,
    platforms: image.platforms.map(({ platform, manifest }) => ({ platform, manifest })),
    identity: read?.identity ?? {},
    ...(read?.metadata === undefined ? {} : { metadata: read.metadata }),
    fields: read?.fields ?? [],
    findings: inOrder(findings),
    base: proof,
    signatures: [...signatures],
  }
}

/** The errors first, then the warnings; those of one severity as they were found. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const severities = ['error', 'warning', 'info'] as const
  return severities.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted))
}

/** The report of an image that could not be read. */
function unread({ reference, warning }: OpenImage, findings: readonly Finding[]): RuntimeReport {
  return {
    reference: reference.text,
    valid: false,
    deep: false,
    bytes: 0,
    platforms: [],
    identity: {},
    fields: [],
    findings: [...findings, ...expired(warning)],
    base: { verdict: 'UNKNOWN', platforms: [] },
    signatures: [],
  }
}

function notices({ reference, warning }: OpenImage, { platforms }: OciImage, wanted: string): Finding[] {
  if (platforms.some(({ platform }) => platform === wanted)) return expired(warning)
  const there = platforms.map(({ platform }) => platform).join(', ')
  const message = `"${reference.text}" has no image for ${wanted}, only for ${there}; build it for that platform too, or name one with --platform`
  return [registryFinding('noPlatform', message, { wanted, there }), ...expired(warning)]
}

function expired(warning: string | undefined): Finding[] {
  return warning === undefined ? [] : [registryFinding('credentialExpired', warning)]
}

async function signaturesOf(
  client: RegistryClient,
  { snapshot, at }: View,
  { registry, repository }: OciReference,
  options: RegistryOptions,
  image: OciImage,
): Promise<{ found: ImageSignature[]; findings: Finding[] }> {
  const trust = [...snapshot.all<Trust>('trust')].map(({ body }) => body)
  try {
    const source = registrySignatureSource(client, { registry, repository }, options)
    return { found: await findSignatures(source, image, trust, at), findings: [] }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    const message = `The signatures could not be read: ${error.message}`
    return { found: [], findings: [registryFinding('signaturesUnreadable', message)] }
  }
}
