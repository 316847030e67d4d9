import { evaluate } from '../../expression/evaluate.ts'
import { walkExpression } from '../../expression/expression.ts'
import { stringValue, type Value } from '../../expression/value.ts'
import { compileValue, expressionsOf } from '../compile-value.ts'
import type { EvaluatedParameter } from '../evaluated.ts'
import { quote } from '../fault-list.ts'
import type { AttributeLine } from '../line.ts'
import type { Finding, LintInput } from './lint.ts'

/** Image parameters whose default value their own filter does not offer. */
export function* defaultsOutsideFilter(input: LintInput): Generator<Finding> {
  for (const { parameter, image, line } of filteredDefaults(input)) {
    if (isDirect(image)) continue
    const message = `The default image ${quote(image)} of parameter ${quote(parameter.name)} is not among those that its own Config.Filter offers`
    yield { message, line: line.line, column: line.valueColumn }
  }
}

/** The same for a URN or a resource id, which a form takes as a custom image. */
export function* customDefaultsOutsideFilter(input: LintInput): Generator<Finding> {
  for (const { parameter, image, line } of filteredDefaults(input)) {
    if (!isDirect(image)) continue
    const message = `The default image ${quote(image)} of parameter ${quote(parameter.name)} is not offered by its Config.Filter, only as a custom image`
    yield { message, line: line.line, column: line.valueColumn }
  }
}

function isDirect(image: string): boolean {
  return image.startsWith('/') || image.split(':').length === 4
}

interface FilteredDefault {
  readonly parameter: EvaluatedParameter
  readonly image: string
  readonly line: AttributeLine
}

function* filteredDefaults({ evaluated }: LintInput): Generator<FilteredDefault> {
  for (const parameter of evaluated.parameters.values()) {
    const filter = filterOf(parameter)
    const { defaultValue, defaultLine } = parameter
    if (parameter.type?.toLowerCase() !== 'cloud.image' || filter === undefined) continue
    if (defaultLine === undefined || defaultValue.type !== 'string' || defaultValue.value === '') continue
    const offered = offers(filter, defaultValue.value, evaluated.parameters)
    if (offered.type === 'boolean' && !offered.value) {
      yield { parameter, image: defaultValue.value, line: defaultLine }
    }
  }
}

/** Evaluates a filter for one package. Without a line that is an expression there is nothing to evaluate. */
function offers(
  filter: AttributeLine,
  image: string,
  parameters: ReadonlyMap<string, EvaluatedParameter>,
): Value {
  const [expression] = expressionsOf(compileValue(filter, false).content)
  if (expression === undefined) return stringValue(image)
  const lookup = (name: string): Value | undefined =>
    name.toLowerCase() === 'package' ? stringValue(image) : parameters.get(name.toLowerCase())?.value
  return evaluate(expression, { lookup }, { steps: 100_000 })
}

/** Filters that look at images on parameters that offer something else. */
export function* filtersWithoutEffect({ evaluated }: LintInput): Generator<Finding> {
  for (const parameter of evaluated.parameters.values()) {
    const filter = filterOf(parameter)
    if (filter === undefined || parameter.type?.toLowerCase() === 'cloud.image') continue
    const looksAtImages = expressionsOf(compileValue(filter, false).content).some((expression) =>
      [...walkExpression(expression)].some(
        (node) => node.kind === 'name' && node.name.toLowerCase() === 'package',
      ),
    )
    if (!looksAtImages) continue
    const type = parameter.type ?? 'String'
    const message = `Config.Filter of parameter ${quote(parameter.name)} looks at image packages, but its type is ${quote(type)}; the filter has no effect`
    yield { message, line: filter.line, column: filter.column }
  }
}

function filterOf(parameter: EvaluatedParameter): AttributeLine | undefined {
  return parameter.declared('Config.Filter')?.origin.attribute
}
