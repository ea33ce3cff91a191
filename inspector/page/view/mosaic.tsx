import type { CameraRow } from '../../api.ts';
import { signOf } from '../model/look.ts';
import { hashOf } from '../model/route.ts';
import { unlessSame } from './unless-same.tsx';

const drawnMax = 1500;
const drawnMin = 24;

/** The whole fleet at a glance: a small sign for each camera, in the order of the list. */
export function Mosaic({ rows }: { readonly rows: readonly CameraRow[] }) {
  if (rows.length < drawnMin || rows.length > drawnMax) return null;
  return (
    <div class="mosaic" aria-hidden="true">
      {rows.map(({ name, state }) => (
        <Tile key={name} name={name} state={state} />
      ))}
    </div>
  );
}

const Tile = unlessSame(function Tile({ name, state }: Pick<CameraRow, 'name' | 'state'>) {
  return (
    <a
      class={`tile is-${signOf(state)}`}
      href={hashOf({ camera: name })}
      title={`${name}: ${state}`}
      tabIndex={-1}
    >
      <span class="unseen">{name}</span>
    </a>
  );
});
