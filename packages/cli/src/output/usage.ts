import type { Usage } from '@ingot/contract'
import { plain } from './plain.ts'
import { joinedSections } from './sheet.ts'
import { table } from './table.ts'
import { consumerText, counted, imageWithId } from './words.ts'

/** Who uses an image or a catalog, what derives from it, which locks name it: a section each. */
export async function usageSheet({ consumers, derived, locks }: Usage): Promise<string> {
  const sections = await Promise.all([
    usageSection(
      counted(consumers.length, 'consumer'),
      ['CONSUMER', 'CATALOG', 'IMAGE'],
      consumers.map(({ consumer, catalog, image }) => [consumerText(consumer), plain(catalog), plain(image)]),
    ),
    usageSection(
      counted(derived.length, 'derived image'),
      ['IMAGE', 'CATALOG', 'SOURCE'],
      derived.map(({ image, source }) => [imageWithId(image), plain(image.catalog), plain(source.id)]),
    ),
    usageSection(
      counted(locks.length, 'pin in locks', 'pins in locks'),
      ['LOCK', 'ENTRY', 'IMAGE'],
      locks.map(({ file, entry, image }) => [plain(file), plain(entry), imageWithId(image)]),
    ),
  ])
  const text = joinedSections(sections)
  return text === '' ? 'Nothing uses it\n' : text
}

async function usageSection(
  title: string,
  head: readonly string[],
  rows: readonly string[][],
): Promise<string> {
  return rows.length === 0 ? '' : `${title}\n${await table(head, rows, '')}`
}

/** What uses it by name: consumers, ids of derived images, files of locks. */
export function usageNames({ consumers, derived, locks }: Usage): string[] {
  return [
    ...consumers.map(({ consumer }) => consumerText(consumer)),
    ...derived.map(({ image }) => image.id),
    ...locks.map(({ file }) => file),
  ]
}
