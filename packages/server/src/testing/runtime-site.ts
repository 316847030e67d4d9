import {
  operations,
  type Finding,
  type Input,
  type OperationName,
  type Operations,
  type Output,
} from '@ingot/contract'
import {
  startFakeRegistry,
  type BuiltManifest,
  type FakeRegistry,
  type FakeRegistryOptions,
} from '@ingot/testkit'
import { openRegistrySite, type RegistrySite } from './registry-site.ts'
import { ubuntu } from './sample-runtime.ts'

type ValidateBody = Input<Operations['validateRuntime']>['body']
type AddBody = Input<Operations['addRuntime']>['body']
type Report = Output<Operations['validateRuntime']>

/** A site with a fake registry that was added to it, and with Ubuntu on that as the one allowed base. */
export interface RuntimeSite extends RegistrySite {
  readonly registry: FakeRegistry
  /** The reference of the allowed base. */
  readonly ubuntu: string
  /** Pushes an image; answers its reference: `push('a', image)` → `127.0.0.1:PORT/team/a:1.0`. */
  push(name: string, image: BuiltManifest, tag?: string): string
  validate(reference: string, more?: Partial<ValidateBody>): Promise<Report>
  add(
    reference: string,
    more?: Partial<AddBody>,
    query?: object,
  ): ReturnType<RegistrySite['client']['addRuntime']>
  allow(
    reference: string,
    generation: 'non-pbj' | 'pbj' | 'os',
    vendor?: boolean,
  ): ReturnType<RegistrySite['client']['addBase']>
  /** The revision of the ledger. */
  revision(): number
  /** What the registry was asked from now on until it is asked for: `GET /v2/…`. */
  asked(): string[]
}

/** Opens a site; `bare` allows no base. */
export async function openRuntimeSite(
  options: FakeRegistryOptions & { bare?: boolean } = {},
): Promise<RuntimeSite> {
  const registry = await startFakeRegistry(options)
  const site = await openRegistrySite({ operations: Object.keys(operations) as OperationName[] })
  const { client, ledger } = site
  const close = site.close.bind(site)
  const reference = `${registry.host}/library/ubuntu:22.04`
  const { certificates } = registry
  const secure = certificates === undefined ? { plainHttp: true } : { certificates }
  await client.addRegistry({ params: { registry: 'fake' }, body: { server: registry.host, ...secure } })
  registry.push('library/ubuntu', '22.04', ubuntu)
  let seen = 0
  const made: Omit<RuntimeSite, keyof RegistrySite> & Pick<RegistrySite, 'close'> = {
    registry,
    ubuntu: reference,
    push: (name, image, tag = '1.0') => {
      registry.push(`team/${name}`, tag, image)
      return `${registry.host}/team/${name}:${tag}`
    },
    validate: (reference, more = {}) => client.validateRuntime({ body: { reference, ...more } }),
    add: (reference, more = {}, query = {}) => client.addRuntime({ query, body: { reference, ...more } }),
    allow: (reference, generation, vendor) =>
      client.addBase({ body: { reference, generation, ...(vendor === undefined ? {} : { vendor }) } }),
    revision: () => ledger.snapshot().revision,
    asked: () => {
      const asked = registry.requests.slice(seen).map(({ method, path }) => `${method} ${path}`)
      seen = registry.requests.length
      return asked
    },
    close: async () => {
      await close()
      await registry.close()
    },
  }
  const opened = Object.assign(site, made)
  if (options.bare !== true && registry.auth === undefined) await opened.allow(reference, 'os')
  return opened
}

/** Findings as `severity code`, without those that only say what is the case. */
export function faultsOf({ findings }: { findings: readonly Finding[] }): string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, code }) => `${severity} ${code}`)
}
