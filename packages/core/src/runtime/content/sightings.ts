import { isAptSource, isKernelspec } from './interest.ts'
import { PathList } from './path-list.ts'

/** Paths of each kind that came by, alive or not: the tree knows what became of them. */
export class Sightings {
  readonly kernelspecs = new PathList(200)
  readonly aptSources = new PathList(200)
  /** What tells that the Jupyter kernel gateway is installed: its `.dist-info` or `.egg-info`, or the file in it that says so. */
  readonly gateways = new PathList(50)
  /** Likewise of Python packages below somebody's home. */
  readonly userPackages = new PathList(50)
  /** What layers above the base put where a session mounts something else. */
  readonly mountedOver = new PathList(1000)

  /** Looks at a real path; `isOwn` where it is of a layer above the base. */
  note(path: string, isDirectory: boolean, isOwn: boolean): void {
    if (isOwn && !isDirectory && isMountedOver(path)) this.mountedOver.add(path)
    if (isKernelspec(path)) this.kernelspecs.add(path)
    if (isAptSource(path)) this.aptSources.add(path)
    if (!path.includes('-packages/')) return
    if (gateway.test(path)) this.gateways.add(path)
    if (isInHome(path) && userPackage.test(path)) this.userPackages.add(path)
  }
}

/** The directories that are mounted over in a session (Cloudera AI, Custom runtime limitations). */
export function isMountedOver(path: string): boolean {
  return path.startsWith('home/cdsw/') || path.startsWith('tmp/')
}

/** Not every archive lists directories, so the file counts too that is in each of these. */
const gateway = /-packages\/jupyter_kernel_gateway-[^/]{1,100}\.(?:dist|egg)-info(?:\/METADATA|\/PKG-INFO)?$/i

/** A package that only its user sees (PEP 370). */
const userPackage = /\/\.local\/lib\/[^/]{1,50}\/site-packages\/[^/]{1,200}\.dist-info(?:\/METADATA)?$/

function isInHome(path: string): boolean {
  return path.startsWith('root/.local/') || path.startsWith('home/')
}
