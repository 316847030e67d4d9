import type { Image } from '@ingot/contract'
import { imageId } from '@ingot/core'
import { createLogger, installCatalogs, kinds, serve } from '@ingot/server'
import { openLedger } from '@ingot/ledger'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A server to be measured, in a process of its own. `ingot PLACE`: what `ingot serve` runs, with log and metrics, on a
 * ledger of 10,000 images with 30 artifacts each. `bare`: a plain node:http server that finds the same bytes in a Map.
 * Tells its port and key as a line of JSON; answers for `bare` come as a line of JSON on standard input.
 */

const names = 500
const versionsOfEach = 20
const regions = Array.from({ length: 30 }, (_, index) => `region-${String(index).padStart(2, '0')}`)

function benchImage(index: number): Image {
  const name = `bench.image.${index % names}`
  const version = `1.${Math.floor(index / names)}`
  return {
    id: imageId('local', name, version),
    catalog: 'local',
    name,
    version,
    os: 'linux',
    traits: {},
    stages: [],
    artifacts: regions.map((region) => ({
      name: `azure/${region}`,
      provider: 'azure',
      region,
      reference: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/${region}/images/${name}/versions/${version}`,
    })),
  }
}

async function serveIngot(place: string): Promise<void> {
  const ledger = await openLedger(place, { kinds })
  await installCatalogs(ledger, new Date())
  const changes = Array.from({ length: names * versionsOfEach }, (_, index) => {
    const image = benchImage(index)
    return { kind: 'image', id: image.id, body: image }
  })
  await ledger.commit({ actor: 'bench', action: 'bench.fill', changes })
  await ledger.close()
  const server = await serve({ place, port: 0, version: '0.0.0', logger: createLogger('info') })
  tell({ port: Number(new URL(server.url).port), key: server.key })
}

async function serveBare(): Promise<void> {
  const answers = new Map<string, Buffer>()
  const given = JSON.parse(await line()) as [string, string][]
  for (const [request, answer] of given) answers.set(request, Buffer.from(answer))
  const server = createServer((request, response) => answerBare(request, response, answers))
  server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }))
}

function answerBare(request: IncomingMessage, response: ServerResponse, answers: Map<string, Buffer>): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const answer = answers.get(Buffer.concat(chunks).toString())
    if (answer === undefined) throw new Error('The bare server was asked what it was not given')
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': answer.length,
    })
    response.end(answer)
  })
}

function line(): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    process.stdin.on('data', (chunk) => {
      text += String(chunk)
      if (text.endsWith('\n')) resolve(text)
    })
  })
}

function tell(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

process.on('SIGTERM', () => process.exit())
const [, , kind, place] = process.argv
await (kind === 'bare' ? serveBare() : serveIngot(place!))
