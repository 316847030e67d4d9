import { describe, expect, it } from 'vitest'
import { faultsOf } from '../sample-dockerfile.ts'
import { alikes, jupyter, type LintCase } from './lint-case.ts'

const cases: LintCase[] = [
  [
    'paywalledAptSource',
    'a list that a RUN writes',
    `${jupyter}\nRUN a && echo "deb https://archive.cloudera.com/p/x y z" > /etc/apt/sources.list.d/c.list`,
    '2:10',
    [
      `${jupyter}\nRUN sed -i '/archive.cloudera.com/d' /etc/apt/sources.list`,
      `${jupyter}\nRUN grep -v archive.cloudera.com /etc/apt/sources.list > /etc/apt/sources.list`,
      `${jupyter}\nRUN curl -O https://archive.cloudera.com/p/x.tar.gz`,
      `${jupyter}\nRUN echo "deb https://example.com/ a b" > /etc/apt/sources.list.d/c.list`,
    ],
  ],
  [
    'paywalledAptSource',
    'a list that is fetched',
    `${jupyter}\nRUN curl -o /etc/apt/sources.list.d/c.list https://archive.cloudera.com/p/c.list`,
    '2:5',
    [],
  ],
  [
    'paywalledAptSource',
    'a list in a heredoc',
    `${jupyter}\nCOPY <<E /etc/apt/sources.list.d/\ndeb https://archive.cloudera.com/p/x y z\nE`,
    '2:1',
    [],
  ],
  [
    'paywalledAptSource',
    'a list that is added',
    `${jupyter}\nADD https://archive.cloudera.com/p/c.list /etc/apt/sources.list.d/c.list`,
    '2:1',
    [],
  ],
  [
    'paywalledAptSource',
    'a repository',
    `${jupyter}\nRUN add-apt-repository 'deb https://archive.cloudera.com/p/x y z'`,
    '2:5',
    [],
  ],
  [
    'paywalledAptSource',
    'tee',
    `${jupyter}\nRUN cat <<E | tee /etc/apt/sources.list\ndeb http://archive.cloudera.com/ a b\nE`,
    '2:15',
    [],
  ],
  [
    'pipAfterUserInstall',
    'pip behind its file',
    `${jupyter}\nRUN printf '[install]\\nuser = true\\n' > /etc/pip.conf\nRUN pip3 install a`,
    '3:5',
    [
      `${jupyter}\nRUN pip3 install a\nRUN printf '[install]\\nuser = true\\n' > /etc/pip.conf`,
      `${jupyter}\nRUN pip3 config set install.user false\nRUN echo "user = true" > /etc/pip.conf\nRUN pip3 install a`,
      `${jupyter}\nENV PIP_USER=0\nRUN echo "user = true" > /etc/pip.conf\nRUN pip3 install a`,
      `${jupyter}\nRUN echo "user = true" > /etc/pip.conf\nRUN pip3 install --target /opt/x a`,
      `${jupyter}\nRUN echo "user = true" > /etc/pip.conf\nRUN pip3 list`,
      `${jupyter}\nRUN echo "user = false" > /etc/pip.conf\nRUN pip3 install a`,
      `${jupyter}\nCOPY etc/pip.conf /etc/pip.conf\nRUN pip3 install a`,
    ],
  ],
  [
    'pipAfterUserInstall',
    'pip as a module',
    `${jupyter}\nRUN /bin/bash -c "echo -e '[install]\\nuser = true'" > /etc/pip.conf && python3 -m pip install a`,
    '2:72',
    [],
  ],
  [
    'pipAfterUserInstall',
    'a heredoc',
    `${jupyter}\nCOPY <<E /etc/pip.conf\n[install]\nuser=yes\nE\nRUN pip install a`,
    '6:5',
    [],
  ],
  [
    'pipAfterUserInstall',
    'pip config',
    `${jupyter}\nRUN pip config --global set install.user true\nRUN ["pip", "install", "a"]`,
    '3:5',
    [],
  ],
  [
    'redirectedVersion',
    'a version behind a bare sign',
    `${jupyter}\nRUN pip install a>=1 b`,
    '2:19',
    [
      `${jupyter}\nRUN pip install "a>=1" b`,
      `${jupyter}\nRUN pip install a > log`,
      `${jupyter}\nRUN pip install a==1`,
    ],
  ],
  [
    'rootNeeded',
    'apt-get as another user',
    `${jupyter}\nUSER cdsw\nRUN a && apt-get install -y b`,
    '3:10',
    [
      `${jupyter}\nRUN apt-get install -y b`,
      `${jupyter}\nUSER cdsw\nUSER root\nRUN apt-get install -y b`,
      `${jupyter}\nUSER cdsw\nRUN sudo apt-get install -y b`,
      `${jupyter}\nUSER 0:0\nRUN apt-get install -y b`,
      `${jupyter}\nUSER cdsw\nRUN apt-get --version`,
    ],
  ],
  [
    'rootNeeded',
    'adduser in a stage that begins from one with a user',
    `FROM scratch AS a\nUSER x\nFROM a\nRUN adduser y`,
    '4:5',
    [],
  ],
  [
    'mountedOverContent',
    'COPY into the home folder',
    `${jupyter}\nCOPY a /home/cdsw/b`,
    '2:1',
    [
      `${jupyter}\nCOPY a /opt/b`,
      `${jupyter}\nCOPY a /home/cdsw2/b`,
      `FROM a:1 AS b\nCOPY a /home/cdsw/b\n${jupyter}`,
      `${jupyter}\nCOPY a /tmp/b\nRUN sh /tmp/b`,
      `${jupyter}\nRUN curl -o /tmp/a https://example.com && rm /tmp/a`,
      `${jupyter}\nRUN chown -R cdsw /home/cdsw`,
      `${jupyter}\nRUN mkdir -p /home/cdsw/.cache && a && rm -rf /home/cdsw/.cache`,
      `${jupyter}\nENV X=/home/cdsw/.jupyter`,
      `${jupyter}\nWORKDIR a\nCOPY b c`,
    ],
  ],
  ['mountedOverContent', 'a path below WORKDIR', `${jupyter}\nWORKDIR /home/cdsw\nCOPY a b/`, '3:1', []],
  [
    'mountedOverContent',
    'a path in a variable',
    `${jupyter}\nENV H=/home/cdsw\nCOPY ["a", "$H/b"]`,
    '3:1',
    [],
  ],
  ['mountedOverContent', 'files in /tmp that nothing uses', `${jupyter}\nCOPY a /tmp/b`, '2:1', []],
  ['mountedOverContent', 'a RUN that writes there', `${jupyter}\nRUN echo a > /home/cdsw/b`, '2:14', []],
  [
    'mountedOverContent',
    'a clone',
    `${jupyter}\nRUN git clone https://example.com/a /home/cdsw/a`,
    '2:37',
    [],
  ],
  ['mountedOverContent', 'an archive', `${jupyter}\nRUN tar -xf a -C /home/cdsw/b`, '2:18', []],
  [
    'userNotCdsw',
    'another user at the end',
    `${jupyter}\nUSER jovyan`,
    '2:1',
    [
      jupyter,
      `${jupyter}\nUSER cdsw`,
      `${jupyter}\nUSER 8536:8536`,
      `${jupyter}\nUSER jovyan\nUSER cdsw`,
      `${jupyter}\nUSER $WHO`,
    ],
  ],
  [
    'userLeftAsRoot',
    'root at the end',
    `${jupyter}\nUSER root`,
    '2:1',
    [jupyter, `${jupyter}\nUSER root\nUSER cdsw`],
  ],
]

describe('lints of commands and files', () => {
  it.each(cases)('%s: tell the place of %s', (code, _what, text, place, _alike, options) => {
    expect(faultsOf(text, options)).toContain(`${code} ${place}`)
  })

  it.each(alikes(cases))('have no %s to tell of %j', (code, text, options) => {
    expect(faultsOf(text, options).filter((fault) => fault.startsWith(code))).toEqual([])
  })
})
