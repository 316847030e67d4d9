import { connect, type Socket } from 'node:net'

/** One request as the bytes that go over the wire. */
export function requestBytes(url: URL, path: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries({
    host: url.host,
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n${body}`)
}

/**
 * Sends requests over so many sockets as there are lists, one after another on each, and answers how many a second were
 * answered with 200. It does as little as it can, since it shares the machine with what is measured.
 */
export async function requestsASecond(url: URL, lists: readonly (readonly Buffer[])[]): Promise<number> {
  const sockets = await Promise.all(lists.map(() => connected(url)))
  const begin = performance.now()
  await Promise.all(sockets.map((socket, index) => sendAll(socket, lists[index]!)))
  const seconds = (performance.now() - begin) / 1000
  for (const socket of sockets) socket.destroy()
  return lists.reduce((sum, list) => sum + list.length, 0) / seconds
}

function connected(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => resolve(socket))
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

function sendAll(socket: Socket, requests: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0
    let received = ''
    const send = () => {
      if (next === requests.length) return resolve()
      socket.write(requests[next]!)
      next += 1
    }
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      if (!isWhole(received)) return
      if (!received.startsWith('HTTP/1.1 200')) return reject(new Error(`A request was refused: ${received}`))
      received = ''
      send()
    })
    socket.once('error', reject)
    send()
  })
}

/** Whether an answer has come to its end: its head, and as much as that says. */
function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /content-length: (?<length>\d+)/i.exec(answer)?.groups?.['length']
  return answer.length >= end + 4 + Number(length ?? 0)
}
