import Type from 'typebox'
import { merge } from '../merge.ts'
import { operation } from '../operation.ts'
import { Stamp } from '../resolution.ts'
import { Trust } from '../signature.ts'
import { readQuery, writeQuery } from './common.ts'

const reads = ['trust', 'catalog', 'setting', 'image', 'grant'] as const
const params = Type.Object({
  trust: Type.String({ pattern: '^[A-Za-z0-9][-A-Za-z0-9_.]*$', maxLength: 128 }),
})
const OneTrust = merge(Stamp, Type.Object({ dryRun: Type.Boolean(), trust: Trust }))

export const trustOperations = {
  addTrust: operation({
    method: 'PUT',
    path: '/v1/trust/{trust}',
    summary: 'Trust a public key, or an identity, to sign images',
    permission: 'runtime:write',
    params,
    query: Type.Object(writeQuery),
    body: Type.Object({ key: Trust.properties.key, identity: Trust.properties.identity }),
    response: OneTrust,
    reads,
  }),
  listTrust: operation({
    method: 'GET',
    path: '/v1/trust',
    summary: 'List the keys and identities that are trusted to sign images',
    permission: 'runtime:read',
    query: Type.Object(readQuery),
    response: merge(Stamp, Type.Object({ trust: Type.Array(Trust) })),
    reads,
  }),
  deleteTrust: operation({
    method: 'DELETE',
    path: '/v1/trust/{trust}',
    summary: 'Trust a key or an identity no longer',
    permission: 'runtime:write',
    params,
    query: Type.Object(writeQuery),
    response: OneTrust,
    reads,
  }),
}
