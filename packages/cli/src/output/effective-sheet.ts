import type { Client, EffectiveField } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { regionLines } from './region-cover.ts'
import { table } from './table.ts'
import { clipped, imageWithId } from './words.ts'

type Answer = Awaited<ReturnType<Client['effectiveImage']>>

/** Longer values are cut; JSON has all of them. */
const longestValue = 100

/** An image field by field, with where each comes from. */
export async function effectiveSheet(answer: Answer, paint: Paint): Promise<string> {
  const { facts, regions, fields } = answer
  const head = [
    `${paint.strong(imageWithId(facts))} of ${plain(facts.catalog)}`,
    sourceLine(answer, paint),
    ...(regions === undefined ? [] : regionLines(regions)),
  ]
  return `${head.map((line) => `${line}\n`).join('')}\n${await fieldTable(fields, paint)}`
}

function sourceLine({ source }: Answer, paint: Paint): string {
  if (source === undefined) return 'It has no source: every field is its own'
  const { image, state } = source
  const name = `derives from ${imageWithId(image)} of ${plain(image.catalog)}`
  if (state === 'listed') return name
  const what = state === 'withdrawn' ? 'which its catalog no longer lists' : 'which is there no more'
  return `${name}, ${paint.doubtful(what)}`
}

async function fieldTable(fields: readonly EffectiveField[], paint: Paint): Promise<string> {
  const colours = { own: paint.good, source: paint.quiet, rewritten: paint.doubtful }
  const rows = fields.map(({ field, origin, value, sourceValue }) => [
    plain(field),
    colours[origin](origin),
    plain(clipped(value, longestValue)),
    plain(clipped(sourceValue ?? '', longestValue)),
  ])
  return await table(['FIELD', 'FROM', 'VALUE', 'SOURCE HAS'], rows, 'No fields')
}
