import type { CredentialKind } from '@ingot/contract'
import { dockerHub } from '@ingot/core'

/** Hosts of registries whose passwords are tokens, or whose users tell what the password is. */
const ecr = /^(?:\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|public\.ecr\.aws)$/
const acr = /^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/
const google = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/
const cloudera = /^(?:[a-z0-9-]+\.)+cloudera\.com$/

/** The user under which Azure takes a token in place of a password. */
const acrTokenUser = '00000000-0000-0000-0000-000000000000'

/** What a secret is, as far as its server (`host[:port]`, in lower case) and its user tell. */
export function credentialKind(server: string, username: string): CredentialKind {
  if (server === dockerHub) return 'docker-hub'
  if (server === 'nvcr.io') return 'ngc'
  if (ecr.test(server)) return username === 'AWS' ? 'ecr' : 'basic'
  if (acr.test(server)) return username === acrTokenUser ? 'acr-token' : 'acr'
  if (google.test(server)) return googleKind(username)
  if (cloudera.test(server)) return 'cloudera'
  // Harbor runs on hosts of any name; its robots are known by their users.
  return username.startsWith('robot$') ? 'harbor-robot' : 'basic'
}

function googleKind(username: string): CredentialKind {
  if (username === 'oauth2accesstoken') return 'google-token'
  return /^_json_key(?:_base64)?$/.test(username) ? 'google-key' : 'basic'
}

const hour = 60 * 60_000

/** How long tokens of a kind are good for after they were made, in ms; other kinds say nothing of their end. */
const lives: Partial<Record<CredentialKind, number>> = {
  ecr: 12 * hour,
  'acr-token': 3 * hour,
  'google-token': hour,
}

/** When a secret of a kind that was made at a moment ends, where its kind tells: an RFC 3339 time. */
export function kindExpiry(kind: CredentialKind, made: Date): string | undefined {
  const life = lives[kind]
  return life === undefined ? undefined : new Date(made.getTime() + life).toISOString()
}
