import { describe, expect, it } from 'vitest'
import { stamp } from '../../testing/answers.ts'
import { project } from '../../testing/project-answers.ts'
import { digest, runtime } from '../../testing/runtime-answers.ts'
import { runLine } from '../../testing/run-line.ts'

const one = { ...stamp, dryRun: false, consumer: project }

describe('project create', () => {
  it.each([
    ['', { name: 'forecast' }],
    [
      ' --runtime a --runtime b --addon Spark --addon Ozone',
      { name: 'forecast', runtimes: ['a', 'b'], addons: ['Spark', 'Ozone'] },
    ],
  ])('asks with `%s`', async (flags, body) => {
    const { calls } = await runLine(`project create forecast${flags} --reason New`, { createProject: one })

    expect(calls).toEqual([{ operation: 'createProject', path: '/v1/projects?reason=New', body }])
  })

  it('prints the runtimes and the addons of the project, or with -o name its id', async () => {
    const { out } = await runLine('project create forecast', { createProject: one })

    const reference = `registry.example.com/team/forecast@${digest('9a3f')}`
    expect(out).toContain(`\nRuntimes\n  ${reference} (${runtime.id})\n`)
    expect(out).toContain('\nAddons\n  Spark 3.5.1 - CDE 1.24.1 - HOTFIX-1\n')
    expect((await runLine('project create forecast -o name', { createProject: one })).out).toBe(
      `${project.id}\n`,
    )
  })

  it('names a runtime by its id where its reference is not known', async () => {
    const runtimes = [{ catalog: 'runtimes', id: runtime.id }]
    const answers = { createProject: { ...one, consumer: { ...project, runtimes } } }

    expect((await runLine('project create forecast', answers)).out).toContain(`Runtimes\n  ${runtime.id}\n`)
  })
})

describe('project allow', () => {
  it.each([
    ['--add a --add b --remove c', { add: ['a', 'b'], remove: ['c'] }],
    ['--addon Spark', { addons: ['Spark'] }],
    ['--no-addons', { addons: [] }],
  ])('asks with `%s`', async (flags, body) => {
    const { calls, err } = await runLine(`project allow team/x ${flags} --dry-run`, {
      allowRuntimes: { ...one, dryRun: true },
    })

    const path = '/v1/projects/team%2Fx/runtimes?dryRun=true'
    expect(calls).toEqual([{ operation: 'allowRuntimes', path, body }])
    expect(err).toBe('Dry run: nothing was changed\n')
  })

  it.each([
    ['project allow forecast', 'Expected --add, --remove, --addon or --no-addons, got none'],
    ['project allow forecast --addon a --no-addons', '--addon and --no-addons cannot be given together'],
    ['project allow', "Missing required argument 'project'"],
    ['project create', "Missing required argument 'name'"],
  ])('exits 2 on `%s` before it asks', async (line, message) => {
    const { status, err, calls } = await runLine(line)

    expect([status, calls]).toEqual([2, []])
    expect(err).toContain(message)
  })
})
