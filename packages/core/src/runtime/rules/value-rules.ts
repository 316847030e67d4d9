import { metadataField, type FieldName, type KnownField } from '../metadata/metadata-field.ts'
import { ruleSources } from '../rule-sources.ts'
import type { Examined } from './examined.ts'
import { isPlaceholder } from './placeholder.ts'
import { quoted } from './quoted.ts'
import type { RuntimeRule, Spot } from './runtime-rule.ts'

/** What a check says of a value, or `undefined` where nothing is wrong with it. */
type Check = (value: string, field: KnownField) => string | undefined

/** Asks a question of what every label says. */
function* checkValues({ values }: Examined, check: Check): Generator<Spot> {
  for (const [name, value] of values) {
    const field = metadataField(name)
    const message = check(value, field)
    if (message !== undefined) yield { field: name, message, evidence: { [field.label]: value } }
  }
}

export const placeholderValue: RuntimeRule = {
  severity: 'error',
  summary: 'A value stands for one that nobody has filled in: unspecified, TODO, 0.0.0, <name>',
  source: ruleSources.values,
  perField: true,
  find: (examined) =>
    checkValues(examined, (value, { wording, env }) =>
      isPlaceholder(value)
        ? `The ${wording} is ${quoted(value)}, which nobody has filled in; build with a value for ${env}`
        : undefined,
    ),
}

export const valueTooLong: RuntimeRule = {
  severity: 'error',
  summary: 'A value is longer than its field may be',
  source: ruleSources.values,
  perField: true,
  *find({ values }) {
    for (const [name, value] of values) {
      const { wording, limit } = metadataField(name)
      if (value.length <= limit) continue
      const message = `The ${wording} may have ${limit} characters, but it has ${value.length}; shorten it`
      yield { field: name, message, evidence: { length: String(value.length), limit: String(limit) } }
    }
  },
}

/** Control characters, and those that are not seen but hide or turn around what is: a value must be what it looks like. */
const unseen = /[\p{Control}\p{Surrogate}\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u

/** A description may have several lines, and emoji that are joined. */
const unseenInProse = /[^\P{Control}\t\n\r]|[\p{Surrogate}\u202A-\u202E\u2066-\u2069]/u

export const controlCharacters: RuntimeRule = {
  severity: 'error',
  summary: 'A value has control characters, or such that cannot be seen',
  source: ruleSources.values,
  perField: true,
  find: (examined) =>
    checkValues(examined, (value, { name, wording }) => {
      const found = (name === 'description' ? unseenInProse : unseen).exec(value)?.[0]
      if (found === undefined) return undefined
      const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
      return `The ${wording} ${quoted(value)} has the character U+${code}, which cannot be seen; leave it out`
    }),
}

export const surroundingSpaces: RuntimeRule = {
  severity: 'error',
  summary: 'A value begins or ends with a space, so that it differs from what it looks like',
  source: ruleSources.values,
  perField: true,
  find: (examined) =>
    checkValues(examined, (value, { name, wording }) =>
      name === 'description' || value === value.trim()
        ? undefined
        : `The ${wording} ${quoted(value)} begins or ends with a space; leave it out`,
    ),
}

const patterned: ReadonlySet<FieldName> = new Set(['cuda-version', 'git-hash', 'gbn'])

export const valueUnusual: RuntimeRule = {
  severity: 'warning',
  summary: 'A CUDA version, git hash or build number is not one',
  source: ruleSources.values,
  perField: true,
  find: (examined) =>
    checkValues(examined, (value, { name, wording, pattern, example }) =>
      !patterned.has(name) || pattern!.test(value) || isPlaceholder(value)
        ? undefined
        : `Expected a ${wording} such as ${quoted(example)}, but got ${quoted(value)}; leave the label empty where there is none`,
    ),
}

export const kernelUnusual: RuntimeRule = {
  severity: 'info',
  summary: 'A kernel is not a language and its version, as in Python 3.11',
  source: ruleSources.metadata,
  find: ({ values }) => {
    const kernel = values.get('kernel')
    const { pattern, label, example } = metadataField('kernel')
    if (kernel === undefined || pattern!.test(kernel) || isPlaceholder(kernel)) return []
    const message = `A kernel is mostly a language and its version, such as ${quoted(example)}; ${quoted(kernel)} is found only by those who ask for exactly that`
    return [{ field: 'kernel', message, evidence: { [label]: kernel } }]
  },
}
