// Runs every gate and reports all that fail, not the first: `npm run check`.
import { spawn } from 'node:child_process'

const gates = [
  ['format', 'oxfmt', ['--check', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'tsc', ['-p', '.']],
  ['dead code', 'knip', ['--no-progress']],
  ['import directions', 'vitest', ['run', 'scripts/architecture.spec.ts', '--reporter=dot']],
  ['docs in step', 'node', ['scripts/docs.mjs', '--check']],
]

/** Runs one gate; resolves to its name, its exit status, what it printed and how long it took in ms. */
function run([name, command, args]) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('error', (error) => resolve({ name, status: 1, output: String(error), ms: 0 }))
    child.on('close', (status) =>
      resolve({ name, status, output: Buffer.concat(output).toString(), ms: Date.now() - started }),
    )
  })
}

let failed = 0
for (const gate of gates) {
  const result = await run(gate)
  console.log(`${result.status === 0 ? 'ok  ' : 'FAIL'} ${result.name} (${(result.ms / 1000).toFixed(1)} s)`)
  if (result.status !== 0) {
    failed += 1
    console.log(result.output)
  }
}
process.exitCode = failed === 0 ? 0 : 1
