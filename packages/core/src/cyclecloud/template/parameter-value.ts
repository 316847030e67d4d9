import { FALSE, listValue, stringValue, TRUE, UNDEFINED, type Value } from '../expression/value.ts'
import { isList, scalarValue, splitList } from './scalar.ts'

/** How the value of a parameter is typed. */
export type ParameterForm = 'text' | 'texts' | 'boolean' | 'free'

const texts = new Set([
  'stringlist',
  'cloud.machinetype',
  'azure.machinetype',
  'cloud.clusterinitspecs',
  'cloud.clusterinit',
  'aws.securitygrouplist',
  'azure.managedidentity',
])
const free = new Set(['integer', 'float', 'real', 'number', 'hidden', 'record', 'list'])

/**
 * How values of a ParameterType are read (CycleCloud docs, Parameter reference): names and ids are text, whatever they
 * look like, some types hold several of them, and what has no type is typed as any other value.
 */
export function parameterForm(type: string | undefined): ParameterForm {
  const name = type?.toLowerCase() ?? ''
  if (name === '' || free.has(name)) return 'free'
  if (name === 'boolean') return 'boolean'
  return texts.has(name) ? 'texts' : 'text'
}

/** The value of a parameter that was given as text, as on a command line. Nothing in it is interpolated. */
export function givenValue(text: string, type: string | undefined): Value {
  const trimmed = text.trim()
  const form = parameterForm(type)
  if (form === 'text') return stringValue(text)
  if (form === 'boolean') return booleanOf(trimmed) ?? scalarValue(trimmed)
  const items = isList(trimmed) ? splitList(trimmed).map(({ item }) => item) : undefined
  if (form === 'texts') return items === undefined ? stringValue(text) : listValue(items.map(stringValue))
  if (trimmed === '') return stringValue('')
  return items === undefined ? scalarValue(trimmed) : listValue(items.map(scalarValue))
}

/** A default value typed anew by the type of its parameter; only what was typed from bare text can change. */
export function defaultOf(value: Value, text: string | undefined, type: string | undefined): Value {
  if (text === undefined || value.type === 'undefined' || value.type === 'error') return value
  const form = parameterForm(type)
  if (form === 'text') return stringValue(text)
  return form === 'texts' && value.type !== 'list' ? stringValue(text) : value
}

function booleanOf(text: string): Value | undefined {
  const word = text.toLowerCase()
  if (word === 'undefined' || word === '') return UNDEFINED
  if (word === 'true' || word === '1') return TRUE
  return word === 'false' || word === '0' ? FALSE : undefined
}
