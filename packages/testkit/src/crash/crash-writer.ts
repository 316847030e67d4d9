import { openLedger } from '@ingot/ledger'
import { writeSync } from 'node:fs'

/**
 * A process that commits without end and is killed from outside: `crash-writer PLACE`. It prints every revision once
 * that is acknowledged. Each commit writes its own number into every document, so that half a commit shows.
 */
const [place = ''] = process.argv.slice(2)
const ledger = await openLedger(place)
for (;;) {
  const number = ledger.snapshot().revision + 1
  const changes = ['a', 'b', 'c'].map((id) => ({
    kind: 'crash',
    id,
    body: { number, filler: 'x'.repeat(2000) },
  }))
  const snapshot = await ledger.commit({ actor: 'writer', action: 'write', changes })
  writeSync(1, `${snapshot.revision}\n`)
}
