/**
 * Hides credentials in anything that may be printed: argv of ffmpeg, its own lines, messages.
 * Rather too much than too little: where a password may hold any character, it is taken to be as
 * long as possible. Masking twice is masking once.
 */
export function maskCredentials(text: string): string {
  if (!mayHide.test(text)) return text;
  const withoutUserinfo = maskUserinfo(maskUserinfo(text, lineUserinfo), encodedUserinfo);
  return maskOptions(maskHeaders(maskParameters(withoutUserinfo)));
}

/** Like `maskCredentials`, of an argv: here a password may even contain blanks. */
export function maskArguments(argv: readonly string[]): string[] {
  return argv.map((argument, index) => {
    if (isSecretOption(argv[index - 1] ?? '')) return mask;
    const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(argument);
    return maskCredentials(isUrl ? maskUserinfo(argument, wholeUserinfo) : argument);
  });
}

const mask = '*';
/** Without one of these, nothing below finds anything. Most texts have none, and it is quick. */
const mayHide = /[:=%]|(?:^|\s)-/;

/** Names of query parameters, options and headers, matched at the end of the name … */
const secretEnd = endsIn('', [
  ...['pass(?:word|wd|phrase|code)?', 'pwd', 'secret', 'token', 'credentials?', 'authorization'],
  ...['api[-_.]?key', 'access[-_]?key', 'cryptokey', 'decryption_key', 'signature'],
  'session(?:[-_]?id)?',
]);
/** … and as a whole word only, because other words end like them. */
const secretWord = endsIn('(?:^|[^a-z0-9])', [
  ...['user(?:[-_]?name)?', 'usr', 'login', 'account', 'auth', 'key', 'pw', 'psw', 'sig', 'sid'],
  ...['jwt', 'cookies?'],
]);

function endsIn(before: string, words: readonly string[]): RegExp {
  return new RegExp(`${before}(?:${words.join('|')})$`, 'i');
}

const lineUserinfo = /(:\/\/)(\S*)(@)/g;
const wholeUserinfo = /(:\/\/)([\s\S]*)(@)/g;
/** Of a URL that is percent-encoded, maybe more than once, inside another. */
const encodedUserinfo =
  /(%(?:25)*3a(?:%(?:25)*2f|\/){2}|:%(?:25)*2f(?:%(?:25)*2f|\/))(\S*)(%(?:25)*40)/gi;

function maskUserinfo(text: string, userinfo: RegExp): string {
  return text.replace(userinfo, (found, start: string, inner: string, at: string) => {
    const isPath = inner.includes('/') && !/:|%(?:25)*3a/i.test(inner);
    return isPath ? found : `${start}${mask}:${mask}${at}`;
  });
}

/**
 * `name=value` up to the next `&`, also where a whole URL is percent-encoded inside another (where
 * `%3D` and `%26` separate). Parameters that are not secret are not skipped: a secret one may be
 * inside. The bound on the name keeps long lines from costing their square.
 */
function maskParameters(text: string): string {
  const start =
    /(?<!%[0-9a-f]?)((?:[\w.[\]-]|%(?!(?:25)*(?:3d|26|3f))[0-9a-f]{2}){1,40})(=|%(?:25)*3d)/gi;
  let masked = '';
  let end = 0;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const [, name = '', separator = ''] = found;
    if (!isSecret(decode(name))) continue;
    masked += text.slice(end, start.lastIndex) + mask;
    const value = valueBehind(separator);
    value.lastIndex = start.lastIndex;
    value.exec(text);
    end = value.lastIndex;
    start.lastIndex = end;
  }
  return masked + text.slice(end);
}

/** An `&` that is encoded once more than its separator belongs to the value. */
function valueBehind(separator: string): RegExp {
  if (separator === '=') return /[^&\s]*/y;
  const layersMax = (separator.length - '%3D'.length) / '25'.length;
  return new RegExp(`(?:(?!%(?:25){0,${layersMax}}26)[^&\\s])*`, 'y');
}

function maskHeaders(text: string): string {
  return text.replace(
    /((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{0,30}(?:key|token))(\s*:\s*)[^\r\n]+/gi,
    `$1$2${mask}`,
  );
}

function maskOptions(text: string): string {
  return text.replace(/(?<=^|\s)(-{1,2}[\w:-]{1,40}\s+)(\S+)/g, (found, option: string) => {
    return isSecretOption(option.trim()) ? `${option}${mask}` : found;
  });
}

function isSecretOption(argument: string): boolean {
  return /^-[^\s]{1,40}$/.test(argument) && isSecret(argument);
}

function isSecret(name: string): boolean {
  return secretEnd.test(name) || secretWord.test(name);
}

function decode(name: string): string {
  return name.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
