import type { TemplateInput, TextFile } from '@ingot/contract'
import { type Command, InvalidArgumentError } from 'commander'
import { collectValue } from './flags.ts'
import type { Session } from './session.ts'

/** What the parameters of a template are given on the command line. */
export interface ParameterOptions {
  param?: Record<string, string>
  params?: string[]
}

/** What a template is given on the command line. */
export interface TemplateOptions extends ParameterOptions {
  clusterName?: string
}

/** Flags that give the parameters of a template. */
export function parameterFlags(command: Command): Command {
  return command
    .option('--param <name=value>', 'give a parameter; may be given again', collectParameter)
    .option(
      '--params <file>',
      'give parameters by a .json or .properties file; may be given again',
      collectValue,
    )
}

/** Flags of every command that evaluates a template. */
export function templateFlags(command: Command): Command {
  return parameterFlags(command).option('--cluster-name <name>', 'name of the cluster')
}

function collectParameter(text: string, before: Record<string, string> = {}): Record<string, string> {
  const equals = text.indexOf('=')
  if (equals < 1) throw new InvalidArgumentError(`Expected NAME=VALUE, got "${text}".`)
  // Names come from outside: entries make `__proto__` a name like any other.
  const given: [string, string] = [text.slice(0, equals), text.slice(equals + 1)]
  return Object.fromEntries([...Object.entries(before), given])
}

/** Reads a template (`-` is standard input) and the files of its parameters. */
export async function readTemplate(
  session: Session,
  file: string,
  options: TemplateOptions,
): Promise<TemplateInput> {
  const template = await session.readText(file)
  return { template, ...(await readParameters(session, options)), clusterName: options.clusterName }
}

/** Reads the files of parameters that the command line names. */
export async function readParameters(
  session: Session,
  { param, params = [] }: ParameterOptions,
): Promise<Pick<TemplateInput, 'parameters' | 'parameterFiles'>> {
  const files: TextFile[] = []
  for (const name of params) files.push(await session.readText(name))
  return { parameters: param, parameterFiles: files.length === 0 ? undefined : files }
}
