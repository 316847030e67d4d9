import type { Fault } from '@ingot/contract'
import { createFaultList, type FaultList } from './fault-list.ts'
import { valueOfJson } from './json-value.ts'
import type { ParameterValues } from './parameters.ts'
import { readProperties } from './properties.ts'

export interface ParameterFile {
  /** By name as written: typed values from JSON, text from properties. */
  readonly parameters: ParameterValues
  readonly faults: readonly Fault[]
}

/**
 * Reads the values of parameters from a file. The suffix of its name decides how: `.json` or `.properties`
 * (CycleCloud docs, Cluster templates, Parameter files).
 */
export function parseParameterFile(file: string, text: string): ParameterFile {
  const faults = createFaultList(file)
  const parameters = readParameters(file.toLowerCase(), text, faults)
  return { parameters, faults: faults.list() }
}

function readParameters(file: string, text: string, faults: FaultList): ParameterValues {
  if (file.endsWith('.json')) return readJson(text, faults)
  if (file.endsWith('.properties')) return readProperties(text, faults)
  const message = 'Expected a parameter file named *.json or *.properties; the suffix tells how it is read'
  faults.error('UNKNOWN_FILE_TYPE', message)
  return new Map()
}

function readJson(text: string, faults: FaultList): ParameterValues {
  const parsed = parseJson(text.replace(/^\uFEFF/, ''))
  if ('problem' in parsed) {
    faults.error('INVALID_PARAMETER_FILE', `The file is not JSON: ${parsed.problem}`, parsed.place)
    return new Map()
  }
  const { json } = parsed
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    faults.error('INVALID_PARAMETER_FILE', 'Expected one JSON object with a value for each parameter')
    return new Map()
  }
  return new Map(Object.entries(json).map(([name, value]) => [name, valueOfJson(value)]))
}

type ParsedJson = { json: unknown } | { problem: string; place?: { line: number; column: number } }

function parseJson(text: string): ParsedJson {
  try {
    const json: unknown = JSON.parse(text)
    return { json }
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'it cannot be read'
    const position = /position (?<position>\d+)/.exec(problem)?.groups?.['position']
    return position === undefined ? { problem } : { problem, place: placeOf(text, Number(position)) }
  }
}

function placeOf(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
