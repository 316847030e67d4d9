import type { JobStore } from './job-store.ts'
import { translated, type Store } from './store.ts'

/** Jobs in the table beside the ledger. */
export function jobTable(store: Store): JobStore {
  return {
    state: <T>(job: string) =>
      translated(store, async () => {
        const saved = store.reader.selectFrom('jobs').select('state').where('job', '=', job)
        const text = (await saved.executeTakeFirst())?.state ?? null
        return text === null ? undefined : (JSON.parse(text) as T)
      }),
    save: (job, state) => translated(store, () => save(store, job, state)),
    claim: (job, holder, now, until) => translated(store, () => claim(store, job, holder, now, until)),
    release: (job, holder) =>
      translated(store, async () => {
        const nobody = { holder: null, held_until: null }
        await store.write((writer) =>
          writer
            .updateTable('jobs')
            .set(nobody)
            .where('job', '=', job)
            .where('holder', '=', holder)
            .execute(),
        )
      }),
  }
}

async function save(store: Store, job: string, state: unknown): Promise<void> {
  const text = JSON.stringify(state) ?? null
  await store.write((writer) =>
    writer
      .insertInto('jobs')
      .values({ job, state: text, holder: null, held_until: null })
      .onConflict((conflict) => conflict.column('job').doUpdateSet({ state: text }))
      .execute(),
  )
}

/** One statement: whether the job is free and that it is taken cannot fall apart. */
async function claim(store: Store, job: string, holder: string, now: Date, until: Date): Promise<boolean> {
  const held = { holder, held_until: until.toISOString() }
  const taken = await store.write((writer) =>
    writer
      .insertInto('jobs')
      .values({ job, state: null, ...held })
      .onConflict((conflict) =>
        conflict
          .column('job')
          .doUpdateSet(held)
          .where((where) =>
            where.or([
              where('jobs.holder', 'is', null),
              where('jobs.holder', '=', holder),
              where('jobs.held_until', '<=', now.toISOString()),
            ]),
          ),
      )
      .returning('job')
      .execute(),
  )
  return taken.length > 0
}
