import { openLedger } from '@ingot/ledger'

/** Opens the ledger at a place, tells as JSON how long that took (s) and the peak of resident memory (MB), and ends. */
const [place = ''] = process.argv.slice(2)
const begin = performance.now()
const ledger = await openLedger(place)
const seconds = (performance.now() - begin) / 1000
const images = ledger.snapshot().count('image')
if (images === 0) throw new Error(`Expected images in the ledger at "${place}"`)
process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1000, images }))
await ledger.close()
