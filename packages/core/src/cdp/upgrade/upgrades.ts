import type { UpgradeListing } from '@ingot/contract'

/** What a catalog has for a consumer: candidates, every verdict, and why there is no candidate. */
export type Upgrades = Pick<UpgradeListing, 'candidates' | 'verdicts' | 'reason'>
