/** What is printed as YAML: JSON, without numbers that a reader might take for something else. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [name: string]: YamlValue | undefined }

/** The tag of a text, such as `!unsafe`, where it needs one. */
export type TagOf = (text: string) => string | undefined

/** Texts that stand without quotes: none that YAML 1.1 or 1.2 takes for a number, a date, a truth or nothing. */
const plainText = /^[A-Za-z/][A-Za-z0-9_./-]*$/
const reserved = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null'])

/** Characters that a YAML stream cannot hold as they are (YAML 1.2, section 5.1), beyond those that JSON escapes. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

/** Block YAML that readers of 1.1 (PyYAML) and of 1.2 (Go, JavaScript) take for the same value. */
export function printYaml(value: YamlValue, tagOf: TagOf = () => undefined): string {
  return `${lines(value, tagOf).join('\n')}\n`
}

function lines(value: YamlValue, tagOf: TagOf): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? ['[]'] : value.flatMap((item) => itemLines(item, tagOf))
  if (typeof value !== 'object') return [scalar(value, tagOf)]
  const members = Object.entries(value).filter(
    (member): member is [string, YamlValue] => member[1] !== undefined,
  )
  return members.length === 0 ? ['{}'] : members.flatMap(([name, item]) => memberLines(name, item, tagOf))
}

function itemLines(item: YamlValue, tagOf: TagOf): string[] {
  const [first, ...rest] = lines(item, tagOf)
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)]
}

function memberLines(name: string, item: YamlValue, tagOf: TagOf): string[] {
  const key = quoted(name)
  const inner = lines(item, tagOf)
  const isBlock = typeof item === 'object' && !/^(?:\[\]|\{\})$/.test(inner[0] ?? '')
  return isBlock ? [`${key}:`, ...inner.map((line) => `  ${line}`)] : [`${key}: ${inner[0]}`]
}

function scalar(value: string | number | boolean, tagOf: TagOf): string {
  if (typeof value !== 'string') return String(value)
  const tag = tagOf(value)
  return tag === undefined ? quoted(value) : `${tag} ${doubleQuoted(value)}`
}

function quoted(text: string): string {
  return plainText.test(text) && !reserved.has(text.toLowerCase()) ? text : doubleQuoted(text)
}

/** JSON is YAML, but for characters that it lets stand and YAML does not. Half characters are replaced. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
