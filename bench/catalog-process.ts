import { openLedger } from '@ingot/ledger'
import { kinds, makeKey, serve } from '@ingot/server'

/**
 * `load PLACE`: opens a ledger as a server does and tells how long that took (s), the peak of resident memory (MB) and
 * what it holds. `serve PLACE`: serves it and tells its URL and an administrator's key. Both tell a line of JSON.
 */
const [kind = '', place = ''] = process.argv.slice(2)
process.on('SIGTERM', () => process.exit())

async function load(): Promise<void> {
  const begin = performance.now()
  const ledger = await openLedger(place, { kinds })
  const seconds = (performance.now() - begin) / 1000
  const images = ledger.snapshot().count('image')
  if (images === 0) throw new Error(`Expected images in the ledger at "${place}"`)
  process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1000, images }))
  await ledger.close()
}

async function start(): Promise<void> {
  const ledger = await openLedger(place, { kinds })
  const { key, stored } = makeKey('bench', 'administrator', new Date())
  await ledger.keys.insert(stored)
  await ledger.close()
  const { url } = await serve({ place, port: 0, version: '0.0.0' })
  process.stdout.write(`${JSON.stringify({ url, key })}\n`)
}

await (kind === 'load' ? load() : start())
