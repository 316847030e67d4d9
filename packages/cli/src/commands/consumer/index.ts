import { consumerCreate } from './create.ts'
import { consumerDelete } from './delete.ts'
import { consumerList } from './list.ts'
import { consumerMark } from './mark.ts'
import { consumerShow } from './show.ts'

export const commands = [consumerCreate, consumerList, consumerShow, consumerMark, consumerDelete]
