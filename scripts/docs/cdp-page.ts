import { wireOperations } from '../../packages/server/src/faces/cdp/operations.ts'
import { code, markdownTable, page } from './markdown.ts'

/** docs/reference/cdp-api.md: every operation of CDP's API that Ingot answers. */
export function cdpPage(): string {
  const rows = wireOperations.map(({ service, name, permission, request }) => [
    code(`${service}/${name}`),
    members(request),
    code(permission),
  ])
  const intro = [
    'Ingot answers these operations of the CDP API, each as `POST /api/v1/<service>/<operation>` with a JSON object.',
    'Members in bold are required; members that are not listed are ignored, and an empty text counts as absent.',
  ]
  return page('CDP API', 'the table of wire operations', [
    intro,
    markdownTable(['operation', 'members that are read', 'permission'], rows),
  ])
}

function members({
  properties,
  required = [],
}: {
  properties: object
  required?: readonly string[]
}): string {
  const names = Object.keys(properties).map((name) => (required.includes(name) ? `**${name}**` : name))
  return names.length === 0 ? 'none' : names.join(', ')
}
