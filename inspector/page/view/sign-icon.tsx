import type { Sign } from '../model/look.ts';

// 16 by 16. Each is known by its shape.
const shapes: Readonly<Record<Sign, string>> = {
  ok: 'M3.5 8.5l3 3 6-7',
  warn: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.4',
  busy: 'M8 2.2a5.8 5.8 0 1 1-5.8 5.8M8 5v3.4l2.2 1.4',
  wait: 'M4 2.5h8M4 13.5h8M5 2.5c0 3 6 8 6 11M11 2.5c0 3-6 8-6 11',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.2v3.3H9.7',
  stop: 'M3 5.5l5 5 5-5',
  off: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11',
  bad: 'M4 4l8 8M12 4l-8 8',
};

export function SignIcon({ sign }: { readonly sign: Sign }) {
  return (
    <svg class={`sign sign-${sign}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[sign]} />
    </svg>
  );
}
