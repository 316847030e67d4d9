import type { AccountSettings, AccountView, Operations, Output } from '@ingot/contract'
import { durationText } from '../duration.ts'
import { failureLines } from './account-failure.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { checkCell, checkLine } from './registry.ts'
import { fieldLines } from './sheet.ts'
import { table } from './table.ts'
import { shortMoment } from './words.ts'

const head = ['NAME', 'PROVIDER', 'WHERE', 'REGIONS', 'SECRET', 'LAST TEST', 'LAST SCAN']

/** Accounts, one a row: what they are and how they are, never what opens them. */
export function accountTable(accounts: readonly AccountView[]): Promise<string> {
  const rows = accounts.map((account) => [
    plain(account.name),
    account.settings.provider,
    plain(whereOf(account.settings)),
    plain(account.regions?.join(',') ?? 'all'),
    account.hasSecret ? 'sealed' : '',
    checkCell(account.lastCheck),
    scanCell(account),
  ])
  return table(head, rows, 'No accounts; "ingot account add" adds one')
}

/** One account with all its settings. */
export function accountSheet(account: AccountView, artifacts: number): string {
  const { provider, ...settings } = account.settings
  return fieldLines([
    ['Account', plain(account.name)],
    ['Provider', provider],
    ...Object.entries(settings).map(
      ([name, value]) => [labelOf(name), plain(Array.isArray(value) ? value.join(', ') : value)] as const,
    ),
    ['Regions', plain(account.regions?.join(', ') ?? 'all')],
    ['Secret', account.hasSecret ? 'sealed' : 'none'],
    ['Scanned', account.scanEvery === undefined ? undefined : `every ${durationText(account.scanEvery)}`],
    ['Artifacts', String(artifacts)],
    [
      'Last test',
      account.lastCheck && `${checkCell(account.lastCheck)}: ${plain(account.lastCheck.message)}`,
    ],
    ['Last scan', withFailure(scanCell(account), account)],
    ['Owner', plain(account.owner)],
    ['Created', shortMoment(account.created)],
  ])
}

/** What came of a test: who we are, where we may look, what we may do. */
export function accountCheckText(
  { check, regions, failures, can }: Output<Operations['testAccount']>,
  paint: Paint,
): string {
  const abilities = Object.entries(can ?? {})
    .filter(([, has]) => has)
    .map(([name]) => name)
  if (can === undefined) return checkLine(check, paint)
  const lines = fieldLines([
    ['Regions', `${regions.length}: ${plain(regions.join(', '))}`],
    ['Can', ['read', ...abilities].join(', ')],
  ])
  return `${check.ok ? checkLine(check, paint) : failureLines(failures, paint)}${lines}`
}

/** What tells accounts of one kind apart. */
function whereOf(settings: AccountSettings): string {
  if (settings.provider === 'aws') {
    return settings.role ?? settings.profile ?? settings.accessKeyId ?? settings.endpoint ?? ''
  }
  if (settings.provider === 'azure') return settings.subscription
  if (settings.provider === 'gcp') return settings.project
  if (settings.provider === 'openstack') return settings.authUrl ?? settings.imageEndpoint ?? ''
  return settings.provider === 'local' ? settings.dir : settings.server
}

function scanCell({ lastScan }: AccountView): string {
  if (lastScan === undefined) return ''
  const { at, findings, failure } = lastScan
  const found = findings === 0 ? 'nothing found' : `${findings} found`
  return `${shortMoment(at)} ${failure === undefined ? found : `failed, ${found}`}`
}

function withFailure(text: string, { lastScan }: AccountView): string {
  return lastScan?.failure === undefined ? text : `${text}: ${plain(lastScan.failure)}`
}

/** `homeRegion` as people write it: `Home region`. */
function labelOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
