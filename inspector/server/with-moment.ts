import type { CameraReply } from '../api.ts';
import { delayName } from './actor-rows.ts';
import type { Told } from './rewind-thread.ts';

/** What is known of a time by its story, with what making the run again has brought to light. */
export function withMoment(reply: CameraReply, told: Told): CameraReply {
  if ('problem' in told) return { ...reply, note: `${unknown}: ${told.problem}` };
  if (told.moment === null) return { ...reply, note: `${unknown}: ${tooLongAgo}` };
  const { context, delays } = told.moment;
  const actors = reply.actors.map((actor) => {
    const own = delays.filter(({ path }) => path === actor.path);
    const rows = own.map(({ event, endsMs }) => ({ name: delayName(event), endsMs }));
    return { ...actor, delays: rows.sort((one, other) => one.endsMs - other.endsMs) };
  });
  return { ...reply, context, actors };
}

const unknown = 'of this time, states and reasons are known; context and delays are not';
const tooLongAgo = 'it lies before what is remembered of the journal';
