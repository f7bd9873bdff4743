// `make editor` runs this in build/editor-source, with a copy of this folder. It makes build/editor: one page, one script with its strings in Swedish, and two fonts.
//
// What these forms never load (maps, syntax colouring, pictures, Markdown, other languages) is left out. The build fails
// if another piece turns up, or if a text that words.json corrects is no longer in the editor.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const UNUSED =
  /^(@shikijs|leaflet|terra-draw|svgo|exifr|turndown)\b|chunks\/(shiki-engine|webp_enc|heic|react-dom)|locales\/(?!sv\.json)[\w-]+\.json$/;
const NOTHING = '\0nothing';
const KEPT = /\.html$|assets\/(index|npm|immutable\.es|sv|nothing|_nothing|material-symbols|source-sans)[\w.-]*$/;
const here = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

const corrected = (text) => {
  const merged = (known, strings, words, path) =>
    Object.entries(words).reduce((all, [key, word]) => {
      if (!(key in known)) throw new Error(`words.json: the editor has no text ${path}${key}`);
      const inner = typeof word === 'string' ? word : merged(known[key], all[key] ?? {}, word, `${path}${key}.`);
      return { ...all, [key]: inner };
    }, strings);
  const known = JSON.parse(here('./node_modules/@sveltia/cms/locales/en-US.json'));
  return JSON.stringify(merged(known, JSON.parse(text), JSON.parse(here('./words.json')), ''));
};

const trimmed = {
  name: 'trimmed',
  enforce: 'pre',
  resolveId: (id) => (UNUSED.test(id) ? NOTHING : null),
  load: (id) => {
    if (id === NOTHING) return 'export default {};';
    const path = id.split('?')[0];
    return path.endsWith('/locales/sv.json') ? corrected(readFileSync(path, 'utf8')) : null;
  },
  generateBundle(_, bundle) {
    for (const [name, { type }] of Object.entries(bundle)) {
      if (KEPT.test(name)) continue;
      if (type === 'chunk') throw new Error(`${name} is in the build: is it used?`);
      delete bundle[name];
    }
  },
};

export default defineConfig({
  base: './',
  plugins: [trimmed],
  build: { outDir: '../editor', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
});
