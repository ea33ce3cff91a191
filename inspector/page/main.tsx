import { render } from 'preact';
import { startSession } from './session/session.ts';
import { adoptChartStyle } from './view/chart-style.ts';
import { Page } from './view/page.tsx';
import { SessionContext } from './view/session-context.ts';

const place = document.getElementById('page');
if (!place) throw new Error('there is no place for the page');

adoptChartStyle();
place.replaceChildren();
render(
  <SessionContext.Provider value={startSession()}>
    <Page />
  </SessionContext.Provider>,
  place,
);
