import type { Handler } from '../../context.ts'
import { syncMirror } from '../../mirror/sync-mirror.ts'

/** Brings a default catalog in step with its source in one commit; none where nothing is new. */
export const syncCatalog: Handler<'syncCatalog'> = ({ params, query = {}, body }, context) =>
  syncMirror(context, params.catalog, { query, ...body })
