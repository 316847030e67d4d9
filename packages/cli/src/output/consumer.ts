import type { Client, Consumer } from '@ingot/contract'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'
import { fieldLines, joinedSections, section } from './sheet.ts'
import { table } from './table.ts'
import { clipped, locationText, shortMoment } from './words.ts'

type ConsumerView = Awaited<ReturnType<Client['showConsumer']>>['consumer']

/** Longer details are cut; JSON has all of them. */
const longestDetail = 200

/** All that is known of one consumer. */
export function consumerSheet(consumer: ConsumerView, paint: Paint): string {
  const { image, details = {} } = consumer
  const head = fieldLines([
    ['Name', paint.strong(plain(consumer.name))],
    ['Type', consumer.type],
    ['Location', locationText(consumer)],
    ['Architecture', consumer.architecture],
    ['Catalog', plain(image.catalog)],
    ['Image', plain(image.id)],
    ['Reference', plain(image.reference ?? '')],
    ['Environment', plain(consumer.environment ?? '')],
    ['Data Lake', plain(consumer.datalake ?? '')],
    ['Running', consumer.running === undefined ? undefined : paint.doubtful(plain(consumer.running))],
    ['Owner', plain(consumer.owner)],
    ['Created', shortMoment(consumer.created)],
    ['Id', plain(consumer.id)],
    ['Revision', String(consumer.revision)],
  ])
  const lines = Object.entries(details).map(([name, value]) => {
    return plain(`${name} = ${clipped(JSON.stringify(value), longestDetail)}`)
  })
  return joinedSections([head, ...projectSections(consumer), section('Details', lines)])
}

/** What the sessions of a project may start from, the one that is taken unless another is asked for first. */
function projectSections({ runtimes = [], addons = [] }: ConsumerView): string[] {
  return [
    section(
      'Runtimes',
      runtimes.map(({ reference, id }) => plain(reference === undefined ? id : `${reference} (${id})`)),
    ),
    section('Addons', addons.map(plain)),
  ]
}

const head = ['TYPE', 'NAME', 'LOCATION', 'ARCHITECTURE', 'CATALOG', 'IMAGE', 'RUNNING']

/** Consumers, a line each. */
export async function consumerTable(consumers: readonly Consumer[], paint: Paint): Promise<string> {
  const rows = consumers.map(({ type, name, architecture, image, running, ...place }) => [
    type,
    plain(name),
    locationText(place),
    architecture,
    plain(image.catalog),
    plain(image.id),
    running === undefined ? '' : paint.doubtful(plain(running)),
  ])
  return await table(head, rows, 'No consumers')
}

/** Consumers for programs: a head, and a row each. */
export function consumerRows(consumers: readonly Consumer[]): string[][] {
  const rows = consumers.map(({ type, name, provider, region, architecture, image, running = '', id }) => {
    return [type, name, provider, region, architecture, image.catalog, image.id, running, id]
  })
  const names = ['type', 'name', 'provider', 'region', 'architecture', 'catalog', 'image', 'running', 'id']
  return [names, ...rows]
}
