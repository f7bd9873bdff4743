// The editor's start: the forms from fields.json, the repository from settings.json, one working branch.
import fields from './fields.json';
import { formatOf } from './format.js';
import { propose } from './propose.js';

const BRANCH = 'redigering';

// A person is offered where the key of a role is present: entries in which it is undefined are left out.
const withFilters = (field) => ({
  ...Object.fromEntries(Object.entries(field).filter(([name]) => name !== 'only')),
  ...(field.only ? { filters: [{ field: field.only, values: [undefined], exclude: true }] } : {}),
  ...(field.fields ? { fields: field.fields.map(withFilters) } : {}),
});

const start = async () => {
  const settings = await (await fetch('settings.json', { cache: 'no-store' })).json();
  const language = settings.language === 'en' ? 'en' : 'sv';
  document.documentElement.lang = language;
  const PREFS = 'sveltia-cms.prefs';
  const prefs = JSON.parse(localStorage.getItem(PREFS) ?? '{}');
  if (!prefs.locale) localStorage.setItem(PREFS, JSON.stringify({ ...prefs, locale: language === 'sv' ? 'sv' : 'en-US' }));
  const { default: CMS } = await import('@sveltia/cms'); // it reads the preferences when it is loaded
  const { collections, singletons } = fields[language];
  for (const [kind, shape] of Object.entries(fields.shape)) {
    CMS.registerCustomFormat(`mentorskap-${kind}`, 'yml', formatOf(shape));
  }
  CMS.registerEventListener({ name: 'postSave', handler: () => propose(settings, BRANCH, language) });
  CMS.init({
    config: {
      load_config_file: false,
      app_title: 'Mentorskap',
      backend: {
        name: 'github',
        repo: settings.repository,
        branch: BRANCH,
        auth_methods: ['token'],
        ...(settings.api ? { base_url: settings.api, api_root: settings.api } : {}),
        commit_messages: {
          create: language === 'sv' ? 'Lägg till {{slug}}' : 'Add {{slug}}',
          update: language === 'sv' ? 'Ändra {{slug}}' : 'Change {{slug}}',
        },
      },
      media_folder: 'docs/assets',
      show_preview_links: false,
      editor: { preview: false },
      output: { omit_empty_optional_fields: true },
      collections: collections.map(({ fields: own, ...rest }) => ({ ...rest, fields: own.map(withFilters) })),
      singletons: singletons.map(({ fields: own, ...rest }) => ({ ...rest, fields: own.map(withFilters) })),
    },
  });
};

start();
