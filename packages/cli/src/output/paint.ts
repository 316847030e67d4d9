import type { Sink } from '../io.ts'

/** Colours by meaning. Where colour is off each is the identity. */
export interface Paint {
  readonly good: Colour
  readonly bad: Colour
  readonly doubtful: Colour
  readonly quiet: Colour
  readonly strong: Colour
}

export type Colour = (text: string) => string

const same: Colour = (text) => text
const noPaint: Paint = { good: same, bad: same, doubtful: same, quiet: same, strong: same }

/** Colours for a terminal; none for anything else, for a dumb terminal, or where NO_COLOR (no-color.org) is set. */
export async function createPaint(
  sink: Sink,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Paint> {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  if (!sink.isTerminal || refused) return noPaint
  const { default: picocolors } = await import('picocolors')
  const { green, red, yellow, dim, bold } = picocolors.createColors(true)
  return { good: green, bad: red, doubtful: yellow, quiet: dim, strong: bold }
}
