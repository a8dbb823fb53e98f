// Runs before the first paint, so that a dark page is never white first.
(() => {
  let chosen = 'system';
  try {
    chosen = JSON.parse(localStorage.getItem('sluice.preferences') ?? '{}').theme ?? 'system';
  } catch {
    // Storage that is refused or broken leaves the browser's own choice.
  }
  const dark = chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
})();
