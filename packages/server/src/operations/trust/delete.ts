import { IngotError, type Trust } from '@ingot/contract'
import type { Handler } from '../../context.ts'
import { transact } from '../../transact.ts'

/** Trusts a key or an identity no longer. What was added with its signature stays. */
export const deleteTrust: Handler<'deleteTrust'> = async ({ params, query = {} }, context) => {
  const { answer, view, dryRun } = await transact(context, 'trust.delete', query, ({ snapshot }) => {
    const trust = snapshot.get<Trust>('trust', params.trust)?.body
    if (trust === undefined) {
      const names = [...snapshot.all<Trust>('trust')].map(({ id }) => `"${id}"`).join(', ')
      const there = names === '' ? 'there is none' : `there are ${names}`
      throw new IngotError(
        'TRUST_NOT_FOUND',
        `No trusted key or identity is named "${params.trust}"; ${there}`,
      )
    }
    return { changes: [{ kind: 'trust', id: params.trust, body: null }], answer: trust }
  })
  return { ...view.stamp, dryRun, trust: answer }
}
