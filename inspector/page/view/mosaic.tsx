import type { CameraRow } from '../../api.ts';
import { signOf } from '../model/look.ts';
import { hashOf } from '../model/route.ts';

const drawnMax = 1500;
const drawnMin = 24;

/** The whole fleet at a glance: a small sign for each camera, in the order of the list. */
export function Mosaic({ rows }: { readonly rows: readonly CameraRow[] }) {
  if (rows.length < drawnMin || rows.length > drawnMax) return null;
  return (
    <div class="mosaic" aria-hidden="true">
      {rows.map(({ name, state }) => (
        <a
          key={name}
          class={`tile is-${signOf(state)}`}
          href={hashOf({ camera: name })}
          title={`${name}: ${state}`}
          tabIndex={-1}
        >
          <span class="unseen">{name}</span>
        </a>
      ))}
    </div>
  );
}
