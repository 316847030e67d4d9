// Bundles the command line, and the server inside it, into packages/cli/dist or the folder that is named: `npm run build`.
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = process.argv[2] ?? `${root}packages/cli/dist`

await rm(outdir, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: { main: 'packages/cli/src/main.ts' },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  // Less to read is less to compile at every start; names stay, for those who read stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  // Native code stays where npm put it; pg-native is an optional peer that nobody here installs.
  external: ['@photostructure/sqlite', 'pg-native'],
  // CommonJS dependencies inside an ESM bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
