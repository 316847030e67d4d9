/** A line of /etc/passwd (passwd(5)). */
export interface Account {
  readonly uid: number
  readonly gid: number
  readonly home: string
  /** Without what stands for the password. */
  readonly line: string
}

/** The first account of a name, as the system takes it. */
export function accountOf(passwd: string, name: string): Account | undefined {
  const fields = rowsOf(passwd).find((row) => row[0] === name)
  if (fields === undefined) return undefined
  const [, , uid = '', gid = '', comment = '', home = '', shell = ''] = fields
  return {
    uid: numberOf(uid),
    gid: numberOf(gid),
    home,
    line: [name, 'x', uid, gid, comment, home, shell].join(':'),
  }
}

/** The names that have a user id. */
export function usersWith(passwd: string, uid: number): string[] {
  return namesWith(passwd, uid)
}

/** The names that have a group id (group(5)). */
export function groupsWith(group: string, gid: number): string[] {
  return namesWith(group, gid)
}

/** Both files have the name first and the id third. */
function namesWith(text: string, id: number): string[] {
  return rowsOf(text).flatMap(([name = '', , number = '']) => (numberOf(number) === id ? [name] : []))
}

function rowsOf(text: string): string[][] {
  return text.split('\n').map((line) => line.split(':', 7))
}

function numberOf(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
}
