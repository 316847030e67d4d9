import { listAddons } from './addons/list-addons.ts'
import { setAddonStatus } from './addons/set-addon-status.ts'
import { uploadAddons } from './addons/upload-addons.ts'
import { uploadCustomAddon } from './addons/upload-custom-addon.ts'
import {
  createCredential,
  deleteCredential,
  listCredentials,
  updateCredential,
} from './credentials/docker-credentials.ts'
import { createRepo, deleteRepo, listRepos, updateRepo } from './repos/runtime-repos.ts'
import type { WireRoute } from './route.ts'
import { listRuntimes } from './runtimes/list-runtimes.ts'
import { registerRuntime } from './runtimes/register-runtime.ts'
import { setCredential } from './runtimes/set-credential.ts'
import { updateRuntimes } from './runtimes/update-runtimes.ts'
import { validateByGet, validateByPost } from './runtimes/validate-runtime.ts'

/** Every route of the API v2 that is served (cml §11.1 to §11.4). */
export const wireRoutes: readonly WireRoute[] = [
  listRuntimes,
  registerRuntime,
  validateByGet,
  validateByPost,
  updateRuntimes,
  setCredential,
  listCredentials,
  createCredential,
  updateCredential,
  deleteCredential,
  listRepos,
  createRepo,
  updateRepo,
  deleteRepo,
  listAddons,
  uploadAddons,
  setAddonStatus,
  uploadCustomAddon,
]
