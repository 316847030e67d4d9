import { build } from 'esbuild'
import { basename, join } from 'node:path'
import { projectRoot } from './skipped.ts'

/**
 * Bundles a script of TypeScript, which Node 20 does not run, to a place from which it finds its libraries; answers
 * that.
 */
export async function bundleScript(entryPoint: string): Promise<string> {
  const name = basename(entryPoint, '.ts')
  const outfile = join(projectRoot, 'node_modules', '.cache', 'ingot', `${name}-${process.pid}.mjs`)
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@photostructure/sqlite', 'pg-native'],
    // Some of the libraries are CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  return outfile
}
