import type { Mutant } from './mutant.ts';

const origin = 'inspector/server/same-origin.ts';
const security = ['inspector/security'];

export const inspectorMutants: readonly Mutant[] = [
  {
    name: 'a site with a name that points here is served',
    file: origin,
    find: 'if (!hosts.includes(host))',
    replace: 'if (host === undefined)',
    tests: security,
  },
  {
    name: 'a command of another origin is taken',
    file: origin,
    find: 'if (origin !== undefined && origin !==',
    replace: 'if (origin === null && origin !==',
    tests: security,
  },
  {
    name: 'a command of another site is taken when it hides its origin',
    file: origin,
    find: '  if (!isOwn(headers)) return other;\n',
    replace: '',
    tests: security,
  },
  {
    name: 'another site shows the frames of a camera',
    file: origin,
    find: 'return isOwn(headers) || isVisit(asked) ? null : other;',
    replace: 'return null;',
    tests: security,
  },
  {
    name: 'another site navigates to the API',
    file: origin,
    find: '  !/^\\/(api|healthz|readyz)\\b/.test(url);',
    replace: '  url !== null;',
    tests: security,
  },
  {
    name: 'another site puts the page into a frame',
    file: origin,
    find: "headers['sec-fetch-dest'] === 'document' &&",
    replace: '',
    tests: security,
  },
  {
    name: 'a form is a command',
    file: origin,
    find: "return isJson(headers['content-type']) ? null",
    replace: "return isJson(headers['content-type']) || method === 'POST' ? null",
    tests: security,
  },
  {
    name: 'an answer lacks its policy',
    file: 'inspector/server/app.ts',
    find: 'reply.headers({ ...securityHeaders, ',
    replace: 'reply.headers({ ',
    tests: security,
  },
  {
    name: 'a body of any size is read',
    file: 'inspector/server/app.ts',
    find: 'const bodyBytesMax = 64 * 1024;',
    replace: 'const bodyBytesMax = 64 * 1024 * 1024;',
    tests: security,
  },
  {
    name: 'files beside the page are served',
    file: 'inspector/server/page-files.ts',
    find: '    if (!this.#names.has(name)) return null;\n',
    replace: '',
    tests: security,
  },
  {
    name: 'everybody in the network is served',
    file: 'inspector/server/address.ts',
    find: 'Object.hasOwn(loopback, host) ? loopback[host] : undefined',
    replace: 'Object.hasOwn(loopback, host) ? loopback[host] : host',
    tests: ['inspector/address'],
  },
  {
    name: 'the context of a camera shows its passwords',
    file: 'inspector/server/live-source.ts',
    find: 'context: maskData(view.context) as object',
    replace: 'context: view.context',
    tests: ['inspector/masked'],
  },
  {
    name: 'a page that does not read fills the memory of the keeper',
    file: 'inspector/server/listener.ts',
    find: 'if (this.#response.writableLength > unreadBytesMax)',
    replace: 'if (this.#response.writableLength < 0)',
    tests: ['inspector/feed'],
  },
  {
    name: 'a feed goes on when nobody listens',
    file: 'inspector/server/feed.ts',
    find: 'if (this.#listeners.size === 0) this.#end();',
    replace: '',
    tests: ['inspector/feed'],
  },
  {
    name: 'what a page did not get is not counted',
    file: 'inspector/server/listener.ts',
    find: 'heard - this.#heard - events.length',
    replace: '0',
    tests: ['inspector/feed'],
  },
  {
    name: 'a story grows with the cameras',
    file: 'keeper/story.ts',
    find: '    for (const each of this.#rings()) each.trim(this.#share);\n',
    replace: '',
    tests: ['inspector/story'],
  },
  {
    name: 'a story does not end',
    file: 'keeper/story.ts',
    find: '    ring.trim(this.#share);\n  }',
    replace: '  }',
    tests: ['inspector/story'],
  },
  {
    name: 'where a camera was before its first entry is forgotten',
    file: 'keeper/story-ring.ts',
    find: 'else if (entry.state !== null) this.#before.set(entry.path, entry);',
    replace: '',
    tests: ['inspector/story'],
  },
  {
    name: 'a plan is done',
    file: 'inspector/server/app.ts',
    find: 'return { plan: await source.plan(readCommand(body)) };',
    replace:
      'await source.command(readCommand(body));\n' +
      '    return { plan: await source.plan(readCommand(body)) };',
    tests: ['inspector/live'],
  },
  {
    name: 'a taken port ends the keeper',
    file: 'bin/run/keep.ts',
    find: '      const without = `no inspector',
    replace: '      this.#stopping.abort();\n      const without = `no inspector',
    tests: ['inspector/commands'],
  },
];
