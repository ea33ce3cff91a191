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
  const { plan } = useSession();
  const [name, setName] = useState('');
  const [section, setSection] = useState(example);
  const [found, setFound] = useState<PlanReply | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [request, setRequest] = useState<CommandRequest | null>(null);
  const forget = () => {
    setFound(null);
    setProblem(null);
    setRequest(null);
  };
  const ask = async () => {
    forget();
    try {
      const asked = requestOf(name, section);
      setFound(await plan(asked));
      setRequest(asked);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
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
      <button type="button" class="ask" disabled={name === ''} onClick={ask}>
        Show the plan
      </button>
      {(found || problem) && <Plan found={found} problem={problem} />}
      <Actions request={request} isReady={request !== null} tell={setProblem} words="Add" />
    </Modal>
  );
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
