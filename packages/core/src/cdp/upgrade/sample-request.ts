import type { Image } from '@ingot/contract'
import { sampleReferences } from '../derivation/sample-source.ts'
import { listUpgrades } from './list-upgrades.ts'
import { customContent, sampleConsumer, sampleUpgrade } from './sample-upgrade.ts'
import type { UpgradeRequest } from './upgrade-request.ts'

/** What a Data Hub on the image `current` can be upgraded to among images of a custom catalog, for a test. */
export function sampleListing(images: readonly Image[], request: Partial<UpgradeRequest> = {}) {
  return listUpgrades(customContent(images), { ...sampleRequest, ...request })
}

/** A request for a test: a Data Hub that asks for any upgrade. */
export const sampleRequest: UpgradeRequest = {
  consumer: sampleConsumer(),
  current: sampleUpgrade('current'),
  at: new Date('2026-11-21T00:00:00Z'),
}

/** Requests of other kinds, for a test. */
export const dataLake = { consumer: sampleConsumer({ type: 'datalake' }) }
export const selinux = { consumer: sampleConsumer({ details: { seLinux: 'ENFORCING' } }) }
export const locked = { lockComponents: true }
export const withoutPython = { current: sampleUpgrade('current', { runtime: '7.2.15', hasPython: false }) }

/** Images for other places, for a test. */
export const onAzure = { artifacts: sampleReferences('azure', { 'West US 2': 'https://x/y.vhd' }) }
export const inEurope = { artifacts: sampleReferences('aws', { 'eu-west-1': 'ami-1' }) }
