import { type Role, roles } from './camera-config.ts';
import type { Findings } from './findings.ts';
import type { InputSection } from './schema.ts';

/**
 * The roles of each input, after Frigate's rules; what breaks them goes to `findings`. `records`:
 * segments are to be written.
 */
export function checkRoles(
  inputs: readonly InputSection[],
  records: boolean,
  findings: Findings,
): Role[][] {
  const [only] = inputs;
  const wanted = inputs.map((input) => input.roles ?? []);
  if (only !== undefined && inputs.length === 1) {
    return [rolesOfOnly(only, records, findings)];
  }
  for (const [index, list] of wanted.entries()) {
    if (list.length === 0) {
      findings.at(index).at('roles').error('expected one role or more, [record] for example');
    } else {
      warnUnused(list, records, findings.at(index).at('roles'));
    }
  }
  for (const role of roles) checkRole(role, wanted, findings);
  if (records && !wanted.some((list) => list.includes('record'))) {
    findings.error('no input has the role record, and record is enabled: expected it at one');
  }
  return wanted;
}

/** A single input delivers the frames, and what is recorded, whatever the user wrote. */
function rolesOfOnly(
  { roles: written = [] }: InputSection,
  records: boolean,
  findings: Findings,
): Role[] {
  if (written.length > 0 && !written.includes('detect')) {
    findings.at(0).at('roles').warn('the only input also gets the role detect');
  }
  return [...new Set<Role>(['detect', ...(records ? (['record'] as const) : []), ...written])];
}

function checkRole(role: Role, wanted: readonly Role[][], findings: Findings): void {
  const holders = wanted.flatMap((list, index) => list.flatMap((r) => (r === role ? [index] : [])));
  for (const holder of holders.slice(1)) {
    const message = `the role ${role} is taken by inputs[${holders[0]}]: expected it once`;
    findings.at(holder).at('roles').error(message);
  }
  if (role === 'detect' && holders.length === 0) {
    findings.error('no input has the role detect: expected roles: [detect] at one of them');
  }
}

function warnUnused(list: readonly Role[], records: boolean, findings: Findings): void {
  if (list.includes('detect') || (records && list.includes('record'))) return;
  const why = list.includes('record') ? 'record is not enabled' : 'audio is not supported yet';
  findings.warn(`${why}: this input is not opened`);
}
