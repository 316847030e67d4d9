/**
 * Every form in which bytes could give a secret away: as it is, escaped, in other encodings of text, in hexadecimal
 * digits, and in base64 wherever in a longer text it stands.
 */
export function secretForms(secret: string): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8')
  const texts = [
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((before) => {
      const form = base64Within(bytes, before)
      return [form, form.replaceAll('+', '-').replaceAll('/', '_')]
    }),
  ]
  return [bytes, Buffer.from(secret, 'utf16le'), ...texts.map((text) => Buffer.from(text, 'utf8'))]
}

/** The digits that bytes have in the base64 of a longer text in which so many bytes stand before them. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  // The first digits are of what is before too, and the last of what follows.
  const isWhole = (before + bytes.length) % 3 === 0
  return text.slice(Math.ceil((before * 8) / 6), isWhole ? undefined : -1)
}
