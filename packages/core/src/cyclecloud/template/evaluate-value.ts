import { Budget, DEFAULT_LIMITS } from '../expression/budget.ts'
import { evaluate } from '../expression/evaluate.ts'
import type { Expression } from '../expression/expression.ts'
import { measure } from '../expression/measure.ts'
import { errorValue, listValue, stringValue, UNDEFINED, type Value } from '../expression/value.ts'
import { type CompiledValue, compileValue, type Content } from './compile-value.ts'
import type { AttributeLine } from './line.ts'
import { textOfValue } from './value-text.ts'

/** What a name stands for: its value, and the text that it was typed from, when there is one. */
export interface Known {
  readonly value: Value
  readonly text?: string
}

/** A value, and the names that it was looked for in and that have none themselves, as written and in that order. */
interface Evaluation {
  readonly value: Value
  readonly missing: readonly string[]
}

/** Evaluates the values of one template. */
export interface Evaluator {
  /** Compiles the value of a line, once. `asText` must be the same whenever a line is asked for. */
  compile(line: AttributeLine, asText: boolean): CompiledValue
  evaluate(compiled: CompiledValue, asText: boolean): Evaluation
}

/** Steps for one value; an honest one takes less than a hundred. */
const limits = { steps: 200_000 }
/** What all values of a template may cost together, in characters looked up. */
const allowance = 50_000_000

/** `lookup` gets names as written and answers what it knows; names compare without case. */
export function createEvaluator(lookup: (name: string) => Known | undefined): Evaluator {
  const compiled = new Map<AttributeLine, CompiledValue>()
  let spent = 0
  /** Names without a value that the evaluation under way has come upon. */
  let missing = new Set<string>()

  const scope = {
    lookup(name: string): Value | undefined {
      const known = lookup(name)
      if (known === undefined || known.value.type === 'undefined') missing.add(name)
      if (known === undefined) return undefined
      spent += measure(known.value).weight
      return spent > allowance ? errorValue('The template costs too much to evaluate') : known.value
    },
  }

  function compile(line: AttributeLine, asText: boolean): CompiledValue {
    const before = compiled.get(line)
    if (before !== undefined) return before
    const fresh = compileValue(line, asText)
    compiled.set(line, fresh)
    return fresh
  }

  function contentValue(content: Content, asText: boolean): Value {
    if (content.kind === 'constant') return content.value
    if (content.kind === 'text') return concatenate(content.parts)
    if (content.kind === 'list')
      return admit(listValue(content.items.map((item) => contentValue(item, false))))
    return asText ? asWritten(content.expression) : evaluate(content.expression, scope, limits)
  }

  /** The value of an expression; a name alone gives the text of what it names, so that 1.10 does not become 1.1. */
  function asWritten(expression: Expression): Value {
    const value = evaluate(expression, scope, limits)
    if (expression.kind !== 'name' || value.type === 'undefined' || value.type === 'error') return value
    const text = lookup(expression.name)?.text
    return text === undefined ? value : stringValue(text)
  }

  /** Text around what is undefined is undefined: half a name would be worse than none. */
  function concatenate(parts: readonly (string | Expression)[]): Value {
    let text = ''
    for (const part of parts) {
      const value = typeof part === 'string' ? stringValue(part) : asWritten(part)
      if (value.type === 'undefined') return UNDEFINED
      if (value.type === 'error') return value
      text += textOfValue(value)
      if (text.length > DEFAULT_LIMITS.weight) break
    }
    return admit(stringValue(text))
  }

  return {
    compile,
    evaluate({ content }, asText) {
      missing = new Set()
      const value = contentValue(content, asText)
      return { value, missing: [...missing] }
    },
  }
}

function admit(value: Value): Value {
  return new Budget(DEFAULT_LIMITS).admit(value)
}
