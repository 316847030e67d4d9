import type { ContentFacts } from './content-facts.ts'
import type { TreeFile } from './file-tree.ts'
import { baseName, parentPath } from './normal-path.ts'

/** Python 3 will hardly have more minor versions in the life of this code. */
const MINORS = 40

/**
 * The version of a Python interpreter, by what files tell: its name (`python3.10`), else the one library beside it.
 * Nothing where neither does.
 */
export function pythonVersion(facts: ContentFacts, python: TreeFile): readonly [number, number] | undefined {
  const named = /^python(?<major>\d)\.(?<minor>\d{1,2})$/.exec(baseName(python.path))?.groups
  if (named !== undefined) return [Number(named['major']), Number(named['minor'])]
  const prefix = parentPath(parentPath(python.path))
  const minors = Array.from({ length: MINORS }, (_, minor) => minor).filter(
    (minor) => facts.find(`${prefix}/lib/python3.${minor}/os.py`) !== undefined,
  )
  return minors.length === 1 ? [3, minors[0]!] : undefined
}
