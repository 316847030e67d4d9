// Bundles the command line, and the server inside it, into packages/cli/dist or the folder that is named: `npm run build`.
import { rm } from 'node:fs/promises'
import { bundle, root } from './bundle.mjs'

const outdir = process.argv[2] ?? `${root}packages/cli/dist`

await rm(outdir, { recursive: true, force: true })
await bundle({
  entryPoints: { main: 'packages/cli/src/main.ts' },
  outdir,
  sourcemap: true,
  // Less to read is less to compile at every start; names stay, for those who read stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
})
