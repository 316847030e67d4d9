import type { Fault } from '@ingot/contract'

/** Faults of one severity beyond this number are counted, not listed. */
const LISTED = 1_000

/** Where a fault is. */
export interface RecordPlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Collects what is wrong with records, in any number of files, bounded in number. */
export class RecordFaults {
  readonly #files = new Map<string, number>()
  readonly #errors: Fault[] = []
  readonly #warnings: Fault[] = []
  #moreErrors = 0
  #moreWarnings = 0

  /** Faults are listed in the order of `files`. */
  constructor(files: Iterable<string>) {
    for (const file of files) if (!this.#files.has(file)) this.#files.set(file, this.#files.size)
  }

  get hasErrors(): boolean {
    return this.#errors.length > 0
  }

  error(code: string, message: string, { file, line, column }: RecordPlace): void {
    if (this.#errors.length >= LISTED) this.#moreErrors++
    else this.#errors.push({ severity: 'error', code, message, file, line, column })
  }

  warning(code: string, message: string, { file, line, column }: RecordPlace): void {
    if (this.#warnings.length >= LISTED) this.#moreWarnings++
    else this.#warnings.push({ severity: 'warning', code, message, file, line, column })
  }

  /** All faults in the order of the files; the last ones say how many more errors and warnings there are. */
  list(): Fault[] {
    const position = ({ file }: Fault): number => this.#files.get(file ?? '') ?? this.#files.size
    const listed = [...this.#errors, ...this.#warnings].toSorted(
      (a, b) => position(a) - position(b) || a.line! - b.line! || a.column! - b.column!,
    )
    return [...listed, ...more('error', this.#moreErrors), ...more('warning', this.#moreWarnings)]
  }
}

function more(severity: 'error' | 'warning', count: number): Fault[] {
  if (count === 0) return []
  const message = `${count} more ${severity}${count === 1 ? ' is' : 's are'} not listed: correct those above first`
  return [{ severity, code: 'TOO_MANY_FAULTS', message }]
}
