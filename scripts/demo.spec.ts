import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const script = join(import.meta.dirname, 'start.mjs')

it('shows accounts of every cloud, and an image that is found, copied and looked after', async () => {
  const child = spawn(process.execPath, [script, '--demo', '--port', '0', '--log-level', 'silent'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let told = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (told += chunk.toString()))

  await expect.poll(() => told, { timeout: 100_000 }).toContain('API key of the administrator')
  child.kill('SIGTERM')
  await ended

  expect(told).not.toContain('error[')
  expect(told).toMatch(/Added golden\.ubuntu22@1\.0 .* with \d+ artifacts/)
  expect(told).toContain('3 of 3 places covered')
}, 120_000)
