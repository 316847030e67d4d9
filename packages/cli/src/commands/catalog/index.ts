import { catalogCreate } from './create.ts'
import { catalogDelete } from './delete.ts'
import { catalogList } from './list.ts'
import { catalogOrder } from './order.ts'
import { catalogShow } from './show.ts'

export const commands = [catalogList, catalogShow, catalogCreate, catalogDelete, catalogOrder]
