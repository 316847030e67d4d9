import { describe, expect, it } from 'vitest'
import { credentialKind, kindExpiry } from './credential-kind.ts'

const made = new Date('2026-03-01T12:00:00.000Z')

describe('credentialKind()', () => {
  it.each([
    ['docker.io', 'ada', 'docker-hub'],
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', 'AWS', 'ecr'],
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'AWS', 'ecr'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'AWS', 'ecr'],
    ['public.ecr.aws', 'AWS', 'ecr'],
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', 'ada', 'basic'],
    ['12345.dkr.ecr.eu-central-1.amazonaws.com', 'AWS', 'basic'],
    ['dkr.ecr.example.com', 'AWS', 'basic'],
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com.example.com', 'AWS', 'basic'],
    ['site.azurecr.io', '00000000-0000-0000-0000-000000000000', 'acr-token'],
    ['site.azurecr.io', '5a1b7c9d-0000-4000-8000-1234567890ab', 'acr'],
    ['registry.example.com', '00000000-0000-0000-0000-000000000000', 'basic'],
    ['europe-west3-docker.pkg.dev', '_json_key', 'google-key'],
    ['europe-west3-docker.pkg.dev', '_json_key_base64', 'google-key'],
    ['gcr.io', 'oauth2accesstoken', 'google-token'],
    ['eu.gcr.io', 'oauth2accesstoken', 'google-token'],
    ['eu.gcr.io', 'ada', 'basic'],
    ['registry.example.com', 'oauth2accesstoken', 'basic'],
    ['nvcr.io', '$oauthtoken', 'ngc'],
    ['harbor.example.com', 'robot$team+ingot', 'harbor-robot'],
    ['harbor.example.com:8443', 'robot', 'basic'],
    ['docker.repository.cloudera.com', 'someone', 'cloudera'],
    ['container.repository.cloudera.com', 'someone', 'cloudera'],
    ['notcloudera.com', 'someone', 'basic'],
    ['127.0.0.1:5000', 'ada', 'basic'],
  ])('takes %s with the user %s for %s', (server, user, kind) => {
    expect(credentialKind(server, user)).toBe(kind)
  })
})

describe('kindExpiry()', () => {
  it.each([
    ['ecr', '2026-03-02T00:00:00.000Z'],
    ['acr-token', '2026-03-01T15:00:00.000Z'],
    ['google-token', '2026-03-01T13:00:00.000Z'],
    ['acr', undefined],
    ['basic', undefined],
    ['google-key', undefined],
  ] as const)('ends a secret of the kind %s at %s', (kind, expires) => {
    expect(kindExpiry(kind, made)).toBe(expires)
  })
})
