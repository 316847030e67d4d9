import { wireRoutes } from '../../packages/server/src/faces/cml/routes.ts'
import { cell, code, markdownTable, page } from './markdown.ts'

const intro = [
  'Ingot answers these routes of the API v2 of a Cloudera AI workbench, below `/api/v2`, for whoever sends',
  '`Authorization: Bearer KEY` with an API key of Ingot. [Moving from Cloudera AI](../runtimes.md) says where its answers',
  'differ from those of a workbench, and why.',
]

const requests = [
  'A body is a JSON object, whatever type it says it has; uploads are `multipart/form-data`. Members have the names that the',
  'API documents, such as `docker_credential_id`; `dockerCredentialId` means the same, in a body and in a query. A member',
  'that is not known is ignored, and one that is null is absent; so is an empty text, but for the `status` of runtimes.',
  'Whole numbers in lists may be texts. `POST /runtimes:update` also takes `reason`, which goes into the log.',
]

const lists = [
  'Lists take `search_filter`, a JSON object of texts; `sort`, keys with `+` or `-` before them and commas between; `page_size`,',
  '1000 unless given and at most 10000; and `page_token`, the `next_page_token` of the page before, which is empty on the',
  'last. The pages of a list show what the first did, whatever changes meanwhile.',
]

const refusals = [
  'A refusal is `{"error", "code", "message", "details"}`: `code` is that of gRPC, `error` says the same as `message`, and',
  '`details` has every fault. What an image lacks is no refusal: validation and registration answer it with status 200,',
  '`reason` and `reason_data`, and all of it in `details.findings`.',
]

/** docs/reference/cml-api.md: every route of the API v2 of a workbench that Ingot answers. */
export function cmlPage(): string {
  const rows = wireRoutes.map(({ method, path, summary, permission }) => [
    code(`${method} ${path.replaceAll('::', ':').replaceAll(/:(?=id\b)(\w+)/g, '{$1}')}`),
    cell(summary),
    code(permission),
  ])
  return page('API v2 of Cloudera AI', 'the table of wire routes', [
    intro,
    markdownTable(['route', 'what it does', 'permission'], rows),
    ['## Requests'],
    requests,
    ['## Lists'],
    lists,
    filterTable(),
    ['## Refusals'],
    refusals,
  ])
}

/** What each list is searched by. */
function filterTable(): string[] {
  const rows = wireRoutes.flatMap(({ path, filter }) => {
    if (filter === undefined) return []
    const keysOf = (wanted: string) => {
      const keys = Object.keys(filter).filter((key) => filter[key] === wanted)
      return keys.length === 0 ? 'none' : keys.map(code).join(', ')
    }
    return [[code(path), keysOf('equals'), keysOf('contains')]]
  })
  return markdownTable(['list', 'keys that are the whole value', 'keys that are found anywhere in it'], rows)
}
