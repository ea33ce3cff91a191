import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { maskData } from '../../config/mask-data.ts';

const masking = suite('mask-data');

masking('hides what is secret, wherever it stands, and leaves the rest', () => {
  const data = {
    path: 'rtsp://viewer:hunter2@cam/live',
    detect: { fps: 5, enabled: true, nothing: null },
    argv: ['ffmpeg', '-password', 'hunter2', '-i', 'rtsp://viewer:hun ter2@cam/live'],
    deep: [{ password: 'hunter2', apiKey: 'hunter2', empty: { token: '' } }],
  };
  assert.equal(maskData(data), {
    path: 'rtsp://*:*@cam/live',
    detect: { fps: 5, enabled: true, nothing: null },
    argv: ['ffmpeg', '-password', '*', '-i', 'rtsp://*:*@cam/live'],
    deep: [{ password: '*', apiKey: '*', empty: { token: '' } }],
  });
});

masking('what is too deep is left out', () => {
  let deep: object = { path: 'rtsp://viewer:hunter2@cam/live' };
  for (let depth = 0; depth < 100; depth++) deep = { deep };
  const text = JSON.stringify(maskData(deep));
  assert.not.match(text, 'hunter2');
  assert.match(text, '…');
});

masking.run();
