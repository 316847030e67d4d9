/** What a member of an answer is, as the API documents it: a type of JSON, or a message. */
type MemberShape = 'string' | 'boolean' | 'int32' | MessageShape | readonly [MessageShape]

/** The documented members of a message (cml §11.1 to §11.4); answers may have more. */
export interface MessageShape {
  readonly [member: string]: MemberShape
}

const runtime: MessageShape = {
  image_identifier: 'string',
  editor: 'string',
  kernel: 'string',
  edition: 'string',
  description: 'string',
  full_version: 'string',
  status: 'string',
  register_user_id: 'int32',
  runtime_metadata_version: 'int32',
}

const imageDetails: MessageShape = {
  registry: 'string',
  editor: 'string',
  kernel: 'string',
  edition: 'string',
  version: 'string',
  maintenance_version: 'int32',
  description: 'string',
}

const credential: MessageShape = { id: 'string', name: 'string', server: 'string', is_default: 'boolean' }

const repo: MessageShape = { id: 'int32', name: 'string', url: 'string' }

const addon: MessageShape = {
  id: 'int32',
  identifier: 'string',
  component: 'string',
  display_name: 'string',
  status: 'string',
  manageable: 'boolean',
  created_at: 'string',
  reason: 'string',
}

/** The answers of the API. */
export const answers = {
  runtimes: { runtimes: [runtime], next_page_token: 'string' },
  registered: {
    validation_success: 'boolean',
    insert_success: 'boolean',
    reason: 'string',
    reason_data: 'string',
    details: imageDetails,
  },
  validated: { success: 'boolean', reason: 'string', reason_data: 'string', details: imageDetails },
  rows: { rows_affected: 'int32' },
  nothing: {},
  credentials: { docker_credentials: [credential], next_page_token: 'string' },
  credential,
  repos: { runtimerepos: [repo], next_page_token: 'string' },
  repo,
  addons: { runtime_addons: [addon], next_page_token: 'string' },
  addon,
} as const satisfies Record<string, MessageShape>

/** What of a value is not as it is documented, as sentences. */
export function shapeFaults(value: unknown, shape: MemberShape, place = 'the answer'): string[] {
  if (typeof shape === 'string') return isOf(value, shape) ? [] : [`Expected ${place} as ${shape}`]
  if (isList(shape)) {
    if (!Array.isArray(value)) return [`Expected ${place} as a list`]
    return value.flatMap((one, index) => shapeFaults(one, shape[0], `${place}/${index}`))
  }
  if (typeof value !== 'object' || value === null) return [`Expected ${place} as an object`]
  const members = new Map(Object.entries(value))
  return Object.entries(shape).flatMap(([name, member]) =>
    shapeFaults(members.get(name), member, `${place}/${name}`),
  )
}

function isOf(value: unknown, type: 'string' | 'boolean' | 'int32'): boolean {
  if (type !== 'int32') return typeof value === type
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
}

function isList(shape: MessageShape | readonly [MessageShape]): shape is readonly [MessageShape] {
  return Array.isArray(shape)
}
