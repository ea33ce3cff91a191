import { useState } from 'preact/hooks';
import type { CommandRequest, PlanReply } from '../../api.ts';
import { Actions, Plan } from './command-dialog.tsx';
import { Modal } from './dialogs.tsx';
import { useSession } from './session-context.ts';

const example = `{
  "ffmpeg": { "inputs": [{ "path": "rtsp://192.168.1.22/live", "roles": ["detect"] }] },
  "detect": { "width": 1280, "height": 720, "fps": 5 }
}`;

/** A camera by its name and its section of the configuration. */
export function AddDialog() {
  const [name, setName] = useState('');
  const [section, setSection] = useState(example);
  const { asked, ask, forget, tell } = useAsked();
  return (
    <Modal title="Add a camera">
      <label>
        Name
        <input value={name} required onInput={(event) => changed(event, setName, forget)} />
      </label>
      <label>
        Section, as in the configuration file, in JSON
        <textarea
          rows={8}
          spellcheck={false}
          value={section}
          onInput={(event) => changed(event, setSection, forget)}
        />
      </label>
      <button type="button" class="ask" disabled={name === ''} onClick={() => ask(name, section)}>
        Show the plan
      </button>
      {(asked.found || asked.problem) && <Plan found={asked.found} problem={asked.problem} />}
      <Actions request={asked.request} isReady={asked.request !== null} tell={tell} words="Add" />
    </Modal>
  );
}

type Asked = {
  readonly found: PlanReply | null;
  readonly problem: string | null;
  /** What the plan is for. */
  readonly request: CommandRequest | null;
};
const nothing: Asked = { found: null, problem: null, request: null };

function useAsked() {
  const { plan } = useSession();
  const [asked, setAsked] = useState(nothing);
  const tell = (problem: string) => setAsked({ ...nothing, problem });
  const ask = async (name: string, section: string) => {
    setAsked(nothing);
    try {
      const request = requestOf(name, section);
      setAsked({ found: await plan(request), problem: null, request });
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  };
  return { asked, ask, tell, forget: () => setAsked(nothing) };
}

type Typed = { readonly currentTarget: { readonly value: string } };

/** What is applied is what the plan was for: another text needs another plan. */
function changed(event: Typed, set: (text: string) => void, forget: () => void): void {
  set(event.currentTarget.value);
  forget();
}

function requestOf(camera: string, text: string): CommandRequest {
  const section: unknown = JSON.parse(text);
  if (typeof section !== 'object' || section === null) throw new Error('the section is no object');
  return { command: 'add', camera, section };
}
