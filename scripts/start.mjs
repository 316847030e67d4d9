/**
 * `npm start [-- FLAGS]`: serves Ingot with the example of an imaginary site. `npm start -- --demo`: the same on fake clouds,
 * with accounts in them and an image that was found there.
 */
import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { bundle, root } from './bundle.mjs'

const program = `${root}packages/cli/bin/ingot.cjs`
const flags = process.argv.slice(2)

if (flags.includes('--demo')) {
  const outfile = `${root}node_modules/.cache/ingot/demo.mjs`
  await bundle({ entryPoints: ['scripts/demo-main.ts'], outfile, splitting: false })
  const { demo } = await import(pathToFileURL(outfile).href)
  process.exitCode = await demo(
    program,
    flags.filter((flag) => flag !== '--demo'),
  )
} else {
  const child = spawn(process.execPath, [program, 'serve', '--example', ...flags], { stdio: 'inherit' })
  // A terminal sends SIGINT to both of us; a second one would end the server before it has finished.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGTERM'))
  child.on('exit', (status) => (process.exitCode = status ?? 1))
}
