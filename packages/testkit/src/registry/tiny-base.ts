import { buildImage, type BuiltImage, type ImageOptions } from './build-image.ts'

/** A base image of two small layers that looks like an Ubuntu with the user of a workbench. */
export function tinyBase(options: Omit<ImageOptions, 'base' | 'layers'> = {}): BuiltImage {
  return buildImage({
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', SHELL: '/bin/bash' },
    ...options,
    layers: [
      [
        { path: 'etc/' },
        { path: 'etc/os-release', content: 'NAME="Ubuntu"\nVERSION_ID="22.04"\nID=ubuntu\nID_LIKE=debian\n' },
        { path: 'bin/' },
        { path: 'bin/bash', mode: 0o755, content: '#!ELF\n' },
      ],
      [
        {
          path: 'etc/passwd',
          content: 'root:x:0:0:root:/root:/bin/bash\ncdsw:x:8536:8536::/home/cdsw:/bin/bash\n',
        },
        { path: 'etc/group', content: 'root:x:0:\ncdsw:x:8536:\n' },
        { path: 'home/cdsw/', uid: 8536, gid: 8536 },
        { path: 'usr/bin/python3.10', mode: 0o755, content: '#!ELF python 3.10\n' },
        { path: 'usr/local/bin/python3', type: 'symlink', link: '/usr/bin/python3.10' },
      ],
    ],
  })
}
