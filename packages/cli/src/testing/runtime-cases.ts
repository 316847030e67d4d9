import { stamp } from './answers.ts'
import type { Case } from './cdp-cases.ts'
import * as projects from './project-answers.ts'
import * as repos from './repo-answers.ts'
import * as given from './runtime-answers.ts'

const { identifier } = given
const rewrite = '--rewrite-host registry.example.com=mirror.example.com'
const oneBase = { ...stamp, dryRun: false, base: projects.base }
const oneTrust = { ...stamp, dryRun: false, trust: projects.trust }
const someAddons = { ...stamp, dryRun: false, addons: [projects.addon], faults: [] }
const oneProject = { ...stamp, dryRun: false, consumer: projects.project }
const oneRepo = { ...stamp, dryRun: false, repo: repos.repo }
const watched = Buffer.from(`${JSON.stringify({ report: given.report })}\n`)

/** A line for every command about runtimes and what they are built on, and about the projects that start from them. */
export const runtimeCases: Case[] = [
  [`runtime validate ${identifier}`, { validateRuntime: given.report }, 0, 'it can be a runtime'],
  [`runtime validate ${identifier}`, { validateRuntime: given.refusedReport }, 1, 'it cannot be a runtime'],
  [`runtime validate ${identifier} --deep`, { watchValidation: watched }, 0, 'it can be a runtime'],
  ['runtime lint other.txt', { lintDockerfile: given.lint }, 1, '2 errors, 1 warning, 0 notes'],
  [`runtime add ${identifier} --default`, { addRuntime: given.added }, 0, 'PROVEN docker.io/cloudera'],
  ['runtime list', { listRuntimes: { ...stamp, runtimes: [given.runtime], total: 1 } }, 0, 'ENABLED  yes'],
  [`runtime show ${identifier}`, { showRuntime: { ...stamp, runtime: given.runtime } }, 0, 'number 12'],
  [`runtime enable ${identifier}`, { setRuntimeStatus: given.changed }, 0, 'ENABLED'],
  [`runtime disable ${identifier}`, { setRuntimeStatus: given.changed }, 0, identifier],
  [`runtime deprecate ${identifier}`, { setRuntimeStatus: given.changed }, 0, identifier],
  [`runtime default ${identifier} --off`, { setRuntimeDefault: given.changed }, 0, identifier],
  [
    `runtime set-credential ${identifier} --credential team`,
    { setRuntimeCredential: { ...stamp, dryRun: false, runtime: given.runtime } },
    0,
    'Credential   7c1d2b54',
  ],
  ['runtime drift', { runtimeDrift: { ...stamp, runtimes: given.drifts } }, 1, 'It leads elsewhere'],
  ['runtime pick --editor x', { pickRuntimes: { ...stamp, picks: [given.pick], faults: [] } }, 0, identifier],
  [
    'runtime pick --editor x',
    { pickRuntimes: { ...stamp, picks: [given.noPick], faults: [] } },
    1,
    'No runtime',
  ],
  ['runtime repo-file', { exportRepoFile: repos.repoFile }, 0, '"image_identifier": "registry.example.com'],
  [
    'runtime publish',
    { publishRepoFile: { ...stamp, dryRun: false, published: true } },
    0,
    '/runtimes/repo-assembly.json answers without a key\n',
  ],
  [`runtime mirror-plan ${rewrite}`, { planMirror: repos.mirrorPlan }, 0, '1 copy to make'],
  [`runtime mirror-verify ${rewrite}`, { verifyMirror: repos.mirrorChecks }, 1, 'There is no such image'],
  ['base add ubuntu:22.04 --generation os', { addBase: oneBase }, 0, 'docker.io/library/ubuntu:22.04'],
  ['base list', { listBases: { ...stamp, bases: [projects.base] } }, 0, 'sha256:bbbb00000000…'],
  [
    'base refresh',
    {
      refreshBases: {
        ...stamp,
        dryRun: false,
        bases: [{ id: 'b', reference: 'ubuntu:22.04', status: 'moved', message: 'Both are allowed' }],
      },
    },
    0,
    'Both are allowed',
  ],
  [
    'base delete ubuntu:22.04',
    { deleteBase: oneBase },
    0,
    'Allowed no longer: docker.io/library/ubuntu:22.04\n',
  ],
  ['trust add release-team --key-file other.txt', { addTrust: oneTrust }, 0, 'release-team  key'],
  [
    'trust list',
    { listTrust: { ...stamp, trust: [projects.trust, projects.identity] } },
    0,
    'pipeline      identity',
  ],
  ['trust delete release-team', { deleteTrust: oneTrust }, 0, 'Trusted no longer: release-team\n'],
  ['addon add a --component Spark --display-name S', { addAddons: someAddons }, 0, 'Use Spark 3.5.4'],
  ['addon list', { listAddons: { ...stamp, addons: [projects.addon] } }, 0, 'DEPRECATED  Use Spark'],
  [
    'addon status DEPRECATED a',
    { setAddonStatus: { ...stamp, dryRun: false, addons: [projects.addon] } },
    0,
    'spark351-1241-hotfix1',
  ],
  ['project create forecast', { createProject: oneProject }, 0, `(${given.runtime.id})`],
  ['project allow forecast --no-addons', { allowRuntimes: oneProject }, 0, 'Addons\n  Spark 3.5.1'],
  ['runtime-repo add vendor https://a.example/r.json', { addRuntimeRepo: oneRepo }, 0, '6h'],
  ['runtime-repo list', { listRuntimeRepos: { ...stamp, repos: [repos.repo] } }, 0, 'vendor: No answer from'],
  ['runtime-repo update vendor --every 6h', { updateRuntimeRepo: oneRepo }, 0, 'vendor'],
  [
    'runtime-repo sync vendor',
    { listRuntimeRepos: { ...stamp, repos: [repos.repo] }, syncRuntimeRepo: repos.repoSynced },
    1,
    'vendor: stored as of revision 7\n',
  ],
  ['runtime-repo check other.txt', { checkRepoFile: { ...stamp, ...repos.repoReport } }, 1, '✗ refused'],
  ['runtime-repo delete vendor', { deleteRuntimeRepo: oneRepo }, 0, 'Forgot the Runtime Repo vendor\n'],
]
