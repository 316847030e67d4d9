import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The folder of the project, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Bundles TypeScript for the oldest Node that is supported; `options` are esbuild's and win. */
export async function bundle(options) {
  const { external = [], ...others } = options
  await build({
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Of a package that comes as both, CommonJS has no names to import from when it is bundled.
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    // Native code stays where npm put it; pg-native is an optional peer that nobody here installs.
    external: ['@photostructure/sqlite', 'pg-native', ...external],
    // CommonJS dependencies inside an ESM bundle still call require() for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    ...others,
  })
}
