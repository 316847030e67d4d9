// Makes docs/reference from the program, the table of operations and the table of errors: `npm run docs`.
// With --check it writes nothing and fails where a page is out of step.
import { bundle, root } from './bundle.mjs'

const outdir = `${root}node_modules/.cache/ingot/docs`
const check = process.argv.includes('--check')

await bundle({
  entryPoints: { main: 'scripts/docs/main.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  // Pages need the declarations of the commands, not what the commands load when they run.
  external: ['@ingot/server'],
})
const { writePages } = await import(`${outdir}/main.mjs`)
const changed = await writePages(`${root}docs/reference`, check)
for (const page of changed) console.log(check ? `out of step: ${page}` : `wrote ${page.split(':')[0]}`)
if (check && changed.length > 0) {
  console.log('Run "npm run docs" and commit what it writes')
  process.exitCode = 1
}
