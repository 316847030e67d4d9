import { IngotError, type Fault, type Input, type Operations, type Registry } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import type { Handler } from '../../context.ts'
import { certificateFaults } from '../../registries/certificate-faults.ts'
import { faultAt, readRegistryServer, refuseFaults } from '../../registries/read-server.ts'
import { registryView } from '../../registries/registry-view.ts'
import { findRegistry, registryAt } from '../../registries/stored-registries.ts'
import { transact } from '../../transact.ts'
import type { View } from '../../view.ts'

type Body = Input<Operations['addRegistry']>['body']

/** Adds a registry, or says anew how one is spoken to. What is not given does not hold any more. */
export const addRegistry: Handler<'addRegistry'> = async ({ params, query = {}, body }, context) => {
  refuseFaults([...nameFaults(params.registry), ...accessFaults(body)])
  const { server, notes } = readRegistryServer(body.server)
  const { answer, view, dryRun } = await transact(context, 'registry.add', query, (before) => {
    refuseSecond(before, params.registry, server)
    const registry = registryOf(before, params.registry, { ...body, server })
    const isSame = isSameJson(before.snapshot.get('registry', registry.name)?.body, registry)
    const change = { kind: 'registry', id: registry.name, body: registry }
    return { changes: isSame ? [] : [change], answer: registry }
  })
  const stored = dryRun
    ? { body: answer, revision: view.snapshot.revision + 1 }
    : findRegistry(view.snapshot, answer.name)
  const registry = await registryView(context.ledger, stored)
  return { ...view.stamp, dryRun, registry, ...(notes.length === 0 ? {} : { notes: [...notes] }) }
}

function registryOf(
  { snapshot, at, access }: View,
  name: string,
  { server, plainHttp, certificates }: Body,
): Registry {
  const before = snapshot.get<Registry>('registry', name)?.body
  return {
    name,
    server,
    ...(plainHttp === true ? { plainHttp } : {}),
    ...(certificates === undefined ? {} : { certificates }),
    owner: before?.owner ?? access.actor.name,
    created: before?.created ?? at.toISOString(),
  }
}

/** One server is spoken to in one way, so it is added under one name. */
function refuseSecond({ snapshot }: View, name: string, server: string): void {
  const other = registryAt(snapshot, server)
  if (other === undefined || other.id === name) return
  throw new IngotError(
    'INVALID_INPUT',
    `The server "${server}" was added as the registry "${other.id}" already; change that one, or delete it first`,
  )
}

function nameFaults(name: string): Fault[] {
  if (/^[A-Za-z0-9][-A-Za-z0-9_.]*$/.test(name) && name.length <= 128) return []
  const message =
    'The name of a registry has at most 128 letters, digits, "-", "_" and "." and begins with a letter or digit, ' +
    `but got "${name.slice(0, 130)}"`
  return [faultAt('/params/registry', message)]
}

function accessFaults({ plainHttp, certificates }: Body): Fault[] {
  if (certificates === undefined) return []
  const faults = certificateFaults(certificates)
  if (plainHttp === true) faults.unshift('A registry that is spoken to without TLS has no certificates')
  return faults.map((message) => faultAt('/body/certificates', message))
}
