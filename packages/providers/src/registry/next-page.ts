import { saidBy, type Call } from './call.ts'
import type { Answer } from './follow-redirects.ts'
import { placeText } from './registry-access.ts'
import { RegistryError } from './registry-error.ts'
import { shownUrl } from './shown-text.ts'

/**
 * The URL of the next page by a Link header (RFC 8288), if there is one. It has to be of the registry itself, which gets
 * a token with every page.
 */
export function nextPage(call: Call, { response, url }: Answer): URL | undefined {
  const { link } = response.headers
  const header = Array.isArray(link) ? link.join(',') : (link ?? '')
  const links = header.slice(0, 8192).matchAll(/<(?<target>[^<>]*)>(?<parameters>[^<]*)/g)
  for (const { groups = {} } of links) {
    if (!/;[ \t]*rel[ \t]*=[ \t]*"?next"?[ \t]*(?:[;,]|$)/i.test(groups['parameters'] ?? '')) continue
    const target = groups['target'] ?? ''
    if (!URL.canParse(target, url.href)) throw elsewhere(call, saidBy(call, target))
    const next = new URL(target, url.href)
    if (next.origin === call.home.origin && next.username === '' && next.password === '') return next
    throw elsewhere(call, saidBy(call, shownUrl(next)))
  }
  return undefined
}

function elsewhere({ place }: Call, shown: string): RegistryError {
  const message = `Cannot read ${placeText(place)}: the next page of its list is at "${shown}", which is not of the registry; tell those who run it`
  return new RegistryError('refused', message)
}
