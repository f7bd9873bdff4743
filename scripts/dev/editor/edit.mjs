// The editor's format without the editor: what would be written, for many files at once.
//
// Reads a list of {shape, text, data} from standard input: the text of a file as it was (null for a new one) and its
// data as edited, or null for no edit. Writes the list of texts, with {error} where an edit has no place.
import { formatOf, TEXT } from './format.js';

let input = '';
for await (const chunk of process.stdin) input += chunk;
const answers = JSON.parse(input).map(({ shape, text, data }) => {
  const format = formatOf(shape);
  try {
    const content = text === null ? {} : format.fromFile(text);
    return format.toFile(data === null ? content : { ...data, [TEXT]: content[TEXT] });
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(answers));
