import type { ActorRow } from '../../api.ts';
import { laneOf } from '../model/lanes.ts';
import { Lines } from './lines.tsx';
import { Countdown } from './next-action.tsx';
import { Picture } from './picture.tsx';
import { useSelected } from './session-context.ts';
import { Tree } from './tree.tsx';

const picturePauseMs = 150;

type CameraSideProps = { readonly name: string; readonly actor: ActorRow | null };

/** The picture, what is true now, and what there is to know on demand. */
export function CameraSide({ name, actor }: CameraSideProps) {
  const isNow = useSelected(({ isLive, moment }) => isLive && moment === null);
  const size = useSelected(({ rows }) => rows.get(name)?.size ?? null);
  const note = useSelected(({ detail }) => detail?.note ?? null);
  return (
    <aside class="side" aria-label={`More about ${name}`}>
      <div class="part">
        {isNow ? (
          <Picture camera={name} isOn={size !== null} pauseMs={picturePauseMs} />
        ) : (
          <p class="picture past-picture">Pictures are not kept.</p>
        )}
      </div>
      {note && <p class="part note">{note}</p>}
      {actor && actor.state !== '' && <Truths actor={actor} />}
      <Lines />
      <Context />
    </aside>
  );
}

function Truths({ actor }: { readonly actor: ActorRow }) {
  const chart = useSelected(({ charts }) => charts.find(({ id }) => id === actor.machine) ?? null);
  const truths = chart?.truths ?? {};
  const paths = ['always', ...ancestors(actor.state)].filter((path) => truths[path]?.length);
  return (
    <section class="part truths" aria-label="What is true now">
      <h2>
        True of <em>{laneOf(actor.path)}</em> in <code>{actor.state}</code>
      </h2>
      {actor.delays.length > 0 && (
        <ul class="delays" aria-label="Delays that run">
          {actor.delays.map(({ name, endsMs }) => (
            <li key={name}>
              <code>{name}</code> <Countdown atMs={endsMs} />
            </li>
          ))}
        </ul>
      )}
      <ul>
        {paths.flatMap((path) =>
          truths[path]!.map((truth) => <li key={`${path} ${truth}`}>{plain(truth)}</li>),
        )}
      </ul>
    </section>
  );
}

/** `alive`, `alive.ready` */
const ancestors = (state: string): string[] =>
  state.split('.').map((_, index, keys) => keys.slice(0, index + 1).join('.'));

/** Words between backticks as code. */
const plain = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));

function Context() {
  const context = useSelected(({ detail }) => detail?.context ?? null);
  return (
    <details class="part context">
      <summary>
        <h2>Context of the camera</h2>
      </summary>
      {context ? <Tree value={context} /> : <p class="quiet">Not known.</p>}
    </details>
  );
}
