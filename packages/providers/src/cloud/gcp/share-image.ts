import { CloudError } from '../cloud-error.ts'
import type { ChangeTarget } from './change-image.ts'
import type { ComputeClient } from './compute-client.ts'
import { listOf, type Fields } from './fields.ts'

/** The role by which others start machines from an image. */
const role = 'roles/compute.imageUser'

/** How often the policy is read anew because somebody else changed it in between. */
const attempts = 5

/** Lets members start from an image; who may already stays. Two who change the policy at once do not undo each other. */
export async function shareImage(
  client: ComputeClient,
  { path }: ChangeTarget,
  accounts: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const members = accounts.map(memberOf)
  for (let tried = 1; ; tried += 1) {
    const query = { optionsRequestedPolicyVersion: '3' }
    const policy = await client.ask({ path: `${path}/getIamPolicy`, query }, signal)
    const next = withMembers(policy, members)
    if (next === undefined) return
    try {
      await client.ask({ method: 'POST', path: `${path}/setIamPolicy`, body: { policy: next } }, signal)
      return
    } catch (error) {
      if (tried >= attempts || !(error instanceof CloudError) || error.kind !== 'conflict') throw error
    }
  }
}

/** A policy with the members in it; `undefined` where they are. The etag goes with it, so that Google sees a conflict. */
function withMembers(policy: Fields, members: readonly string[]): Fields | undefined {
  const bindings = listOf(policy['bindings'])
  const ours = bindings.find((binding) => binding['role'] === role && binding['condition'] === undefined)
  const present: unknown[] = Array.isArray(ours?.['members']) ? ours['members'] : []
  const added = members.filter((member) => !present.includes(member))
  if (added.length === 0) return undefined
  const others = bindings.filter((binding) => binding !== ours)
  return { ...policy, bindings: [...others, { role, members: [...present, ...added] }] }
}

/**
 * A member as policies name it. An address alone is one of a service account or a person; the number of a project is the
 * service account by which Google's own services work there (Compute Engine, "Managing access to custom images").
 */
function memberOf(account: string): string {
  if (/^[A-Za-z]+:.+$/.test(account)) return account
  if (/^\d+$/.test(account)) return `serviceAccount:${account}@cloudservices.gserviceaccount.com`
  if (account.endsWith('.gserviceaccount.com')) return `serviceAccount:${account}`
  if (account.includes('@')) return `user:${account}`
  const message = `Expected whom to share with as an address, the number of a project or a member like "group:team@example.com", got "${account.slice(0, 200)}"`
  throw new CloudError('unsupported', message)
}
