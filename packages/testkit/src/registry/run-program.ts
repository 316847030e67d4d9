import { execFile } from 'node:child_process'

/** Runs a program and answers what it wrote. A failure has the last lines that it wrote in its sentence. */
export function runProgram(
  path: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<string> {
  const options = { env: { ...process.env, ...environment }, timeout: 120_000, maxBuffer: 16_777_216 }
  return new Promise((resolve, reject) => {
    execFile(path, parameters, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`"${path} ${parameters[0] ?? ''}" failed: ${stderr.slice(-2000).trim()}`))
    })
  })
}
