import { catalogAddSource } from './add-source.ts'
import { catalogCreate } from './create.ts'
import { catalogDelete } from './delete.ts'
import { catalogExport } from './export.ts'
import { catalogList } from './list.ts'
import { catalogNewer } from './newer.ts'
import { catalogOrder } from './order.ts'
import { catalogPublish } from './publish.ts'
import { catalogRestore } from './restore.ts'
import { catalogShow } from './show.ts'
import { catalogSwitch } from './switch.ts'
import { catalogSync } from './sync.ts'
import { catalogUpdate } from './update.ts'

export const commands = [
  catalogList,
  catalogShow,
  catalogCreate,
  catalogUpdate,
  catalogDelete,
  catalogRestore,
  catalogOrder,
  catalogAddSource,
  catalogSync,
  catalogExport,
  catalogPublish,
  catalogNewer,
  catalogSwitch,
]
