import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCommandLine } from '../../bin/arguments.ts';
import { commands } from '../../bin/commands.ts';
import { exitCodeOf, exitCodeOfSignal } from '../../bin/exit-codes.ts';
import { helpText } from '../../bin/help.ts';
import { runtimePath } from '../../bin/runtime-path.ts';
import { UsageError } from '../../bin/usage-error.ts';

const commandLine = suite('command line');

function invocation(...argv: string[]) {
  const parsed = parseCommandLine(argv);
  if (parsed.ask !== 'run') throw new Error(`asks for ${parsed.ask}`);
  return parsed.invocation;
}

commandLine('options stand before the command or behind it', () => {
  const options = { 'runtime-dir': '/run/x', json: true };
  const expected = { command: 'logs', operands: ['front'], options };
  assert.equal(invocation('logs', 'front', '--json', '--runtime-dir', '/run/x'), expected);
  assert.equal(invocation('--runtime-dir', '/run/x', '--json', 'logs', 'front'), expected);
  assert.equal(invocation('--runtime-dir=/run/x', 'logs', '--json', 'front'), expected);
});

commandLine('the JSON of add is a value, that of the others a flag', () => {
  assert.equal(invocation('add', 'front', '--json', '{}').options, { json: '{}' });
  assert.equal(invocation('add', 'front', '--json', '-').options, { json: '-' });
  assert.equal(invocation('status', '--json').options, { json: true });
});

commandLine('an operand may be called like a command', () => {
  assert.equal(invocation('logs', 'logs').operands, ['logs']);
  assert.equal(invocation('remove', 'status').operands, ['status']);
});

commandLine('help and version are asked for anywhere', () => {
  assert.equal(parseCommandLine(['--help']), { ask: 'help', command: null });
  assert.equal(parseCommandLine(['stop', '-h']), { ask: 'help', command: 'stop' });
  assert.equal(parseCommandLine(['help', 'stop']), { ask: 'help', command: 'stop' });
  assert.equal(parseCommandLine(['-V']), { ask: 'version' });
});

const wrong: readonly [readonly string[], RegExp][] = [
  [[], /a command is missing: one of run, check/],
  [['statsu'], /no command "statsu"; did you mean "status"\?/],
  [['fly'], /no command "fly": it is one of run, check/],
  [['status', '--jsn'], /status: there is no option --jsn; did you mean "--json"\?/],
  [['run', '--json'], /run: there is no option --json/],
  [['run', '--config'], /run: --config needs FILE/],
  [['run', '--config', '--output'], /run: --config needs FILE/],
  [['status', '--json=yes'], /--json takes no value/],
  [['logs'], /logs: NAME is missing/],
  [['check', 'a', 'b'], /nothing is known to do with "b"/],
  [['help', 'fly'], /no command "fly"/],
  [['constructor'], /no command "constructor"/],
];
for (const [argv, message] of wrong) {
  commandLine(`refuses: ${argv.join(' ')}`, () => {
    assert.throws(
      () => parseCommandLine(argv),
      (error: unknown) => error instanceof UsageError && message.test(error.message),
    );
  });
}

commandLine('help fits a terminal and names every option', () => {
  for (const name of [null, ...Object.keys(commands)]) {
    const lines = helpText(name).split('\n');
    assert.equal(
      lines.filter((line) => line.length > 80),
      [],
      `${name}`,
    );
    for (const option of Object.keys(name === null ? {} : commands[name]!.options)) {
      assert.ok(
        lines.some((line) => line.includes(`--${option}`)),
        `${name} --${option}`,
      );
    }
  }
});

commandLine('the runtime directory: option, environment, user, root', () => {
  const status = invocation('status');
  const user = { XDG_RUNTIME_DIR: '/run/user/7' };
  const own = { ...user, CAMKEEPER_RUNTIME_DIR: '/own' };
  const given = invocation('status', '--runtime-dir', '/given');
  assert.is(runtimePath(given, { environment: own, userId: 7 }), '/given');
  assert.is(runtimePath(status, { environment: own, userId: 7 }), '/own');
  assert.is(runtimePath(status, { environment: user, userId: 7 }), '/run/user/7/camkeeper');
  assert.is(runtimePath(status, { environment: {}, userId: 0 }), '/run/camkeeper');
  assert.throws(() => runtimePath(status, { environment: {}, userId: 7 }), /give --runtime-dir/);
});

commandLine('errors and signals have their exit codes', () => {
  assert.is(exitCodeOf('CONFIG_INVALID'), 78);
  assert.is(exitCodeOf('INSTANCE_HELD'), 75);
  assert.is(exitCodeOf('NO_KEEPER'), 69);
  assert.is(exitCodeOf('CAMERA_UNKNOWN'), 64);
  assert.is(exitCodeOf('ACTOR_BROKEN'), 70);
  assert.is(exitCodeOf('TypeError'), 70);
  assert.is(exitCodeOfSignal('SIGINT'), 130);
  assert.is(exitCodeOfSignal('SIGTERM'), 143);
});

commandLine.run();
