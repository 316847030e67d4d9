import { walkExpression, type Expression } from '../expression/expression.ts'
import { patternFault } from '../expression/functions/pattern.ts'
import { parseExpression } from '../expression/parse.ts'
import { errorValue, stringValue, UNDEFINED, type Value } from '../expression/value.ts'
import { blockQuote } from './block-value.ts'
import type { FaultCode } from './fault-code.ts'
import { createScanner } from './inline-comment.ts'
import type { AttributeLine } from './line.ts'
import { isList, scalarValue, splitList, unquote } from './scalar.ts'

/** What the value of an attribute is made of, before parameters are known. */
export type Content =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'list'; readonly items: readonly Content[] }

/** A fault within a value; `offset` counts UTF-16 units from the first character of the value. */
interface ValueFault {
  readonly code: FaultCode
  readonly message: string
  readonly offset: number
}

export interface CompiledValue {
  readonly content: Content
  /** The text as written, without quotes. */
  readonly text: string
  /** The parameter, when the value is a reference to one and nothing else: `$p` or `${p}`. */
  readonly parameter?: string
  readonly faults: readonly ValueFault[]
}

/**
 * Reads the value of an attribute. `asText` keeps the text as it is written where the attribute is a string, rather
 * than typing it; references are followed either way.
 */
export function compileValue(line: AttributeLine, asText: boolean): CompiledValue {
  const { form, value } = line
  if (form === 'empty') return line.operator === '=' ? constant(stringValue(''), '') : missingExpression
  if (form === 'block') return compileBlock(value)
  if (form === 'quoted') {
    const text = unquote(value) ?? value.slice(1)
    return constant(stringValue(text), text)
  }
  const faults: ValueFault[] = []
  const content =
    form === 'expression' ? compileExpression(line, faults) : compileText(value, 0, asText, true, faults)
  const parameter = soleName(content)
  return { content, text: value, faults, ...(parameter === undefined ? {} : { parameter }) }
}

/** Reads the name of a section, which may refer to parameters (`[[[cluster-init slurm:default:$Version]]]`). */
export function compileName(text: string): CompiledValue {
  const faults: ValueFault[] = []
  return { content: compileText(text, 0, true, false, faults), text, faults }
}

const missingExpression: CompiledValue = {
  content: { kind: 'constant', value: UNDEFINED },
  text: '',
  faults: [{ code: 'INVALID_EXPRESSION', message: 'Expected an expression after ":="', offset: 0 }],
}

function constant(value: Value, text: string): CompiledValue {
  return { content: { kind: 'constant', value }, text, faults: [] }
}

/** Nothing in a block is interpolated: it holds scripts and pages, which have dollars of their own. */
function compileBlock(value: string): CompiledValue {
  const quote = blockQuote(value) ?? ''
  const closed = value.length >= 2 * quote.length && value.endsWith(quote)
  const text = value.slice(quote.length, closed ? -quote.length : undefined)
  return constant(stringValue(text), text)
}

function compileExpression(line: AttributeLine, faults: ValueFault[]): Content {
  const skip = line.operator === '=' ? 1 : 0
  return parsed(line.value.slice(skip), skip, faults)
}

function parsed(text: string, offset: number, faults: ValueFault[]): Content {
  const { expression, faults: found } = parseExpression(text)
  for (const fault of found) {
    faults.push({ code: 'INVALID_EXPRESSION', message: fault.message, offset: offset + fault.offset })
  }
  if (expression !== undefined) {
    if (/regexp/i.test(text)) reportPatterns(expression, offset, faults)
    return { kind: 'expression', expression }
  }
  return { kind: 'constant', value: errorValue(found[0]?.message ?? 'The expression cannot be read') }
}

/** A pattern that is spelled out is read now: evaluation would only make an ERROR of it, wherever that ends up. */
function reportPatterns(expression: Expression, offset: number, faults: ValueFault[]): void {
  for (const node of walkExpression(expression)) {
    if (node.kind !== 'call' || !/^regexps?$/i.test(node.name)) continue
    const [pattern] = node.arguments
    if (pattern?.kind !== 'literal' || pattern.value.type !== 'string') continue
    const message = patternFault(pattern.value.value)
    if (message !== undefined)
      faults.push({ code: 'INVALID_PATTERN', message, offset: offset + pattern.offset })
  }
}

function compileText(
  text: string,
  offset: number,
  asText: boolean,
  listAllowed: boolean,
  faults: ValueFault[],
): Content {
  if (!asText && listAllowed && isList(text)) {
    const items = splitList(text)
    return {
      kind: 'list',
      items: items.map((part) => compileText(part.item, offset + part.offset, false, false, faults)),
    }
  }
  if (text.includes('$') && unquote(text) === undefined) return compileReferences(text, offset, faults)
  if (!asText) return { kind: 'constant', value: scalarValue(text) }
  const isUndefined = text.toLowerCase() === 'undefined'
  return { kind: 'constant', value: isUndefined ? scalarValue(text) : stringValue(text) }
}

/** `$p` and `${expr}`: alone they keep the type of what they refer to, within text they become a part of it. */
function compileReferences(text: string, offset: number, faults: ValueFault[]): Content {
  const parts: (string | Expression)[] = []
  const scanner = createScanner(text)
  let literal = 0
  const references = /\$(?:\{|[A-Za-z_]\w*)/g
  for (let match = references.exec(text); match !== null; match = references.exec(text)) {
    const braced = match[0] === '${'
    const end = braced ? scanner.skipReference(match.index) : references.lastIndex
    if (end === undefined) {
      faults.push({
        code: 'UNTERMINATED_REFERENCE',
        message: 'The "${" that begins here has no matching "}"',
        offset: offset + match.index,
      })
      return { kind: 'constant', value: errorValue('A "${" has no matching "}"') }
    }
    const inner = braced ? text.slice(match.index + 2, end - 1) : match[0].slice(1)
    const content = parsed(inner, offset + match.index + (braced ? 2 : 1), faults)
    if (match.index === 0 && end === text.length) return content
    if (content.kind !== 'expression') return content
    if (match.index > literal) parts.push(text.slice(literal, match.index))
    parts.push(content.expression)
    literal = end
    references.lastIndex = end
  }
  if (literal < text.length) parts.push(text.slice(literal))
  return { kind: 'text', parts }
}

function soleName(content: Content): string | undefined {
  return content.kind === 'expression' && content.expression.kind === 'name'
    ? content.expression.name
    : undefined
}

/** Every expression in a content, for what looks at the names in it. */
export function expressionsOf(content: Content): readonly Expression[] {
  if (content.kind === 'expression') return [content.expression]
  if (content.kind === 'text') return content.parts.filter((part) => typeof part !== 'string')
  return content.kind === 'list' ? content.items.flatMap(expressionsOf) : []
}
