/** Stately's inspector, which takes what is posted to it from the page around it. */
export const inspectorOrigin = 'https://stately.ai';

export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>camkeeper in Stately's inspector</title>
<link rel="stylesheet" href="bridge.css">
<iframe title="Stately's inspector" src="${inspectorOrigin}/inspect"></iframe>
<script src="bridge.js"></script>
</html>
`;

export const style = `html, body, iframe { border: 0; height: 100%; margin: 0; width: 100%; }
`;

/** Begins when the inspector says that it is there; one that is reloaded hears all anew. */
export const script = `let events = null;
const inspector = document.querySelector('iframe').contentWindow;
addEventListener('message', ({ data, source }) => {
  if (source !== inspector || data?.type !== '@statelyai.connected') return;
  events?.close();
  events = new EventSource('events');
  events.onmessage = ({ data }) => inspector.postMessage(JSON.parse(data), '${inspectorOrigin}');
});
`;
