import { refusal, resolution, stamp } from './answers.ts'
import * as given from './cdp-answers.ts'
import type { Answers } from './fake-api.ts'

/** Command line, answers, exit status, and what standard output must contain. */
export type Case = [line: string, answers: Answers, status: number, shown?: string]

const catalogAnswer = { ...stamp, dryRun: false, catalog: given.mirrored }
const which = '--catalog our-images'

/** A line for every command about mirrored catalogs, derived images, consumers and those who may use them. */
export const cdpCases: Case[] = [
  [
    'catalog add-source cdp-default --type runtime --from https://catalogs.example.com/v3.json',
    { addSource: given.synced },
    0,
    '1 came, 1 changed, 1 went, 0 came back, 674 unchanged; stored as of revision 7',
  ],
  [
    'catalog sync cdp-default',
    { showCatalog: { ...stamp, catalog: given.mirrored }, syncCatalog: given.synced },
    0,
    'description: "a" → "b"',
  ],
  ['catalog show cdp-default', { showCatalog: { ...stamp, catalog: given.mirrored } }, 0, 'Synced every 15m'],
  [
    'catalog list',
    { listCatalogs: { ...stamp, catalogs: [given.mirrored] } },
    0,
    '2026-01-31T12:00:00Z failed',
  ],
  ['catalog export our-images', { exportCatalog: { images: {} } }, 0, '"images": {}'],
  ['catalog publish our-images', { publishCatalog: catalogAnswer }, 0, '/catalogs/cdp-default.json answers'],
  ['catalog update our-images --owner ada', { updateCatalog: catalogAnswer }, 0, 'cdp-default'],
  ['catalog restore our-images', { restoreCatalog: catalogAnswer }, 0, 'cdp-default'],
  [
    'catalog newer our-images',
    {
      newerSources: {
        ...stamp,
        images: [{ image: given.hardened, source: given.facts, newer: [given.newer] }],
      },
    },
    0,
    '7.2.18.0.1720000000 (85e571ef-725e-4b3e-a6ce-2c2878ff207c)  1 newer image',
  ],
  [
    'catalog newer our-images',
    { newerSources: { ...stamp, images: [] } },
    0,
    'No source has a newer sibling',
  ],
  ['catalog switch etl --to our-images', { switchCatalog: given.plan }, 0, 'derives from the present image'],
  [
    'catalog switch etl --to our-images',
    { switchCatalog: { ...given.plan, steps: [given.step, given.refusedStep] } },
    1,
    '1 of 2 consumers cannot be switched, so none would be',
  ],
  [
    'image derive --catalog our-images --from a --vm-image region=us-west-1,ref=ami-1',
    { deriveImage: given.derivation },
    0,
    '26 regions of the source, 2 here; 2 not covered',
  ],
  [
    `image delete a ${which}`,
    { deleteImage: { ...stamp, dryRun: false, image: given.hardened } },
    0,
    'Deleted runtime-redhat8-aws@7.2.17.400.1714149879 (6f1c2a7e',
  ],
  [`image effective a ${which}`, { effectiveImage: given.effective }, 0, 'which its catalog no longer lists'],
  [
    'image diff a b',
    {
      diffImages: {
        ...stamp,
        a: given.facts,
        b: given.newer,
        differences: [{ field: '/version', a: '"1"' }],
      },
    },
    0,
    '  /version: "1" → none',
  ],
  ['image lineage a', { imageLineage: { ...stamp, entries: given.lineage } }, 0, '└─ runtime-redhat8-aws'],
  [
    'image find-default --provider aws --type runtime --runtime 7.2.17',
    { findDefaultImage: resolution },
    0,
    resolution.image?.id,
  ],
  [
    'image find-default --provider aws --type freeipa --explain',
    { findDefaultImage: refusal },
    1,
    'nearest miss',
  ],
  [
    'image list --catalog cdp-default',
    { listImages: { ...stamp, images: [given.defaultImage], total: 1 } },
    0,
    '7.2.17   redhat8  aws       x86_64',
  ],
  [
    'image show a',
    { showImage: { ...stamp, image: given.derivedImage, versions: [] } },
    0,
    'Derives from 4b6a',
  ],
  [
    'consumer create datahub etl --provider aws --region us-west-1',
    { createConsumer: given.created },
    0,
    'Reference    ami-0123456789abcdef0',
  ],
  [
    'consumer create datahub etl --environment prod --explain',
    { createConsumer: given.created },
    0,
    'keep lifecycle [ACTIVE] It is active',
  ],
  [
    'consumer show etl',
    { showConsumer: { ...stamp, consumer: given.consumerView } },
    0,
    'clusterTemplate = "etl"',
  ],
  ['consumer list', { listConsumers: { ...stamp, consumers: [given.consumerView] } }, 0, 'aws/us-west-1'],
  [
    'consumer mark etl --running Scaling',
    { markConsumer: { ...stamp, dryRun: false, consumer: given.consumerView } },
    0,
    'Running      Scaling',
  ],
  [
    'consumer delete etl',
    { deleteConsumer: { ...stamp, dryRun: false, consumer: given.consumerReference } },
    0,
    'Deleted datahub/etl',
  ],
  ['upgrade list etl', { listUpgrades: given.listing }, 0, '1       ARCHITECTURE  2        It is for arm64'],
  ['upgrade list etl --all', { listUpgrades: given.listing }, 0, 'dropped    2       CURRENT'],
  ['upgrade list etl', { listUpgrades: given.noUpgrade }, 1, 'There are no other images available'],
  ['upgrade apply etl', { applyUpgrade: given.applied }, 0, 'next: Upgrade the cluster'],
  ['usage our-images --no-locks', { usage: given.usage }, 0, '1 pin in locks'],
  [
    'usage our-images --no-locks',
    { usage: { ...stamp, consumers: [], derived: [], locks: [] } },
    0,
    'Nothing uses it',
  ],
  [
    'role grant --user grace --role shared-resource-user --catalog our-images',
    { grantRole: { ...stamp, dryRun: false, grant: given.grant } },
    0,
    'grace is SharedResourceUser of catalog/our-images',
  ],
  [
    'role revoke --user grace --role SHAREDRESOURCEUSER --consumer etl',
    { revokeRole: { ...stamp, dryRun: false, grant: given.grant } },
    0,
    'grace is no longer SharedResourceUser',
  ],
  ['role list', { listRoles: { ...stamp, grants: [given.grant] } }, 0, 'catalog/our-images'],
  [
    'access-key create --user ada',
    { createAccessKey: { ...given.accessKey, privateKey: given.privateKey } },
    0,
    `cdp_private_key = ${given.privateKey}\n`,
  ],
  ['access-key list', { listAccessKeys: { accessKeys: [given.accessKey] } }, 0, 'ed25519'],
  ['access-key revoke a', { revokeAccessKey: given.accessKey }, 0, 'Revoked 9b2a7c1e'],
]
