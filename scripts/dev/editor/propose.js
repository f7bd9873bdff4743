// After each save: one draft proposal from the working branch, so that an act over several files is one change.
//
// Neither its title nor its text holds a name or a word of a file.
const WORDS = {
  sv: {
    title: 'Ändringar från redigeraren',
    body:
      'Gjord i redigeraren. Kontrollen svarar här nedanför. Slå ihop när den är grön och alla filer som hör till ändringen är med.',
  },
  en: {
    title: 'Changes from the editor',
    body: 'Made in the editor. The check answers below. Merge when it is green and every file of the change is here.',
  },
};

export const propose = async ({ repository, api }, branch, language) => {
  const { token } = JSON.parse(localStorage.getItem('sveltia-cms.user') ?? '{}');
  const root = `${api ? `${api}/api/v3` : 'https://api.github.com'}/repos/${repository}`;
  const call = async (path, options) => {
    const response = await fetch(`${root}${path}`, {
      ...options,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json' },
    });
    if (!response.ok) throw new Error(`${response.status} of ${path.split('?')[0]}`);
    return response.json();
  };
  const owner = repository.split('/')[0];
  const open = await call(`/pulls?state=open&head=${encodeURIComponent(`${owner}:${branch}`)}`);
  if (open.length) return;
  const { default_branch: base } = await call('');
  await call('/pulls', {
    method: 'POST',
    body: JSON.stringify({ ...WORDS[language], head: branch, base, draft: true }),
  });
};
