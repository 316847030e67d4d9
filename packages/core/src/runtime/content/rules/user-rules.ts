import { ruleSources } from '../../rule-sources.ts'
import { quoted } from '../../rules/quoted.ts'
import { CDSW_ID } from '../attributes.ts'
import { accountOf, groupsWith, usersWith } from '../accounts.ts'
import type { ContentRule } from '../content-rule.ts'
import type { ContentSubject } from '../content-subject.ts'

const NAME = 'cdsw'
const HOME = '/home/cdsw'
const add = `add it with "addgroup --gid ${CDSW_ID} ${NAME}" and "adduser --uid ${CDSW_ID} --gid ${CDSW_ID} ${NAME}"`

export const cdswUserMissing: ContentRule = {
  severity: 'error',
  summary: `A PBJ runtime has no user ${NAME} with the user and group id ${CDSW_ID}`,
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ files }) {
    const passwd = files.read('etc/passwd')
    if (passwd?.isCut === true) return
    const user = passwd && accountOf(passwd.text, NAME)
    if (user?.uid === CDSW_ID && user.gid === CDSW_ID) return
    const others = usersWith(passwd?.text ?? '', CDSW_ID).filter((name) => name !== NAME)
    const found =
      user === undefined
        ? others.length === 0
          ? passwd === undefined
            ? 'there is no /etc/passwd that could be read'
            : '/etc/passwd has none'
          : `${CDSW_ID} is ${quoted(others[0]!)}`
        : `it has the user id ${user.uid} and the group id ${user.gid}`
    yield {
      field: '/etc/passwd',
      message: `Sessions run as the user ${NAME} with the user id ${CDSW_ID} and the group id ${CDSW_ID}, but ${found}; ${add}`,
      evidence: { '/etc/passwd': user?.line ?? others[0] },
    }
  },
}

export const cdswGroupMissing: ContentRule = {
  severity: 'warning',
  summary: `A PBJ runtime has no group ${NAME} with the id ${CDSW_ID}`,
  source: ruleSources.pbj,
  pbjOnly: true,
  needsAll: true,
  *find({ files }) {
    const group = files.read('etc/group')
    if (group?.isCut === true) return
    const names = groupsWith(group?.text ?? '', CDSW_ID)
    if (names.includes(NAME)) return
    const found = names[0] === undefined ? 'no group has that id' : `that id is of ${quoted(names[0])}`
    yield {
      field: '/etc/group',
      message: `The group of sessions is ${NAME} with the id ${CDSW_ID}, but ${found}; ${add}`,
      evidence: { '/etc/group': names[0] },
    }
  },
}

export const cdswHomeElsewhere: ContentRule = {
  severity: 'warning',
  summary: `The home of the user ${NAME} is not ${HOME}`,
  source: ruleSources.pbj,
  pbjOnly: true,
  *find({ files }) {
    const passwd = files.read('etc/passwd')
    const user = passwd && accountOf(passwd.text, NAME)
    if (user === undefined || user.home.replace(/\/$/, '') === HOME) return
    yield {
      field: '/etc/passwd',
      message: `The files of a project are mounted at ${HOME}, but the home of ${NAME} is ${quoted(user.home)}; give it ${HOME}`,
      evidence: { '/etc/passwd': user.line },
    }
  },
}

export const workingDirElsewhere: ContentRule = {
  severity: 'info',
  summary: `A PBJ runtime starts in another directory than ${HOME}`,
  source: ruleSources.observed,
  pbjOnly: true,
  *find({ workingDir }: ContentSubject) {
    if (workingDir === undefined || workingDir === '' || workingDir.replace(/\/$/, '') === HOME) return
    yield {
      field: 'WORKDIR',
      message: `Released runtimes start in ${HOME}, where the files of a project are, but this one in ${quoted(workingDir)}`,
      evidence: { WorkingDir: workingDir },
    }
  },
}
