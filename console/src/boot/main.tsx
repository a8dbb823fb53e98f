import { nonce } from './styleNonce.ts';
import '../look/variables.css';
import '../look/base.css';
import '@xyflow/react/dist/style.css';
import '../graph/graph.css';
import '../text/text.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { preferences } from '../prefs/preferences.ts';
import { setUpWords } from '../words/setup.ts';
import { Providers } from './Providers.tsx';
import { router } from './routes.tsx';

setUpWords(preferences().language);

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Providers nonce={nonce}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}
