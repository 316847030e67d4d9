import { Composer, Lexer, Parser, type CST, type Document } from 'yaml'
import type { AmpFaults } from './amp-faults.ts'

/** The largest text that is read, in UTF-16 units. */
const LONGEST = 1024 * 1024
/** So many tokens are read: a hundred times what a project file has, and few enough to take but a moment. */
const MOST_TOKENS = 50_000
/** So deep may lists and maps be nested; of each the parser keeps at most three entries. */
const DEEPEST = 50
/** So many faults of the syntax are told: one leads to many. */
const MOST_SYNTAX_FAULTS = 20

/**
 * Reads YAML 1.2 in which every scalar stays the text that was written: `2022.10`, `no` and `2024-01-31` are no number,
 * no truth and no date (its failsafe schema). Size, depth and number of tokens are bounded before anything is built of
 * them; aliases are not followed here. `undefined` where the text is not read; the faults say why.
 */
export function readYaml(text: string, faults: AmpFaults): Document.Parsed | undefined {
  if (text.length > LONGEST) {
    const message = `The file has ${text.length} characters, but at most ${LONGEST} are read; is it a project file?`
    faults.error('TOO_LARGE', message, 0)
    return undefined
  }
  const tokens = readTokens(text, faults)
  return tokens === undefined ? undefined : compose(tokens, text, faults)
}

/** The parser is fed token by token, so that a text which nests without end is left where it becomes too deep. */
function readTokens(text: string, faults: AmpFaults): CST.Token[] | undefined {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    if (++count > MOST_TOKENS) {
      const message = `The file has more than ${MOST_TOKENS} YAML tokens, which no project file has`
      faults.error('TOO_MANY_TOKENS', message, parser.offset)
      return undefined
    }
    if (parser.stack.length > 3 * DEEPEST) {
      const message = `The YAML is nested too deeply: at most ${DEEPEST} levels are read`
      faults.error('TOO_DEEP', message, parser.offset)
      return undefined
    }
  }
  tokens.push(...parser.end())
  return tokens
}

function compose(tokens: readonly CST.Token[], text: string, faults: AmpFaults): Document.Parsed | undefined {
  // Whether keys are unique is not asked of all maps: that takes time in the square of their size.
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const
  const [document] = new Composer(options).compose(tokens, true, text.length)
  const second = tokens.filter(({ type }) => type === 'document')[1]
  if (second !== undefined) {
    const message = 'The file has several YAML documents; only the first is read'
    faults.note('warning', 'SEVERAL_DOCUMENTS', message, second.offset)
  }
  const errors = document?.errors ?? []
  for (const { message, pos } of errors.slice(0, MOST_SYNTAX_FAULTS)) {
    faults.error('NOT_YAML', `The file is not YAML: ${message}`, pos[0])
  }
  return errors.length === 0 ? document : undefined
}
