import type { CredentialView, Operations, Output } from '@ingot/contract'
import { stamp } from './answers.ts'
import type { Case } from './cdp-cases.ts'

const { at } = stamp

const registry: Output<Operations['listRegistries']>['registries'][number] = {
  name: 'site',
  server: 'registry.corp.example:5000',
  owner: 'ada',
  created: at,
  lastCheck: { at, ok: true, message: 'It is there' },
  revision: 3,
}

export const credential: CredentialView = {
  id: '7c1d2b54-9a0e-4f2b-8a51-3f1f6a0b9c21',
  name: 'ci',
  server: 'registry.corp.example:5000',
  path: 'team/app',
  kind: 'basic',
  isDefault: true,
  expires: '2027-01-31T12:00:00.000Z',
  state: 'expires-soon',
  lastCheck: { at, ok: false, message: 'It does not take the credential' },
  owner: 'ada',
  created: at,
  revision: 4,
}

const oneRegistry = { ...stamp, dryRun: false, registry }
const oneCredential = { ...stamp, dryRun: false, credential }
const taken = { ...stamp, check: { at, ok: true, message: 'The registry takes it' } }
const refused = { ...stamp, check: { at, ok: false, message: 'The registry refuses it' } }

/** A line for every command about registries and credentials. */
export const registryCases: Case[] = [
  ['registry add site --server registry.corp.example:5000', { addRegistry: oneRegistry }, 0, 'https'],
  [
    'registry add lab --server 10.1.2.3:5000 --plain-http',
    { addRegistry: { ...oneRegistry, registry: { ...registry, plainHttp: true } } },
    0,
    'plain http',
  ],
  [
    'registry list',
    { listRegistries: { ...stamp, registries: [{ ...registry, certificates: 'PEM' }] } },
    0,
    'https, own authorities',
  ],
  ['registry list', { listRegistries: { ...stamp, registries: [] } }, 0, 'No registries were added'],
  ['registry test site', { testRegistry: taken }, 0, 'ok: The registry takes it'],
  [
    'registry test site --credential ci --reference registry.corp.example:5000/app:1',
    { testRegistry: refused },
    1,
    'failed: The registry refuses it',
  ],
  ['registry delete site', { deleteRegistry: oneRegistry }, 0, 'Deleted site (registry.corp.example:5000)'],
  [
    'credential add ci --server registry.corp.example:5000 --username ada --password-file site.json',
    { addCredential: oneCredential },
    0,
    'registry.corp.example:5000/team/app',
  ],
  [
    'credential list',
    { listCredentials: { ...stamp, credentials: [credential] } },
    0,
    '2027-01-31T12:00:00Z  expires-soon  2026-01-31T12:00:00Z failed',
  ],
  ['credential list', { listCredentials: { ...stamp, credentials: [] } }, 0, 'No credentials'],
  ['credential test ci', { testCredential: taken }, 0, 'ok: The registry takes it'],
  ['credential test ci', { testCredential: refused }, 1, 'failed: The registry refuses it'],
  ['credential update ci --no-default', { updateCredential: oneCredential }, 0, 'expires-soon'],
  ['credential rotate ci --password-file site.json', { rotateCredential: oneCredential }, 0, 'expires-soon'],
  ['credential delete ci', { deleteCredential: oneCredential }, 0, 'Deleted ci (registry.corp.example:5000)'],
]
