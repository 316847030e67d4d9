import { fieldsOf, nonEmpty } from '../fields.ts'
import type { WireRoute } from '../route.ts'
import { withoutScheme } from './without-scheme.ts'

/** `POST /runtimes/credential:set` (cml §11.1). An empty id takes the credential that fits best. */
export const setCredential: WireRoute = {
  method: 'POST',
  path: '/runtimes/credential::set',
  summary: 'Say which docker credential a runtime is read with',
  permission: 'runtime:write',
  async answer({ body, invoke }) {
    const fields = fieldsOf(body)
    const credential = nonEmpty(fields.text('docker_credential_id'))
    const runtime = fields.required('runtime_identifier')
    fields.done()
    await invoke('setRuntimeCredential', {
      params: { runtime: withoutScheme(runtime) },
      body: credential === undefined ? {} : { credential },
    })
    return {}
  },
}
