import { counted, IngotError, type Account, type Input, type Operations, type Sealed } from '@ingot/contract'
import { isSameJson } from '@ingot/core'
import type { Change } from '@ingot/ledger'
import { accountFaults, accountServer } from '../../accounts/account-faults.ts'
import { accountOwner } from '../../accounts/account-secret.ts'
import { accountView } from '../../accounts/account-view.ts'
import { artifactsIn, findAccount } from '../../accounts/stored-accounts.ts'
import type { Context, Handler } from '../../context.ts'
import { ACKNOWLEDGEMENT } from '../../kinds.ts'
import { refuseFaults } from '../../registries/read-server.ts'
import { destroySecret } from '../../secrets/destroy-secret.ts'
import { withSealed } from '../../secrets/with-sealed.ts'
import { transact, type Outcome } from '../../transact.ts'
import type { View } from '../../view.ts'

type Given = Input<Operations['addAccount']>

/** The account as it was added, and the key of the secret that it had before. */
interface Added {
  readonly account: Account
  readonly replaced?: string
}

/** Adds an account, or says anew how its cloud is spoken to. What is not given does not hold any more. */
export const addAccount: Handler<'addAccount'> = async (given, context) => {
  refuseFaults(accountFaults(given.params.account, given.body))
  const { answer, view, dryRun } = await addSealed(given, context)
  const { account: added, replaced } = answer
  if (!dryRun && replaced !== undefined) await destroySecret(context, replaced)
  const stored = dryRun
    ? { body: added, revision: view.snapshot.revision + 1 }
    : findAccount(view.snapshot, added.name)
  return { ...view.stamp, dryRun, account: await accountView(context.ledger, stored) }
}

async function addSealed(given: Given, context: Context): Promise<Outcome<Added>> {
  const { params, query = {}, body } = given
  const commit = (sealed: Sealed | undefined) =>
    transact(context, 'account.add', query, (view) => {
      const before = view.snapshot.get<Account>('account', params.account)?.body
      refuseOther(view, before, body.settings.provider)
      const account = accountOf(view, given, before, sealed)
      const replaced = before?.sealed?.key
      return {
        changes: changesTo(view, before, account),
        answer: { account, ...(replaced === undefined ? {} : { replaced }) },
      }
    })
  if (body.secret === undefined) return await commit(undefined)
  if (query.dryRun === true) {
    await context.secrets.expectSealing()
    return await commit(undefined)
  }
  const sealing = {
    text: body.secret,
    owner: accountOwner(params.account),
    isKept: (snapshot: View['snapshot'], key: string) =>
      snapshot.get<Account>('account', params.account)?.body.sealed?.key === key,
  }
  return await withSealed(context, sealing, commit)
}

/** Another place has other images: what needed no name there may need one here. */
function changesTo({ snapshot }: View, before: Account | undefined, account: Account): Change[] {
  if (isSameJson(before, account)) return []
  const isOther = before !== undefined && !isSameJson(before.settings, account.settings)
  const acknowledged = isOther ? snapshot.get(ACKNOWLEDGEMENT, account.name) : undefined
  return [
    { kind: 'account', id: account.name, body: account },
    ...(acknowledged === undefined ? [] : [{ kind: ACKNOWLEDGEMENT, id: account.name, body: null }]),
  ]
}

/** Artifacts would be looked for where they never were. */
function refuseOther({ snapshot }: View, before: Account | undefined, provider: string): void {
  if (before === undefined || before.settings.provider === provider) return
  const artifacts = artifactsIn(snapshot, before.name)
  if (artifacts === 0) return
  const message = `The account "${before.name}" is of ${before.settings.provider}, and ${counted(artifacts, 'artifact is', 'artifacts are')} in it; it cannot become one of ${provider}: choose another name, or delete it first`
  throw new IngotError('ACCOUNT_OTHER', message)
}

/** A registry is spoken of as references write it, whatever way it was given. */
function writtenSettings(settings: Account['settings']): Account['settings'] {
  if (settings.provider !== 'registry') return settings
  return { ...settings, server: accountServer(settings.server).host ?? settings.server }
}

function accountOf(
  { at, access }: View,
  { params, body }: Given,
  before: Account | undefined,
  sealed: Sealed | undefined,
): Account {
  const { settings, regions, scanEvery } = body
  return {
    name: params.account,
    settings: writtenSettings(settings),
    ...(regions === undefined || regions.length === 0 ? {} : { regions: [...new Set(regions)] }),
    ...(scanEvery === undefined ? {} : { scanEvery }),
    ...(sealed === undefined ? {} : { sealed }),
    owner: before?.owner ?? access.actor.name,
    created: before?.created ?? at.toISOString(),
  }
}
