// Makes docs/reference from the program, the table of operations and the table of errors: `npm run docs`.
// With --check it writes nothing and fails where a page is out of step.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = `${root}node_modules/.cache/ingot/docs`
const check = process.argv.includes('--check')

await build({
  absWorkingDir: root,
  entryPoints: { main: 'scripts/docs/main.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
  // Pages need the declarations of the commands, not what the commands load when they run.
  external: ['@ingot/server', '@photostructure/sqlite', 'pg-native'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
const { writePages } = await import(`${outdir}/main.mjs`)
const changed = await writePages(`${root}docs/reference`, check)
for (const page of changed) console.log(check ? `out of step: ${page}` : `wrote ${page.split(':')[0]}`)
if (check && changed.length > 0) {
  console.log('Run "npm run docs" and commit what it writes')
  process.exitCode = 1
}
